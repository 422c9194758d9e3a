"""OpenTimelineIO from other programs: what can be used is, and a sentence names each thing that is not."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest
from opentimelineio.opentime import RationalTime, TimeRange
from opentimelineio.schema import (
    Clip,
    ExternalReference,
    FreezeFrame,
    Gap,
    GeneratorReference,
    LinearTimeWarp,
    Marker,
    MissingReference,
    SerializableCollection,
    Stack,
    Timeline,
    Track,
    Transition,
)

from engine.document.invariants import check
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.project.interchange.imported import Imported
from engine.project.interchange.otio import export_otio, import_otio
from tests.document.boards import counter
from tests.render.films import footage


def span(start: float, length: float, rate: float = 24) -> TimeRange:
    return TimeRange(RationalTime(start, rate), RationalTime(length, rate))


def clip(name: str, start: float = 0, length: float = 24, rate: float = 24, available: Any = None) -> Clip:
    return Clip(name, ExternalReference(f"file:///gone/{name}.mov", available), span(start, length, rate))


def track(*children: Any, kind: str = "Video", name: str = "") -> Track:
    made = Track(name, kind=kind)
    made.extend(list(children))
    return made


def timeline(*tracks: Any) -> Timeline:
    made = Timeline("cut")
    made.tracks.extend(list(tracks))
    return made


def imported(folder: Path, thing: Any) -> Imported:
    path = folder / "cut.otio"
    path.write_text(otio.core.serialize_json_to_string(thing))
    made = import_otio(path, new_id=counter())
    check(made.document)
    return made


def laid(doc: Document) -> list[list[tuple[str, int, int, int]]]:
    """(file, place, source) of every clip on every track."""
    names = {asset.id: Path(asset.path).stem for asset in doc.assets}
    return [
        [(names[c.asset], c.place.start, c.place.stop, c.source_start) for c in each.clips]
        for each in doc.tracks
    ]


def test_gaps_and_transitions_keep_every_clip_at_its_place(tmp_path: Path) -> None:
    video = track(
        clip("a", 10, 50),
        Transition("mix", "SMPTE_Dissolve", RationalTime(6, 24), RationalTime(6, 24)),
        clip("b", 0, 30), Gap(source_range=span(0, 20)), clip("a", 60, 10),
    )  # fmt: skip
    made = imported(tmp_path, timeline(video))
    assert laid(made.document) == [[("a", 0, 50, 10), ("b", 50, 80, 0), ("a", 100, 110, 60)]]
    assert [card.range for card in made.document.cards] == [FrameRange(0, 110)]
    assert [clip.dissolve for clip in made.document.tracks[0].clips] == [0, 6, 0]
    assert sum("“a.mov” was not found" in line for line in made.report) == 1


def test_dissolves_and_fades_are_what_transitions_say(tmp_path: Path) -> None:
    """A dissolve across the cut begins where the other program begins it; beside a gap it is a fade."""
    over = ("mix", "SMPTE_Dissolve", RationalTime(6, 24), RationalTime(4, 24))
    video = track(
        Transition(*over), clip("a", 10, 50), Transition(*over), clip("a", 100, 30), Transition(*over),
        Gap(source_range=span(0, 20)), Transition(*over),
    )  # fmt: skip
    made = imported(tmp_path, timeline(video))
    assert laid(made.document) == [[("a", 0, 44, 10), ("a", 44, 80, 94)]]
    first, second = made.document.tracks[0].clips
    assert (first.fade_in, first.fade_out, first.dissolve) == (4, 0, 0)
    assert (second.fade_in, second.fade_out, second.dissolve) == (0, 6, 10)
    assert "The transition “mix” lies beside no clip, and was left out." in made.report


def test_footage_that_is_there_is_looked_at_and_its_sound_linked(tmp_path: Path) -> None:
    footage(tmp_path / "my clip.mp4", 48)
    there = Clip("x", ExternalReference("my%20clip.mp4", span(86400, 48)), span(86410, 20))
    made = imported(tmp_path, timeline(track(there.deepcopy()), track(there, kind="Audio")))
    [asset] = made.document.assets
    assert (asset.path, asset.frames) == (str(tmp_path / "my clip.mp4"), 48)
    assert asset.fingerprint
    assert (made.document.width, made.document.height) == (asset.width, asset.height)
    assert laid(made.document)[0] == [("my clip", 0, 20, 10)]
    video, sound = made.document.tracks
    if asset.has_audio:
        assert video.clips[0].link == sound.clips[0].link != ""
        assert made.report == ()
    else:
        assert made.report == ("“x” has no sound, and was left out.",)


def test_a_clip_longer_than_its_footage_is_made_shorter(tmp_path: Path) -> None:
    footage(tmp_path / "clip.mp4", 48)
    long = Clip("x", ExternalReference((tmp_path / "clip.mp4").as_uri()), span(40, 20))
    made = imported(tmp_path, timeline(track(long)))
    assert laid(made.document) == [[("clip", 0, 8, 40)]]
    assert "it was made shorter" in made.report[0]


def test_nested_stacks_are_laid_out_above_their_track(tmp_path: Path) -> None:
    inner = Stack("scene", source_range=span(10, 30))
    inner.extend([track(clip("low", 0, 100)), track(Gap(source_range=span(0, 20)), clip("high", 5, 100))])
    made = imported(tmp_path, timeline(track(clip("a"), inner, clip("b")), track(clip("top", 0, 5))))
    assert laid(made.document) == [
        [("a", 0, 24, 0), ("b", 54, 78, 0)],
        [("low", 24, 54, 10)],
        [("high", 34, 54, 5)],
        [("top", 0, 5, 0)],
    ]
    assert "The sequence “scene” was laid out on tracks of its own." in made.report


def test_a_track_in_a_track_stays_on_it_and_is_trimmed(tmp_path: Path) -> None:
    inner = track(clip("x", 0, 24), clip("y", 0, 24))
    inner.source_range = span(12, 24)
    made = imported(tmp_path, timeline(track(clip("a"), inner)))
    assert laid(made.document) == [[("a", 0, 24, 0), ("x", 24, 36, 12), ("y", 36, 48, 0)]]


def test_tracks_keep_names_kinds_and_mutes_and_others_are_named(tmp_path: Path) -> None:
    muted = track(clip("v"), kind="Audio", name="Voice")
    muted.enabled = False
    words = track(clip("s"), kind="Subtitle", name="Titles")
    made = imported(tmp_path, timeline(track(clip("v")), words, muted))
    assert [(t.name, t.kind, t.muted) for t in made.document.tracks] == [
        ("V1", "video", False), ("Voice", "audio", True),
    ]  # fmt: skip
    assert "The track “Titles” holds Subtitle, and was left out." in made.report


def test_what_has_no_file_leaves_its_place_empty(tmp_path: Path) -> None:
    off = Stack("off", source_range=span(0, 24))
    off.enabled = False
    made = imported(
        tmp_path,
        timeline(
            track(
                Clip("m", MissingReference(), span(0, 24)),
                Clip("g", GeneratorReference("bars", "SMPTEBars"), span(0, 24)),
                Clip("n", ExternalReference("https://example.org/n.mov"), span(0, 24)),
                Clip("long"), off, clip("a"),
            )
        ),
    )  # fmt: skip
    assert laid(made.document) == [[("a", 96, 120, 0)]]
    for words in (
        "“m” has no file", "“g” has a generator", "“n” lies on the network", "“long” has no length",
        "“off” is switched off",
    ):  # fmt: skip
        assert sum(words in line for line in made.report) == 1, made.report


def test_a_clip_that_is_switched_off_is_muted(tmp_path: Path) -> None:
    off = clip("off")
    off.enabled = False
    made = imported(tmp_path, timeline(track(clip("a"), off)))
    assert [(c.place.start, c.muted) for c in made.document.tracks[0].clips] == [(0, False), (24, True)]
    assert not any("switched off" in line for line in made.report)
    export_otio(made.document, tmp_path / "again.otio", lambda card: None)
    again = otio.adapters.read_from_file(str(tmp_path / "again.otio"))
    assert [each.enabled for each in again.tracks[0]] == [True, False]


@pytest.mark.parametrize(
    ("rate", "exact"),
    [
        (25, Fraction(25)),
        (23.976, Fraction(24000, 1001)),
        (30000 / 1001, Fraction(30000, 1001)),
        (12.5, Fraction(25, 2)),
    ],
)
def test_the_film_takes_the_rate_of_its_clips(tmp_path: Path, rate: float, exact: Fraction) -> None:
    made = imported(tmp_path, timeline(track(*(clip("a", n * 100, 100, rate) for n in range(50)))))
    assert made.document.rate == exact
    assert [c.place.start for c in made.document.tracks[0].clips] == list(range(0, 5000, 100))
    assert not any("between two frames" in line for line in made.report)


def test_other_rates_go_to_the_nearest_frame_without_drifting(tmp_path: Path) -> None:
    clips = [clip("a", 0, 10, 24), clip("a", 0, 10, 24), *(clip("b", 0, 10, 25) for _ in range(1))]
    made = imported(
        tmp_path,
        timeline(track(*clips), track(*(clip("s", 0, 1001, 48000) for _ in range(96)), kind="Audio")),
    )
    assert made.document.rate == 24
    assert laid(made.document)[0][-1] == ("b", 20, 30, 0)
    assert made.document.tracks[1].clips[-1].place.stop == 48
    assert any("between two frames" in line for line in made.report)


def test_speeds_come_along_where_a_clip_can_have_them(tmp_path: Path) -> None:
    fast, slow, back, still = clip("a", 10), clip("a", 10), clip("back"), clip("still")
    fast.effects.append(LinearTimeWarp(time_scalar=2.0))
    slow.effects.append(LinearTimeWarp(time_scalar=0.4))
    back.effects.append(LinearTimeWarp(time_scalar=-1.0))
    still.effects.append(FreezeFrame())
    made = imported(tmp_path, timeline(track(fast, slow, back, still)))
    clips = made.document.tracks[0].clips
    assert [c.speed for c in clips] == [2, Fraction(2, 5), 1, 1]
    assert [c.source_start for c in clips] == [10, 10, 0, 0]
    assert "“back” plays at -1× there; here at normal speed." in made.report
    assert "“still” is a frozen frame there; here it moves." in made.report


def test_a_sped_clip_in_a_trimmed_stack_starts_where_it_shows(tmp_path: Path) -> None:
    fast = clip("a", 10, 24)
    fast.effects.append(LinearTimeWarp(time_scalar=0.5))
    inner = Stack("scene", source_range=span(5, 10))
    inner.append(track(fast))
    [c] = imported(tmp_path, timeline(track(inner))).document.tracks[-1].clips
    assert (c.place, c.source_start, c.phase) == (FrameRange(0, 10), 12, Fraction(1, 2))


def test_markers_of_timelines_tracks_and_clips_are_markers(tmp_path: Path) -> None:
    late = clip("a", 10, 24)
    late.markers.extend([Marker("", span(15, 2), "PINK", comment="look"), Marker("unseen", span(90, 1))])
    whole = timeline(track(clip("a"), late))
    whole.tracks.markers.append(Marker("here", span(3, 1), "RED"))
    markers = imported(tmp_path, whole).document.markers
    assert [(m.frame, m.name, m.colour) for m in markers] == [(3, "here", "red"), (29, "look", "pink")]


def test_effects_and_foreign_metadata_are_named(tmp_path: Path) -> None:
    soft = clip("soft")
    soft.effects.append(otio.schema.Effect(effect_name="blur"))
    soft.metadata["cmx_3600"] = {"reel": {"x": Clip("inside")}}
    whole = timeline(track(soft))
    whole.global_start_time = RationalTime(86400, 24)
    made = imported(tmp_path, whole)
    for words in ("The effect “blur” on “soft”", "cmx_3600", "starts at 3600.00 s"):
        assert sum(words in line for line in made.report) == 1, made.report


def test_stacks_tracks_and_collections_are_read_too(tmp_path: Path) -> None:
    for thing in (track(clip("a")), timeline(track(clip("a"))).tracks):
        assert laid(imported(tmp_path, thing.deepcopy()).document) == [[("a", 0, 24, 0)]]
    stack = Stack("s")
    stack.append(clip("a"))
    assert laid(imported(tmp_path, stack).document) == [[("a", 0, 24, 0)]]
    several = SerializableCollection(
        "bin", [clip("x"), timeline(track(clip("a"))), timeline(track(clip("b")))]
    )
    made = imported(tmp_path, several)
    assert laid(made.document) == [[("a", 0, 24, 0)]]
    assert "cut.otio holds 2 timelines; only the first was read." in made.report


def test_an_unknown_child_is_a_gap_as_long_as_it(tmp_path: Path) -> None:
    data = json.loads(timeline(track(clip("x"), clip("a"))).to_json_string())
    data["tracks"]["children"][0]["children"][0]["OTIO_SCHEMA"] = "Hologram.4"
    path = tmp_path / "cut.otio"
    path.write_text(json.dumps(data))
    made = import_otio(path)
    assert laid(made.document) == [[("a", 24, 48, 0)]]
    assert "“x” is a Hologram, which is not known here." in made.report


def test_files_of_the_first_version_are_read(tmp_path: Path) -> None:
    """Sequence, Filler, a clip with one media reference, a marker with a range: names since given up."""
    data = json.loads(timeline(track(Gap(source_range=span(0, 5)), clip("a", 0, 15))).to_json_string())
    [video] = data["tracks"]["children"]
    filler, old = video["children"]
    video["OTIO_SCHEMA"], filler["OTIO_SCHEMA"], old["OTIO_SCHEMA"] = "Sequence.1", "Filler.1", "Clip.1"
    old["media_reference"] = old.pop("media_references")[old.pop("active_media_reference_key")]
    mark = {
        "OTIO_SCHEMA": "Marker.1",
        "name": "m",
        "range": old["source_range"],
        "color": "RED",
        "metadata": {},
    }
    old["markers"] = [mark]
    for item in (video, filler, old):
        del item["enabled"]
    (tmp_path / "old.otio").write_text(json.dumps(data))
    made = import_otio(tmp_path / "old.otio")
    assert laid(made.document) == [[("a", 5, 20, 0)]]
    assert [(m.frame, m.name) for m in made.document.markers] == [(5, "m")]


def test_an_otiod_folder_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "cut.otiod"
    (folder / "media").mkdir(parents=True)
    footage(folder / "media" / "a.mp4", 48)
    there = Clip("a", ExternalReference("media/a.mp4", span(0, 48)), span(0, 24))
    (folder / "content.otio").write_text(timeline(track(there)).to_json_string())
    made = import_otio(folder)
    assert made.document.assets[0].path == str(folder / "media" / "a.mp4")
    assert made.report == ()


NEWER = '{"OTIO_SCHEMA": "Timeline.1", "tracks": {"OTIO_SCHEMA": "Stack.9", "children": []}}'


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "damaged"), ("{", "damaged"), ("[]", "damaged"), ("\0\1", "damaged"), ("{}", "damaged"),
        ('{"OTIO_SCHEMA": 3}', "no timeline"), (NEWER, "newer OpenTimelineIO"),
        (NEWER.replace("9", "1"), "no clips"),
        ('{"OTIO_SCHEMA": "Timeline.1", "tracks": 3}', "damaged"),
        ('{"OTIO_SCHEMA": "RationalTime.1", "rate": 24.0, "value": 1.0}', "no timeline"),
        ("[" * 100_000, "damaged"),
        ('{"OTIO_SCHEMA": "Timeline.1", "tracks": ' + '{"a":[' * 900 + "]}" * 900 + "}", "damaged"),
    ],
    ids=lambda value: str(value)[:24],
)  # fmt: skip
def test_what_is_no_timeline_is_one_sentence(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "cut.otio"
    path.write_text(text)
    with pytest.raises(TweenError, match=word) as refused:
        import_otio(path)
    assert "\n" not in str(refused.value)


def test_times_that_are_none_are_one_sentence(tmp_path: Path) -> None:
    for bad in (span(0, 24, 0), span(float("nan"), 24), span(0, float("inf")), span(0, 1e300), span(0, 1e14)):
        with pytest.raises(TweenError, match="times that are none"):
            imported(tmp_path, timeline(track(Clip("a", ExternalReference("a.mov"), bad))))
