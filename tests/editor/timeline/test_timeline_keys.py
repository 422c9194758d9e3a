"""The window's keys reach the timeline: selection, clipboard, tools, markers, nudges, gaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.main_window import MainWindow
from editor.timeline import TimelineView
from editor.workspace import Workspace
from engine.document import edits
from tests.editor.conftest import open_footage
from tests.editor.timeline.pointing import ALT, CTRL, NONE, SHIFT, at, pull, undo_steps

KEY = Qt.Key


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow, footage: Path) -> TimelineView:
    """60 frames, cut at 30, with the focus on the timeline."""
    work = open_footage(qtbot, window, footage)
    work.apply("Split", lambda doc: edits.split(doc, 30))
    window.activateWindow()
    window.sides.timeline.setFocus()
    qtbot.waitUntil(window.sides.timeline.hasFocus)
    return window.sides.timeline


def shots(work: Workspace) -> list[str]:
    return [f"{clip.place}@{clip.source_start}" for clip in work.document.tracks[0].clips]


def test_choose_copy_paste_delete_and_undo(qtbot: QtBot, view: TimelineView) -> None:
    work, steps = view.workspace, undo_steps(view)
    qtbot.keyClick(view, KEY.Key_A, CTRL)
    assert len(work.selection.ids) == 4
    qtbot.keyClick(view, KEY.Key_A, CTRL | SHIFT)
    assert not work.selection.ids
    work.select_clip(work.document.tracks[0].clips[0].id)
    qtbot.keyClick(view, KEY.Key_C, CTRL)
    work.set_playhead(30)
    qtbot.keyClick(view, KEY.Key_V, CTRL | SHIFT)
    assert shots(work) == ["0–30@0", "30–60@0", "60–90@30"]
    qtbot.keyClick(view, KEY.Key_Delete, SHIFT)
    assert shots(work) == ["0–30@0", "30–60@30"]
    work.select_clip(work.document.tracks[0].clips[1].id)
    qtbot.keyClick(view, KEY.Key_X, CTRL)
    assert shots(work) == ["0–30@0"]
    work.set_playhead(10)
    qtbot.keyClick(view, KEY.Key_V, CTRL)
    assert shots(work) == ["0–10@0", "10–40@30"]
    qtbot.keyClick(view, KEY.Key_D, CTRL)
    assert shots(work)[-1] == "40–70@30"
    assert undo_steps(view) == steps + 5
    for _ in range(5):
        qtbot.keyClick(view, KEY.Key_Z, CTRL)
    assert shots(work) == ["0–30@0", "30–60@30"]


def test_tools_nudges_markers_and_gaps(qtbot: QtBot, view: TimelineView) -> None:
    work = view.workspace
    for key, name in (("Y", "slip"), ("U", "slide"), ("C", "razor"), ("B", "ripple"), ("R", "roll")):
        qtbot.keyClick(view, getattr(KEY, f"Key_{key}"))
        assert view.tool.id == name
    qtbot.keyClick(view, KEY.Key_V)
    assert view.tool.id == "select"
    work.select_clip(work.document.tracks[0].clips[1].id)
    qtbot.keyClick(view, KEY.Key_Right, ALT)
    assert shots(work) == ["0–30@0", "31–61@30"]
    work.set_playhead(30)
    qtbot.keyClick(view, KEY.Key_N, SHIFT)
    assert [str(card.range) for card in work.document.cards] == ["0–30", "30–31", "31–61"]
    view.setFocus()
    work.set_playhead(12)
    qtbot.keyClick(view, KEY.Key_M)
    work.set_playhead(0)
    qtbot.keyClick(view, KEY.Key_M, SHIFT)
    assert work.playhead == 12
    qtbot.keyClick(view, KEY.Key_Delete)
    assert not work.document.markers
    qtbot.keyClick(view, KEY.Key_Down)
    assert work.playhead == 30
    qtbot.keyClick(view, KEY.Key_Up)
    assert work.playhead == 0


def test_in_and_out_by_key_are_undone(qtbot: QtBot, view: TimelineView) -> None:
    work = view.workspace
    work.set_playhead(10)
    qtbot.keyClick(view, KEY.Key_I)
    work.set_playhead(19)
    qtbot.keyClick(view, KEY.Key_O)
    assert (work.document.mark_in, work.document.mark_out) == (10, 20)
    qtbot.keyClick(view, KEY.Key_Z, CTRL)
    assert (work.document.mark_in, work.document.mark_out) == (10, None)


def test_a_text_box_keeps_its_own_copy_and_select_all(
    qtbot: QtBot, window: MainWindow, view: TimelineView
) -> None:
    work = view.workspace
    window.describe(work.document.cards[0].id)
    prompt = window.sides.cards.prompt
    qtbot.waitUntil(prompt.hasFocus)
    qtbot.keyClicks(prompt, "rain")
    qtbot.keyClick(prompt, KEY.Key_A, CTRL)
    assert prompt.textCursor().selectedText() == "rain"
    chosen, film = work.selection.ids, work.document
    qtbot.keyClick(prompt, KEY.Key_C, CTRL)
    qtbot.keyClick(prompt, KEY.Key_End, NONE)
    qtbot.keyClick(prompt, KEY.Key_V, CTRL)
    assert prompt.toPlainText() == "rainrain"
    assert work.selection.ids == chosen
    assert work.document.tracks == film.tracks


def test_while_something_is_dragged_the_windows_keys_wait(qtbot: QtBot, view: TimelineView) -> None:
    work, steps = view.workspace, undo_steps(view)
    pull(view, at(view, 10, "video"), at(view, 45, "video"), let_go=False)
    for key, keys in ((KEY.Key_Z, CTRL), (KEY.Key_M, NONE), (KEY.Key_Delete, NONE), (KEY.Key_Alt, ALT)):
        qtbot.keyClick(view, key, keys)
    assert view.hands.gesture is not None
    assert (undo_steps(view), work.document.markers) == (steps, ())
    qtbot.keyClick(view, KEY.Key_Escape)
    qtbot.keyClick(view, KEY.Key_M)
    assert len(work.document.markers) == 1


def test_lift_leaves_a_gap_and_extract_closes_it(qtbot: QtBot, view: TimelineView) -> None:
    work, steps = view.workspace, undo_steps(view)
    work.set_playhead(10)
    qtbot.keyClick(view, KEY.Key_I)
    work.set_playhead(39)
    qtbot.keyClick(view, KEY.Key_O)
    qtbot.keyClick(view, KEY.Key_Semicolon)
    assert shots(work) == ["0–10@0", "40–60@40"]
    assert [str(card.range) for card in work.document.cards] == ["0–30", "30–60"]
    qtbot.keyClick(view, KEY.Key_Z, CTRL)
    qtbot.keyClick(view, KEY.Key_Apostrophe)
    assert shots(work) == ["0–10@0", "10–30@40"]
    assert (work.document.frames, work.playhead) == (30, 10)
    for _ in range(undo_steps(view) - steps):
        qtbot.keyClick(view, KEY.Key_Z, CTRL)
    assert shots(work) == ["0–30@0", "30–60@30"]
