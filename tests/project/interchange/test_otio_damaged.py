"""OpenTimelineIO with damage inside sound JSON: opened as far as it goes, or refused with a sentence."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

from opentimelineio.schema import Gap, Stack

from engine.document.invariants import check
from engine.errors import TweenError
from engine.project.interchange.otio import export_otio, import_otio
from tests.document.boards import film
from tests.project.interchange.test_otio_foreign import clip, span, timeline, track

ODD = [
    None, 0, -1, 1e308, "", "x", [], {}, [None], 2**70, {"OTIO_SCHEMA": "Clip.1"}, {"OTIO_SCHEMA": "Stack.1"},
    {"OTIO_SCHEMA": "RationalTime.1"}, {"OTIO_SCHEMA": "Foo.1"}, "Clip.1", "Track.1",
    {"OTIO_SCHEMA": "SerializableObjectRef.1", "id": "Clip-1"},
]  # fmt: skip


def mutant(whole: Any, chance: random.Random) -> Any:
    """`whole` with one to three of its values replaced, dropped or added."""
    whole = copy.deepcopy(whole)
    for _ in range(chance.randint(1, 3)):
        spots = list(_spots(whole))
        where, key = chance.choice(spots)
        other, its = chance.choice(spots)
        if chance.random() < 0.2 and isinstance(where, dict):
            where[chance.choice(["q", "OTIO_REF_ID", str(its)])] = copy.deepcopy(chance.choice(ODD))
        elif chance.random() < 0.2:
            del where[key]
        else:
            where[key] = copy.deepcopy(other[its] if chance.random() < 0.3 else chance.choice(ODD))
    return whole


def _spots(value: Any) -> Any:
    for key in value if isinstance(value, dict) else range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _spots(value[key])


def test_damaged_files_open_or_are_refused_with_a_sentence(tmp_path: Path) -> None:
    """Random damage inside sound JSON; the library's reader alone crashes the process on some of these."""
    path, chance = tmp_path / "cut.otio", random.Random(7)
    inner = Stack("scene", source_range=span(5, 30))
    inner.append(clip("c", 0, 50))
    wholes = [
        json.loads(
            timeline(
                track(clip("a"), inner, Gap(source_range=span(0, 9))), track(clip("b"), kind="Audio")
            ).to_json_string()
        )
    ]
    export_otio(film(cuts=(40,)), path, lambda card: None)
    wholes.append(json.loads(path.read_text()))
    outcomes = {"opened": 0, "refused": 0}
    for _ in range(400):
        path.write_text(json.dumps(mutant(chance.choice(wholes), chance)))
        try:
            check(import_otio(path).document)
            outcomes["opened"] += 1
        except TweenError:
            outcomes["refused"] += 1
    print(outcomes)
    assert min(outcomes.values()) > 20
