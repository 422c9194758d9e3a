"""The workspace: every edit on disk at once, refusals as sentences, marks, selection."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.trouble import Trouble
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.project.project import Project
from tests.editor.conftest import said


@pytest.fixture
def work(qapp: QApplication, tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace()
    assert workspace.new(tmp_path / "a.tween", edits.add_card(Document(), FrameRange(0, 97)))
    yield workspace
    workspace.shut_down()


def test_an_edit_is_on_disk_when_it_is_made(work: Workspace, tmp_path: Path) -> None:
    assert work.apply("Split", lambda doc: edits.split(doc, 40))
    with Project.open(tmp_path / "a.tween", read_only=True) as other:
        assert other.document == work.document
    work.undo()
    with Project.open(tmp_path / "a.tween", read_only=True) as other:
        assert len(other.document.cards) == 1
        assert other.can_redo


def test_a_refused_edit_is_a_sentence_and_changes_nothing(qtbot: QtBot, work: Workspace) -> None:
    before = work.document
    with qtbot.waitSignal(work.notice) as told:
        assert not work.apply("Split", lambda doc: edits.split(doc, 4000))
    assert "4000" in said(told)
    assert work.document is before


def test_without_a_film_an_edit_says_what_to_do(qtbot: QtBot, qapp: QApplication) -> None:
    workspace = Workspace()
    with qtbot.waitSignal(workspace.notice) as told:
        assert not workspace.apply("Split", lambda doc: doc)
    assert "drop footage" in said(told)
    workspace.shut_down()


def test_the_selection_follows_what_is_left(work: Workspace) -> None:
    work.apply("Split", lambda doc: edits.split(doc, 40))
    second = work.document.cards[1].id
    work.select_card(second)
    work.set_playhead(60)
    work.undo()
    assert work.selected_card == work.document.cards[0].id


def test_the_playhead_stays_in_the_film(work: Workspace) -> None:
    work.set_playhead(1000)
    assert work.playhead == 96
    work.set_playhead(-3)
    assert work.playhead == 0


def test_marks_are_half_open_and_never_cross(work: Workspace) -> None:
    work.set_marks(10, 20)
    assert work.marked() == FrameRange(10, 20)
    work.set_marks(30, 20)
    assert (work.document.mark_in, work.document.mark_out) == (30, None)
    assert work.marked() == FrameRange(30, 97)
    work.set_marks(30, 8)
    assert (work.document.mark_in, work.document.mark_out) == (None, 8)


def test_an_empty_prompt_is_not_drawn(qtbot: QtBot, work: Workspace) -> None:
    with qtbot.waitSignal(work.notice) as told:
        work.generate([work.document.cards[0].id])
    assert "has no prompt" in said(told)
    assert not work.jobs.views()


def test_a_missing_film_is_a_sentence(qtbot: QtBot, work: Workspace, tmp_path: Path) -> None:
    with qtbot.waitSignal(work.notice) as told:
        assert not work.open(tmp_path / "gone.tween")
    assert "gone.tween" in said(told)
    assert work.project is not None


def test_a_film_that_another_window_has_opens_to_be_looked_at(
    qtbot: QtBot, work: Workspace, tmp_path: Path
) -> None:
    other = Workspace()
    with qtbot.waitSignal(other.trouble) as told:
        assert other.open(tmp_path / "a.tween")
    assert (told.args or [None])[0] == Trouble(
        "held",
        tmp_path / "a.tween",
        "a.tween is open in another window or program; here it can only be looked at.",
    )
    assert other.document == work.document
    with qtbot.waitSignal(other.notice):
        assert not other.apply("Split", lambda doc: edits.split(doc, 40))
    assert other.document == work.document
    other.shut_down()


def test_a_film_that_fails_twice_is_set_aside_and_the_window_lives(
    qtbot: QtBot, work: Workspace, tmp_path: Path
) -> None:
    work.close()
    film = tmp_path / "a.tween"
    broken = film.read_bytes()[:100] + b"\xff" * 4000
    film.write_bytes(broken)
    kinds: list[str] = []
    work.trouble.connect(lambda trouble: kinds.append(trouble.kind))
    for _ in range(2):
        assert not work.open(film)
    assert kinds == ["damaged", "set-aside"]
    assert not film.exists()
    kept = [path for path in tmp_path.glob("a.set-aside/**/*") if path.is_file()]
    assert broken in [path.read_bytes() for path in kept]


def test_a_failed_job_leaves_its_sentence_on_the_card(qtbot: QtBot, work: Workspace, tmp_path: Path) -> None:
    card_id = work.document.cards[0].id
    work.apply("Prompt", lambda doc: edits.set_card(doc, card_id, prompt="x", model=str(tmp_path / "no")))
    with qtbot.waitSignal(work.notice, timeout=120_000) as told:
        work.generate([card_id])
    assert work.state(card_id) == "failed"
    view = work.job(card_id)
    assert view is not None
    assert view.message == said(told)
    work.apply("Prompt", lambda doc: edits.set_card(doc, card_id, prompt="y", model=None))
    assert work.state(card_id) == "ready"


def test_footage_gives_a_new_film_its_rate_and_size(
    qtbot: QtBot, qapp: QApplication, footage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_FILMS", str(tmp_path / "films"))
    workspace = Workspace()
    with qtbot.waitSignal(workspace.project_changed, timeout=20_000):
        workspace.import_files([str(footage)])
    document = workspace.document
    assert (document.rate, document.width, document.height) == (Fraction(24), 192, 112)
    assert workspace.project is not None
    assert workspace.project.path == tmp_path / "films" / "meadow.tween"
    workspace.shut_down()


def test_a_picture_starts_a_film_with_a_card_to_describe(
    qtbot: QtBot, qapp: QApplication, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_FILMS", str(tmp_path / "films"))
    workspace = Workspace()
    with qtbot.waitSignal(workspace.project_changed, timeout=20_000):
        workspace.import_files([str(picture)])
    card = workspace.document.cards[0]
    assert len(card.range) == 49, "as long as the built-in model draws at once"
    assert [key.offset for key in card.keyframes] == [0]
    workspace.shut_down()


def test_several_pictures_start_a_film_of_stills(
    qtbot: QtBot, qapp: QApplication, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_FILMS", str(tmp_path / "films"))
    other = Path(shutil.copy(picture, tmp_path / "other.png"))
    workspace = Workspace()
    with qtbot.waitSignal(workspace.project_changed, timeout=20_000):
        workspace.import_files([str(picture), str(other)])
    (track,) = (track for track in workspace.document.tracks if track.clips)
    kinds = {asset.id: asset.kind for asset in workspace.document.assets}
    assert [kinds[clip.asset] for clip in track.clips] == ["image", "image"]
    assert not any(card.keyframes for card in workspace.document.cards)
    workspace.shut_down()


def test_marks_are_the_films_own_and_undone(work: Workspace) -> None:
    before = work.document
    work.set_marks(10, 20)
    assert (work.document.mark_in, work.document.mark_out) == (10, 20)
    work.undo()
    assert work.document == before
    assert work.marked() is None


def test_several_things_are_chosen_and_what_is_gone_is_not(work: Workspace) -> None:
    work.apply("Marker", lambda doc: edits.add_marker(doc, 50))
    work.apply("Split", lambda doc: edits.split(doc, 40))
    first, second = (card.id for card in work.document.cards)
    marker = work.document.markers[0].id
    work.select([first, second, marker, "nobody"], lead=second)
    assert work.selection.ids == {first, second, marker}
    assert (work.selected_clip, work.selected_card) == (None, second)
    work.undo()
    assert work.selection.ids == {first, marker}
    assert work.selected_card == first
