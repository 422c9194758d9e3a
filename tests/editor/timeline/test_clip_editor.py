"""The properties of a clip: what is shown of it, its speed, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from editor.timeline import TimelineView
from editor.timeline.clip_editor import ClipEditor
from editor.timeline.hits import Hit
from editor.timeline.menu import build_menu
from engine.document import edits
from engine.document.model import Clip
from engine.document.queries import clip_by_id


def last_clip(view: TimelineView) -> Clip:
    return view.workspace.document.tracks[0].clips[1]


@pytest.fixture
def editor(qtbot: QtBot, timeline: TimelineView) -> ClipEditor:
    timeline.verbs.edit_clip(last_clip(timeline).id)
    found = timeline.findChildren(ClipEditor)
    assert len(found) == 1
    return found[0]


def now(view: TimelineView, clip: Clip) -> Clip:
    return clip_by_id(view.workspace.document, clip.id)[1]


def test_it_says_what_the_clip_is(timeline: TimelineView, editor: ClipEditor) -> None:
    said = "\n".join(label.text() for label in editor.findChildren(QLabel))
    path = Path(timeline.workspace.document.assets[0].path)
    for words in (path.name, str(path.parent), "160 × 96 · 24 fps", "20–48", "00:00:00:20", "28 frames"):
        assert words in said
    assert timeline.workspace.selected_clip == last_clip(timeline).id


def test_twice_as_fast_is_half_as_long_with_its_sound_and_one_undo(
    timeline: TimelineView, editor: ClipEditor
) -> None:
    work, clip = timeline.workspace, last_clip(timeline)
    before = work.document
    editor.speed.setValue(200.0)
    editor.muted.setChecked(True)
    editor.accept()
    fast = now(timeline, clip)
    assert (fast.speed, len(fast.place), fast.muted) == (Fraction(2), 14, True)
    assert [len(each.place) for track in work.document.tracks for each in track.clips][1::2] == [14, 14]
    work.undo()
    assert work.document == before


def test_the_volume_of_a_picture_is_that_of_its_sound(timeline: TimelineView, editor: ClipEditor) -> None:
    work = timeline.workspace
    editor.gain.setValue(-6.0)
    editor.accept()
    assert [[clip.gain for clip in track.clips] for track in work.document.tracks] == [[0, 0], [0, -6]]
    work.undo()
    assert not any(clip.gain for track in work.document.tracks for clip in track.clips)


def test_what_is_not_changed_makes_no_edit(timeline: TimelineView, editor: ClipEditor) -> None:
    before, name = timeline.workspace.document, timeline.workspace.undo_name
    editor.accept()
    assert timeline.workspace.document is before
    assert timeline.workspace.undo_name == name


def test_a_refusal_is_said_and_the_box_stays(qtbot: QtBot, timeline: TimelineView) -> None:
    work = timeline.workspace
    first = work.document.tracks[0].clips[0]
    timeline.verbs.edit_clip(first.id)
    editor = timeline.findChildren(ClipEditor)[0]
    editor.speed.setValue(50.0)  # twice as long: into its neighbour
    before = work.document
    editor.accept()
    assert editor.isVisible()
    assert "in the way" in editor.hint.text()
    assert work.document is before


def test_a_locked_clip_can_be_unlocked_here_and_not_changed_while_locked(timeline: TimelineView) -> None:
    work, clip = timeline.workspace, last_clip(timeline)
    assert work.apply("Lock", lambda doc: edits.lock_clip(doc, clip.id))
    timeline.verbs.edit_clip(clip.id)
    editor = timeline.findChildren(ClipEditor)[0]
    editor.speed.setValue(200.0)
    editor.accept()
    assert editor.isVisible()
    assert "locked" in editor.hint.text()
    editor.locked.setChecked(False)
    editor.accept()
    assert now(timeline, clip).speed == 2
    assert not now(timeline, clip).locked


def test_the_context_menu_of_a_clip_offers_it(timeline: TimelineView) -> None:
    menu = build_menu(timeline, Hit("clip", 30, clip=last_clip(timeline).id))
    texts = [action.text() for action in menu.actions()]
    assert "Clip properties…" in texts
