"""Says what a scene shows in varied English, and reads such words back.

The same tables serve both ways, so a caption always round-trips to its scene's attributes.
"""

from __future__ import annotations

import re

import numpy as np

from engine.sketch.world import Scene

SUBJECT_WORDS = {
    "ball": ("ball", "ball", "sphere"),
    "box": ("box", "box", "square"),
    "star": ("star",),
    "ring": ("ring", "ring", "hoop"),
    "triangle": ("triangle", "triangle", "pyramid"),
    "tree": ("tree",),
    "house": ("house", "house", "cottage"),
    "boat": ("boat", "boat", "ship", "sailboat"),
    "bird": ("bird",),
    "person": ("person", "person", "man", "woman", "figure"),
}
COLOUR_WORDS = {
    "red": ("red", "red", "crimson"),
    "orange": ("orange",),
    "yellow": ("yellow", "yellow", "golden"),
    "green": ("green",),
    "blue": ("blue",),
    "purple": ("purple", "purple", "violet"),
    "pink": ("pink",),
    "white": ("white",),
    "black": ("black",),
    "brown": ("brown",),
}
SIZE_WORDS = {"small": ("small", "little"), "medium": ("",), "large": ("large", "big")}
PLACE_PHRASES = {
    "meadow": ("in a meadow", "in the meadow", "on the grass", "in a field", "over a meadow"),
    "desert": ("in the desert", "in a desert", "on the sand", "among the dunes"),
    "sea": ("on the sea", "at sea", "on the ocean", "over the water", "by the sea"),
    "night": ("at night", "in the night", "under the night sky", "in the moonlight"),
    "snow": ("in the snow", "on the snow", "in the snowy mountains", "in winter"),
    "sunset": ("at sunset", "in the sunset", "at dusk", "in the evening"),
    "city": ("in the city", "in a city", "in town", "on a city street"),
    "forest": ("in the forest", "in a forest", "in the woods", "among the pines"),
}
_GO = ("moves", "goes", "travels", "slides")
MOTION_PHRASES = {
    "left": tuple(f"{verb} {way}" for verb in _GO for way in ("left", "to the left")),
    "right": tuple(f"{verb} {way}" for verb in _GO for way in ("right", "to the right")),
    "rises": ("rises", "moves up", "floats up", "goes upwards", "climbs"),
    "falls": ("falls", "drops", "moves down", "sinks", "goes downwards"),
    "stays": ("stays", "stands still", "rests", "does not move"),
    "bounces": ("bounces", "bounces up and down", "hops", "jumps"),
    "spins": ("spins", "spins round", "rotates", "turns round"),
    "grows": ("grows", "grows bigger", "gets bigger", "becomes larger"),
}
#: How some subjects move to a side.
OWN_VERBS = {"ball": "rolls", "boat": "sails"}
CAMERA_PHRASES = {
    "static": ("", "", "", "static camera", "the camera stays"),
    "pan left": ("the camera pans left", "pan to the left", "camera panning left"),
    "pan right": ("the camera pans right", "pan to the right", "camera panning right"),
    "tilt up": ("the camera tilts up", "tilt up", "camera tilting up"),
    "tilt down": ("the camera tilts down", "tilt down", "camera tilting down"),
    "zoom in": ("the camera zooms in", "zoom in", "camera zooming in"),
    "zoom out": ("the camera zooms out", "zoom out", "camera zooming out"),
}
#: What a look is called; flat needs no word.
LOOK_PHRASES = {
    "flat": ("", "", "", "flat colours"),
    "paper": ("paper cut-out", "paper cut-out animation", "cut out of paper", "paper cut-out style"),
    "film": (
        "black and white film",
        "old black and white film",
        "black and white film with grain",
        "film noir",
    ),
    "neon": ("neon", "neon lights on dark", "neon style", "glowing neon"),
    "watercolour": ("watercolour", "watercolour painting", "painted in watercolour", "watercolor"),
}
BESIDE = ("next to", "beside", "with")
CUT = "cut to"
IT = "it"


def caption(scene: Scene, rng: np.random.Generator, named: bool = True) -> str:
    """One of the many ways to say the scene. Colour, subject, place and look are always said, the rest nearly
    always. Where the subject is not named, a picture shows it, and words call it "it"."""
    said = _shot(scene, rng, named)
    look = _pick(LOOK_PHRASES[scene.look], rng)
    if scene.then:
        said = f"{said}, {CUT} {_shot(scene.then, rng)}"
    return f"{look}, {said}" if look and rng.random() < 0.5 else f"{said}, {look}" if look else said


def _pick(words: tuple[str, ...], rng: np.random.Generator) -> str:
    return words[rng.integers(len(words))]


def _shot(scene: Scene, rng: np.random.Generator, named: bool = True) -> str:
    """One shot in words, without its look."""

    def pick(words: tuple[str, ...]) -> str:
        return _pick(words, rng)

    motion = pick(MOTION_PHRASES[scene.motion])
    if scene.subject in OWN_VERBS and scene.motion in ("left", "right") and rng.random() < 0.5:
        motion = f"{OWN_VERBS[scene.subject]} {pick((scene.motion, 'to the ' + scene.motion))}"
    if rng.random() < 0.05:
        motion = ""
    words = (
        pick(SIZE_WORDS[scene.size]),
        pick(COLOUR_WORDS[scene.colour]),
        pick(SUBJECT_WORDS[scene.subject]),
    )
    thing = " ".join(w for w in words if w)
    thing = f"{pick(('a', 'a', 'the', 'one', ''))} {thing}".strip() if named else IT
    if scene.beside:
        other, tint = scene.beside
        motion = f"{motion} {pick(BESIDE)} {pick(('a', 'the'))} {pick(COLOUR_WORDS[tint])} "
        motion += pick(SUBJECT_WORDS[other])
    place, camera = pick(PLACE_PHRASES[scene.place]), pick(CAMERA_PHRASES[scene.camera])
    form = rng.integers(4)
    if form == 0:
        said = [place, f"{thing} {motion}", camera]
    elif form == 1:
        said = [f"{thing} {place} {motion}", camera]
    elif form == 2:
        said = [camera, f"{thing} {motion} {place}"]
    else:
        said = [f"{thing} {motion} {place}", camera]
    return ", ".join(" ".join(part.split()) for part in said if part.strip())


def read_back(text: str) -> dict[str, str]:
    """The attributes that a text names: subject, colour, size, motion, place, camera, look. What it leaves
    out is absent; of several shots the first is read, of two subjects the one that is named first."""
    found, rest = _first_of("look", LOOK_PHRASES, _spaced(text))
    rest = _SECOND.sub(" ", rest.split(f" , {CUT} ")[0] + " ")
    for name, tables in (
        ("camera", CAMERA_PHRASES), ("place", PLACE_PHRASES), ("motion", _MOTIONS_AS_SAID),
        ("subject", SUBJECT_WORDS), ("colour", COLOUR_WORDS), ("size", SIZE_WORDS),
    ):  # fmt: skip
        # A camera's "to the left" is no motion of the subject, so what is read is taken out.
        more, rest = _first_of(name, tables, rest)
        found |= more
    return found


def _spaced(text: str) -> str:
    return f" {' '.join(text.lower().replace(',', ' , ').replace('.', ' ').split())} "


def _first_of(name: str, tables: dict[str, tuple[str, ...]], text: str) -> tuple[dict[str, str], str]:
    """The longest phrase of the tables that the text holds, as name -> its key, and the text without it."""
    phrases = sorted(((p, key) for key, ps in tables.items() for p in ps if p), key=lambda x: -len(x[0]))
    for phrase, key in phrases:
        if f" {phrase} " in text:
            return {name: key}, text.replace(f" {phrase} ", " ", 1)
    return {}, text


_MOTIONS_AS_SAID = {
    motion: phrases
    + (tuple(f"{v} {w}" for v in OWN_VERBS.values() for w in (motion, f"to the {motion}"))
       if motion in ("left", "right") else ())
    for motion, phrases in MOTION_PHRASES.items()
}  # fmt: skip


_SECOND = re.compile(rf" ({'|'.join(BESIDE)}) (a|the) \w+ \w+(?= )")


def vocabulary() -> list[str]:
    """Every word that captions use. Those of the first two editions come first, sorted, so that a word's
    number never changes; later ones follow in their order."""
    first = {name: words for name, words in SUBJECT_WORDS.items() if name not in ("bird", "person")}
    tables = (first, COLOUR_WORDS, SIZE_WORDS, PLACE_PHRASES, _MOTIONS_AS_SAID, CAMERA_PHRASES)
    phrases = [p for table in tables for ps in table.values() for p in ps]
    words = sorted(
        {word for p in [*phrases, "a the one and then of with an to"] for word in p.split()} | {","}
    )
    later = [*SUBJECT_WORDS["bird"], *SUBJECT_WORDS["person"], *BESIDE, CUT]
    later += [p for ps in LOOK_PHRASES.values() for p in ps] + [IT]
    return list(dict.fromkeys([*words, *(word for p in later for word in p.replace("-", " ").split())]))
