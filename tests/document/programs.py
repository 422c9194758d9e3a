"""Random edit programs: lists of steps, each the name of an edit and three numbers that say on what."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

from engine.document import edits
from engine.document.framing import Framing
from engine.document.framing_keys import FramingKey
from engine.document.framing_moves import MOVES
from engine.document.grade import Grade, Lut
from engine.document.ids import NewId
from engine.document.keys import EASES
from engine.document.levels import LevelKey
from engine.document.model import Card, Clip, Document, Region, Track
from engine.document.time import CardRange, FrameRange, SourceRange
from engine.errors import TweenError
from tests.document.boards import ASSETS, counter, film

LOOK = Lut("/looks/a.cube", "f" * 64)
Step = tuple[str, int, int, int]
Act = Callable[[Document, int, int, int, NewId], Document]


def span(a: int, b: int) -> FrameRange:
    return FrameRange(min(a, b), max(a, b))


def clip(doc: Document, x: int) -> Clip:
    clips = [clip for track in doc.tracks for clip in track.clips]
    return _pick(clips, x)


def card(doc: Document, x: int) -> Card:
    return _pick(doc.cards, x)


def track(doc: Document, x: int) -> Track:
    return _pick(doc.tracks, x)


def _pick(things, x: int):
    if not things:
        raise TweenError("There is nothing of that kind here.")
    return things[x % len(things)]


def some(doc: Document, x: int, y: int) -> list[str]:
    """One or two ids of clips or cards."""
    ids = [each.id for t in doc.tracks for each in t.clips] + [each.id for each in doc.cards]
    return [_pick(ids, x), _pick(ids, y)][: 1 + (x + y) % 2]


def asset(doc: Document, x: int) -> str:
    return _pick(doc.assets, x).id


def marker(doc: Document, x: int) -> str:
    return _pick(doc.markers, x).id


def source(x: int, y: int) -> SourceRange | None:
    return SourceRange(*sorted((x % 60, y % 60))) if x % 3 else None


def near(y: int, reach: int = 10) -> int:
    return y % (2 * reach + 1) - reach


def _trim(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    one = clip(doc, x)
    place = span(one.place.start + near(y), one.place.stop + near(z))
    return edits.trim_clip(doc, one.id, place, new_id=new_id)


def _resize(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    one = card(doc, x)
    return edits.resize_card(
        doc, one.id, span(one.range.start + near(y), one.range.stop + near(z)), new_id=new_id
    )


def _paint(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    one = card(doc, x)
    frames = None if z % 3 == 0 else CardRange(*sorted((y % 40, z % 40)))
    if y % 2:
        return edits.paint_region(doc, one.id, "box", [(0, z % 5 / 5), (1, 1)], frames, feather=0.1)
    return edits.paint_region(doc, one.id, "polygon", [(0, 0), (1, 0), (0.5, z % 3 / 3)], frames)


def _regions(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    one = card(doc, x)
    frames = range(min(z % 6, len(one.range)))
    corner = min(1.0, y % 5 / 4 + 0.1)
    parts = [Region(CardRange(n, n + 1 + y % 2), "box", ((0, n % 2 / 2), (corner, 1))) for n in frames]
    return edits.set_regions(doc, one.id, parts)


def _words(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    name = ("subject", "action", "setting", "shot", "camera", "lighting", "mood")[z % 7]
    return edits.set_card(doc, card(doc, x).id, **{name: f"{name} {y % 3}" if y % 4 else ""})  # type: ignore[arg-type]


def _keys(y: int, z: int) -> tuple[FramingKey, ...]:
    """None, one or two."""
    ease = EASES[y % 3]
    keys = (
        FramingKey(z % 9 - 3, y % 5 / 4, scale=(1 + z % 7) / 4),
        FramingKey(6 + y, rotation=z * 3.0, ease=ease),
    )
    return keys[: z % 3]


def _level(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    level, values = ("gain", (-30.0, 3.0)) if x % 2 else ("opacity", (0.0, 1.0))
    keys = LevelKey(z % 9 - 3, values[y % 2], ease=EASES[y % 3]), LevelKey(6 + y, values[z % 2])
    return edits.set_level_keys(doc, clip(doc, x).id, level, keys[: z % 3])


def _join(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    """Of clips with another one of the same footage right behind them, where there are any."""
    pairs = [pair for one in doc.tracks for pair in pairwise(one.clips)]
    lefts = [a for a, b in pairs if (a.place.stop, a.asset) == (b.place.start, b.asset)]
    return edits.join(doc, _pick(lefts, x).id if lefts else clip(doc, x).id)


def _dissolve(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    """At a cut, where there is any."""
    pairs = [pair for one in doc.tracks for pair in pairwise(one.clips)]
    rights = [b for a, b in pairs if a.place.stop == b.place.start]
    return edits.dissolve(doc, _pick(rights, x).id if rights else clip(doc, x).id, y % 12)


def _format(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    rate = (Fraction(24), Fraction(25), Fraction(30000, 1001))[x % 3]
    return edits.set_format(doc, rate, 320 + y, 240 + z, new_id=new_id)


def _speed(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    return edits.set_speed(doc, clip(doc, x).id, Fraction(1 + y % 7, 1 + z % 5), new_id=new_id)


def _keyframe(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    return edits.attach_keyframe(doc, card(doc, x).id, asset(doc, z), y % 60, z % 30, 1 + (x + z) % 12)


def _move_keyframe(doc: Document, x: int, y: int, z: int, new_id: NewId) -> Document:
    one = card(doc, x)
    key = _pick(one.keyframes, y)
    return edits.move_keyframe(doc, one.id, key.offset + y % key.frames, key.offset + near(z))


ACTS: dict[str, Act] = {
    "add_asset": lambda doc, x, y, z, new: edits.add_asset(doc, ASSETS[x % 4]),
    "remove_assets": lambda doc, x, y, z, new: edits.remove_assets(doc, [asset(doc, x)]),
    "append_clip": lambda doc, x, y, z, new: edits.append_clip(
        doc, asset(doc, x), source(y, z), new_id=new
    ),
    "insert": lambda doc, x, y, z, new: edits.insert(
        doc, asset(doc, x), y, source(z, x), track=track(doc, z).id if x % 2 else None, new_id=new
    ),
    "insert_card": lambda doc, x, y, z, new: edits.insert_card(doc, y, z % 40, new_id=new),
    "keep_ranges": lambda doc, x, y, z, new: edits.keep_ranges(
        doc, [span(x % 40, x % 40 + 1 + y % 20), span(80, 81 + z % 60)][:: 1 if x % 2 else -1], new_id=new
    ),
    "overwrite": lambda doc, x, y, z, new: edits.overwrite(
        doc, asset(doc, x), y, source(z, x), track=track(doc, z).id if x % 2 else None, new_id=new
    ),
    "split": lambda doc, x, y, z, new: edits.split(doc, x, new_id=new),
    "join": _join,
    "lift": lambda doc, x, y, z, new: edits.lift(doc, span(x, y), new_id=new),
    "ripple_delete": lambda doc, x, y, z, new: edits.ripple_delete(doc, span(x, x + y % 30), new_id=new),
    "remove_clip": lambda doc, x, y, z, new: edits.remove_clip(doc, clip(doc, x).id),
    "lock_clip": lambda doc, x, y, z, new: edits.lock_clip(doc, clip(doc, x).id),
    "unlock_clip": lambda doc, x, y, z, new: edits.unlock_clip(doc, clip(doc, x).id),
    "mute_clip": lambda doc, x, y, z, new: edits.mute_clip(doc, clip(doc, x).id, y % 2 == 0),
    "set_gain": lambda doc, x, y, z, new: edits.set_gain(doc, clip(doc, x).id, y % 90 - 65.0),
    "set_level_keys": _level,
    "set_opacity": lambda doc, x, y, z, new: edits.set_opacity(doc, clip(doc, x).id, y % 11 / 10),
    "set_framing": lambda doc, x, y, z, new: edits.set_framing(
        doc, clip(doc, x).id, Framing(
            y % 7 / 6, z % 5 / 4, (1 + y % 9) / 4, z % 400 - 200.0, right=y % 3 / 4, keys=_keys(y, z)
        )
    ),
    "set_move": lambda doc, x, y, z, new: edits.set_move(doc, clip(doc, x).id, MOVES[y % 6]),
    "set_grade": lambda doc, x, y, z, new: edits.set_grade(
        doc, [clip(doc, x).id], Grade(y % 9 / 4, 1 + z % 5 / 10, lut=LOOK if z % 3 else None)
    ),
    "set_fades": lambda doc, x, y, z, new: edits.set_fades(
        doc, clip(doc, x).id, y % 12 if y % 5 else None, z % 12 if z % 4 else None
    ),
    "dissolve": _dissolve,
    "trim_clip": _trim,
    "roll": lambda doc, x, y, z, new: edits.roll(doc, clip(doc, x).id, clip(doc, x).place.stop + near(y)),
    "ripple_trim": lambda doc, x, y, z, new: edits.ripple_trim(
        doc, clip(doc, x).id, "in" if z % 2 else "out", near(y), new_id=new
    ),
    "slip": lambda doc, x, y, z, new: edits.slip(doc, clip(doc, x).id, near(y, 30)),
    "slide": lambda doc, x, y, z, new: edits.slide(doc, clip(doc, x).id, near(y), new_id=new),
    "set_speed": _speed,
    "move": lambda doc, x, y, z, new: edits.move(
        doc, some(doc, x, y), near(z, 60), track=track(doc, y).id if z % 3 == 0 else None,
        making_room=z % 5 == 0, new_id=new
    ),
    "duplicate": lambda doc, x, y, z, new: edits.duplicate(
        doc, some(doc, x, y), z, making_room=z % 2 == 0, new_id=new
    ),
    "paste": lambda doc, x, y, z, new: edits.paste(
        doc, doc, some(doc, x, y), near(z, 60) + 60, making_room=z % 2 == 0, new_id=new
    ),
    "group": lambda doc, x, y, z, new: edits.group(doc, some(doc, x, y), new_id=new),
    "ungroup": lambda doc, x, y, z, new: edits.ungroup(doc, some(doc, x, y)),
    "add_track": lambda doc, x, y, z, new: (
        edits.add_track(doc, "video" if x % 2 else "audio", new_id=new) if len(doc.tracks) < 6 else doc
    ),
    "remove_track": lambda doc, x, y, z, new: edits.remove_track(doc, track(doc, x).id),
    "move_track": lambda doc, x, y, z, new: edits.move_track(doc, track(doc, x).id, y % 3),
    "set_track": lambda doc, x, y, z, new: edits.set_track(
        doc, track(doc, x).id, muted=y % 4 == 0, locked=z % 4 == 0, name="V9" if x % 5 == 0 else None
    ),
    "add_marker": lambda doc, x, y, z, new: edits.add_marker(doc, x, f"note {y}", "#00ff00", new_id=new),
    "move_marker": lambda doc, x, y, z, new: edits.move_marker(doc, marker(doc, x), y),
    "set_marker": lambda doc, x, y, z, new: edits.set_marker(doc, marker(doc, x), name=f"{y}", colour="red"),
    "remove_marker": lambda doc, x, y, z, new: edits.remove_marker(doc, marker(doc, x)),
    "set_in": lambda doc, x, y, z, new: edits.set_in(doc, x if y % 5 else None),
    "set_out": lambda doc, x, y, z, new: edits.set_out(doc, x if y % 5 else None),
    "clear_marks": lambda doc, x, y, z, new: edits.clear_marks(doc),
    "set_format": _format,
    "add_card": lambda doc, x, y, z, new: edits.add_card(doc, span(x, x + y % 50), new_id=new),
    "remove_card": lambda doc, x, y, z, new: edits.remove_card(doc, card(doc, x).id, new_id=new),
    "resize_card": _resize,
    "split_card": lambda doc, x, y, z, new: edits.split_card(doc, x, new_id=new),
    "merge_cards": lambda doc, x, y, z, new: edits.merge_cards(
        doc, card(doc, x).id, card(doc, x % len(doc.cards) + 1).id
    ),
    "roll_cards": lambda doc, x, y, z, new: edits.roll_cards(
        doc, card(doc, x).range.stop, card(doc, x).range.stop + near(y)
    ),
    "reorder_card": lambda doc, x, y, z, new: edits.reorder_card(
        doc, card(doc, x).id, card(doc, y).id if z % 4 else None, new_id=new
    ),
    "set_prompt": lambda doc, x, y, z, new: edits.set_prompt(
        doc, card(doc, x).id, f"shot {y}" if y % 3 else ""
    ),
    "set_card": lambda doc, x, y, z, new: edits.set_card(
        doc, card(doc, x).id, strength=y / 400, seed=z, steps=z % 9 or None, style="noir" if z % 2 else None,
        guidance=1 + x % 8 if x % 3 else None,
        negative=f"no {z}" if z % 5 == 0 else "",
        model=(None, "ltx", "wan")[y % 3],
    ),
    "manner": lambda doc, x, y, z, new: edits.set_card(
        doc, card(doc, x).id, cut=y % 2 == 0, loop=y % 3 == 0, outpaint=z % 5 == 0, alone=z % 7 == 0,
        match_colour=z % 2 == 0, scale=0.5 if z % 3 else 1.0,
        blend=((0.0, 0.0), (y / 400, z / 400), (1.0, 1.0)) if y % 4 else (),
    ),
    "words": _words,
    "lock": lambda doc, x, y, z, new: edits.set_card(doc, card(doc, x).id, locked=y % 3 == 0),
    "attach_keyframe": _keyframe,
    "remove_keyframe": lambda doc, x, y, z, new: edits.remove_keyframe(
        doc, card(doc, x).id, _pick(card(doc, x).keyframes, y).offset
    ),
    "move_keyframe": _move_keyframe,
    "attach_reference": lambda doc, x, y, z, new: edits.attach_reference(
        doc, card(doc, x).id, asset(doc, y), z % 3, z % 5 / 4
    ),
    "remove_reference": lambda doc, x, y, z, new: edits.remove_reference(
        doc, card(doc, x).id, _pick(card(doc, x).references, y).asset, z % 3
    ),
    "paint_region": _paint,
    "set_regions": _regions,
    "remove_region": lambda doc, x, y, z, new: edits.remove_region(doc, card(doc, x).id, y % 4),
    "set_lora": lambda doc, x, y, z, new: edits.set_lora(
        doc, card(doc, x).id, f"lora{y % 4}", z / 200 if z % 3 else None
    ),
    "pin_take": lambda doc, x, y, z, new: edits.pin_take(
        doc, card(doc, x).id, f"take{y % 3}" if y % 2 else None
    ),
}  # fmt: skip

MIXING = {"set_opacity", "set_level_keys", "set_fades", "dissolve", "set_framing", "set_move"}
"""After these a frame may be made of several pictures, and a fade ends where it is cut."""

number = st.integers(0, 400)
step = st.tuples(st.sampled_from(sorted(ACTS)), number, number, number)
plain_step = st.tuples(st.sampled_from(sorted(ACTS.keys() - MIXING)), number, number, number)
steps = st.lists(step, max_size=40)
plain_steps = st.lists(plain_step, max_size=40)
long_steps = st.lists(step, min_size=200, max_size=200)


def run(doc: Document, step: Step, new_id: NewId) -> Document:
    """One step of a program; a refused edit leaves the document as it was."""
    name, x, y, z = step
    try:
        return ACTS[name](doc, x, y, z, new_id)
    except TweenError:
        return doc


def programs(program: list[Step], start: Document | None = None) -> list[Document]:
    """Every version that the program leads through."""
    new_id = counter("p")
    docs = [start or film()]
    for each in program:
        docs.append(run(docs[-1], each, new_id))
    return docs
