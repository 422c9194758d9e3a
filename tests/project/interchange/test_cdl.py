"""Grades in files that other programs read: ASC CDL in OpenTimelineIO and in edit decision lists."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import opentimelineio as otio
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_grade
from engine.document.grade import Cdl, Grade, Lut, faults
from engine.document.model import Document
from engine.project.interchange.cdl import KEY, as_metadata, plain_cdl, read, regraded
from engine.project.interchange.edl import edl_text
from engine.project.interchange.otio import export_otio, import_otio
from tests.document.boards import counter, film

LOOK = Grade(exposure=0.5, saturation=0.8, gamma=(1.1, 1.0, 0.9), lut=Lut("/looks/a.cube", "f" * 64))
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda one: st.lists(one, max_size=4) | st.dictionaries(
        st.sampled_from(["asc_sop", "asc_sat", "slope", "offset", "power"]), one
    ),
)  # fmt: skip


def graded() -> Document:
    doc = film(60, (30,))
    return set_grade(doc, [doc.tracks[0].clips[0].id], LOOK)


def saved(path: Path, change: Any) -> Document:
    """Import what another program made of the file."""
    export_otio(graded(), path, lambda card: None)
    timeline = otio.adapters.read_from_file(str(path))
    change(timeline.tracks[0][0].metadata)
    otio.adapters.write_to_file(timeline, str(path))
    return import_otio(path, new_id=counter("n")).document


def test_a_grade_is_a_cdl_in_the_file_and_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "film.otio"
    assert saved(path, lambda metadata: None) == graded()
    first, second = json.loads(path.read_text())["tracks"]["children"][0]["children"]
    assert KEY not in second["metadata"]
    told, cdl = first["metadata"][KEY], LOOK.cdl
    assert told["asc_sat"] == cdl.saturation
    assert [[round(part, 9) for part in told["asc_sop"][name]] for name in ("slope", "offset", "power")] == [
        [round(part, 9) for part in parts] for parts in (cdl.slope, cdl.offset, cdl.power)
    ]  # fmt: skip


def test_another_programs_colours_are_taken_over_and_the_table_stays(tmp_path: Path) -> None:
    def change(metadata: Any) -> None:
        metadata[KEY] = {"asc_sop": {"slope": [1.2, 1.0, 0.9], "offset": [0.0, 0.01, 0.0]}, "asc_sat": 1.5}

    grade = saved(tmp_path / "film.otio", change).tracks[0].clips[0].grade
    assert grade is not None
    assert grade.lut == LOOK.lut
    assert [round(part, 6) for part in grade.cdl.slope] == [1.2, 1.0, 0.9]
    assert grade.cdl.saturation == 1.5


@given(JSON)
def test_no_metadata_are_anything_but_a_cdl_or_none(junk: Any) -> None:
    found = read({KEY: junk})
    made = regraded(None, plain_cdl({KEY: junk}))
    assert made is None or (found is not None and list(faults(made)) == [])


def test_what_was_only_rounded_is_not_another_grade() -> None:
    told = as_metadata(LOOK)
    assert regraded(LOOK, told) is LOOK
    assert regraded(LOOK, {}) is LOOK
    told[KEY]["asc_sat"] += 1e-6
    assert regraded(LOOK, told) is LOOK
    assert as_metadata(None) == as_metadata(replace(Grade(), lut=LOOK.lut)) == {}
    assert regraded(Grade(exposure=1), {KEY: {"asc_sat": 1.0}}) is None


def test_an_edl_has_the_cdl_below_the_event() -> None:
    said: list[str] = []
    lines = edl_text(graded(), "film", lambda card: None, said.append).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("* ASC_SOP"))
    assert lines[at - 1].startswith("* FROM CLIP NAME")
    numbers = [float(part) for part in lines[at].replace("(", " ").replace(")", " ").split()[2:]]
    cdl: Cdl = LOOK.cdl
    assert max(abs(a - b) for a, b in zip(numbers, (*cdl.slope, *cdl.offset, *cdl.power), strict=True)) < 1e-6
    assert lines[at + 1] == "* ASC_SAT 0.800000"
    assert sum(line.startswith("* ASC_SOP") for line in lines) == 1
    assert any("look-up tables" in sentence for sentence in said)
