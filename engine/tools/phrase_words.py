"""The words by which phrases of a prompt are told: `engine.tools.phrases` has the rules."""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


SHOTS = _listed(
    "extreme close-up, medium close-up, close-up, close up, closeup, extreme wide shot, wide shot, long "
    "shot, full shot, medium shot, establishing shot, aerial shot, aerial view, drone shot, overhead "
    "shot, top-down view, bird's-eye view, worm's-eye view, low angle shot, high angle shot, low-angle "
    "shot, high-angle shot, low angle, high angle, low camera, dutch angle, eye-level shot, eye level, "
    "over-the-shoulder shot, point of view, pov, two shot, macro shot, portrait shot, cowboy shot"
)
LIGHTS = _listed(
    "light, lights, lighting, lit, backlit, sunlit, moonlit, sunlight, moonlight, daylight, candlelight, "
    "lamplight, firelight, backlight, golden hour, blue hour, sunbeams, sun rays, shadow, shadows, glow, "
    "glowing, silhouette, high key, low key, chiaroscuro, overcast, haze, hazy"
)
MOODS = _listed(
    "mood, atmosphere, calm, peaceful, quiet, tense, melancholy, melancholic, joyful, happy, sad, eerie, "
    "dreamy, nostalgic, mysterious, romantic, playful, serene, dramatic, gloomy, cheerful, hopeful, "
    "lonely, cosy, cozy, epic, ominous, solemn, tender, whimsical, festive, scary, intimate, majestic"
)
STYLES = _listed(
    "style, film noir, noir, watercolour, watercolor, oil painting, painting, anime, cartoon, animation, "
    "cinematic, photorealistic, realistic, film grain, grain, 16 mm, 35 mm, 16mm, 35mm, pencil drawing, "
    "drawing, sketch, black and white, monochrome, stop motion, stop-motion, claymation, cut-out, cel "
    "shading, 3d render, documentary, vintage, bokeh, depth of field, texture, textures, sharp focus, "
    "detail, slow motion, time lapse, timelapse, movement, palette, colours, colors"
)
TIMES = _listed(
    "night, day, dusk, dawn, sunset, sunrise, noon, morning, evening, winter, summer, autumn, spring, "
    "interior, exterior, indoors, outdoors"
)
"""A setting in one word."""
PLACES = _listed(
    "in, on, at, under, over, among, amid, inside, beside, near, across, through, along, by, beneath, "
    "above, behind, outside, within, around, underneath, against"
)
"""What a setting begins with."""
VERBS = _listed(
    "moves, goes, travels, slides, rises, floats, climbs, falls, drops, sinks, stays, stands, rests, "
    "bounces, hops, jumps, spins, rotates, turns, grows, gets, becomes, rolls, sails, walks, runs, flies, "
    "swims, drives, rides, sits, lies, looks, gazes, stares, smiles, laughs, cries, talks, speaks, sings, "
    "dances, plays, holds, carries, pulls, pushes, throws, catches, opens, closes, eats, drinks, cooks, "
    "pours, reads, writes, paints, draws, builds, breaks, burns, melts, freezes, flows, drips, splashes, "
    "crashes, explodes, shines, glides, drifts, leans, waves, points, enters, leaves, arrives, returns, "
    "crosses, follows, chases, hides, appears, disappears, emerges, approaches, passes, circles, hovers, "
    "lands, soars, dives, sleeps, wakes, works, waits, watches, listens, touches, kisses, hugs, fights, "
    "blows, sways, trembles, shakes, swings, leaps, crawls, stretches, folds, unfolds, is, are, was, "
    "were, does, has, steps, strolls, races, gallops, barks, cuts, lifts, puts, takes, gives, brings, "
    "picks, wears, blooms, settles, scatters, spreads, swirls, blinks, nods, raises, lowers, tumbles, "
    "stops, starts, begins, keeps, makes"
)
"""As they stand behind one that acts."""
NOUNS = _listed(
    "morning, evening, building, ceiling, string, king, ring, wing, spring, thing, clothing, painting, "
    "wedding, railing, lighting, drawing, opening, setting, sling, swing, shading, rigging, being"
)
"""What ends like a verb and is none."""
ARTICLES = _listed(
    "a, an, the, his, her, its, their, my, our, one, two, three, some, no, of, in, on, at, with, and"
)
"""What stands before a noun, never right before a verb."""
AIMED = _listed("looks, gazes, stares, smiles, laughs, waves, points, blows")
"""“Looks at the sea” does not say where somebody is."""
WORN = _listed(
    "coat, suit, dress, hat, jacket, shirt, uniform, robe, gown, cloak, armour, armor, costume, sweater, "
    "jeans, scarf, boots, glasses, mask, hoodie, kimono, apron"
)
"""“A man in a coat” is not set in a coat."""
