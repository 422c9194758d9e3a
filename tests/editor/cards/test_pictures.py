"""Pictures, LoRAs and regions of a card."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from editor.cards.panel import CardPanel
from editor.cards.regions import painted
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Lora, Region
from engine.document.time import CardRange
from tests.editor.cards.filled import one
from tests.editor.conftest import drop


@pytest.fixture
def follows(models: Path, work: Workspace) -> None:
    """The card's model follows references."""
    card_id = one(work).id
    work.apply("Model", lambda doc: edits.set_card(doc, card_id, model="vace"))


@pytest.fixture
def follows_none(models: Path, work: Workspace) -> None:
    card_id = one(work).id
    work.apply("Model", lambda doc: edits.set_card(doc, card_id, model="plain"))


def test_a_dropped_picture_is_a_reference_with_a_weight(
    qtbot: QtBot, follows: None, panel: CardPanel, work: Workspace, picture: Path
) -> None:
    assert "up to 4" in panel.references.hint.text()
    assert drop(panel.references, picture)
    qtbot.waitUntil(lambda: bool(one(work).references), timeout=20_000)
    tile = panel.references.tiles[0]
    for value in (80, 60, 35):
        tile.slider.setValue(value)
    assert one(work).references[0].weight == 0.35
    assert tile.picture.caption == "0.35"
    assert panel.references.tiles[0] is tile  # it stays in the hand while it is dragged
    work.undo()  # one drag is one step
    assert one(work).references[0].weight == 1.0
    assert tile.slider.value() == 100
    qtbot.mouseClick(tile.picture.cross, Qt.MouseButton.LeftButton)
    assert one(work).references == ()
    assert panel.references.tiles == []


def test_where_none_is_followed_the_picture_is_the_first_frame_and_it_is_said(
    qtbot: QtBot, follows_none: None, panel: CardPanel, work: Workspace, picture: Path
) -> None:
    assert (
        panel.references.hint.text()
        == "plain follows no references: a picture becomes the card's first frame."
    )
    with qtbot.waitSignal(work.notice, timeout=20_000) as told:
        assert drop(panel.references, picture)
    assert "follows no reference pictures" in str(told.args)
    assert one(work).references == ()
    assert [key.offset for key in one(work).keyframes] == [0]


def test_references_that_a_model_cannot_follow_are_said(
    qtbot: QtBot, follows: None, panel: CardPanel, work: Workspace
) -> None:
    asset, card_id = work.document.assets[0].id, one(work).id
    work.apply("Reference", lambda doc: edits.attach_reference(doc, card_id, asset, 3))
    assert panel.references.hint.isHidden()
    work.apply("Model", lambda doc: edits.set_card(doc, card_id, model="plain"))
    assert not panel.references.hint.isHidden()
    assert "remove them, or choose another model" in panel.references.hint.text()


def test_several_pictures_are_spaced_over_the_card(
    qtbot: QtBot, panel: CardPanel, work: Workspace, picture: Path, tmp_path: Path
) -> None:
    from PIL import Image

    other = tmp_path / "other.png"
    Image.new("RGB", (64, 32), (10, 90, 10)).save(other)
    assert drop(panel.keyframes, picture, other)
    qtbot.waitUntil(lambda: len(one(work).keyframes) == 2, timeout=20_000)
    assert [key.offset for key in one(work).keyframes] == [0, 27]
    assert panel.folds["pictures"].head.summary == "2 keyframes"
    qtbot.mouseClick(panel.keyframes.strip.buttons[1].cross, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert len(one(work).keyframes) == 1


def test_what_is_no_picture_says_why(qtbot: QtBot, panel: CardPanel, work: Workspace, tmp_path: Path) -> None:
    text = tmp_path / "notes.png"
    text.write_text("no picture")
    with qtbot.waitSignal(work.notice, timeout=20_000) as told:
        assert drop(panel.keyframes, text)
    assert "notes.png" in str(told.args)
    assert one(work).keyframes == ()


def test_a_lora_is_added_weighed_and_taken_away(
    qtbot: QtBot, models: Path, panel: CardPanel, work: Workspace
) -> None:
    work.select_card(work.document.cards[0].id)
    work.select_card(one(work).id)  # which looks at the disk
    loras = panel.drawing.loras
    assert [loras.add.itemText(row) for row in range(loras.add.count())] == ["ink"]
    loras.add.activated.emit(0)
    assert one(work).loras == (Lora("ink", 1.0),)
    assert loras.add.isHidden()
    loras.weights["ink"].setValue(0.4)
    assert one(work).loras == (Lora("ink", 0.4),)
    loras.crosses["ink"].click()
    assert one(work).loras == ()
    assert loras.weights == {}


def test_without_loras_at_hand_nothing_is_shown(panel: CardPanel) -> None:
    assert panel.drawing.loras.isHidden()


def test_regions_are_listed_shown_and_removed(qtbot: QtBot, panel: CardPanel, work: Workspace) -> None:
    assert panel.folds["regions"].isHidden()
    card_id = one(work).id
    corners = [(0.1, 0.1), (0.4, 0.4)]
    moving = [
        Region(CardRange(n, n + 1), "polygon", ((0.5, 0.5), (0.6, 0.5 + n / 100), (0.5, 0.9)))
        for n in range(4, 9)
    ]
    work.apply(
        "Regions",
        lambda doc: edits.set_regions(
            doc, card_id, [Region(CardRange(0, 28), "box", tuple(corners)), *moving]
        ),
    )
    assert panel.folds["regions"].isVisible()
    assert [button.text() for button, _ in panel.regions.rows] == [
        "Box 1: the whole card",
        "Outline 2: frames 24–29, moving",
    ]
    panel.regions.rows[1][0].click()
    assert work.playhead == 24
    panel.regions.rows[1][1].click()
    assert [region.shape for region in one(work).regions] == ["box"]
    panel.regions.rows[0][1].click()
    assert one(work).regions == ()
    assert panel.folds["regions"].isHidden()
    work.undo()
    assert len(panel.regions.rows) == 1


def test_two_things_painted_at_the_same_time_stay_two() -> None:
    def box(start: int, stop: int, left: float) -> Region:
        return Region(CardRange(start, stop), "box", ((left, 0), (left + 0.1, 0.1)))

    groups = painted((box(0, 1, 0), box(0, 1, 0.5), box(1, 2, 0), box(1, 2, 0.5), box(5, 6, 0)))
    assert [len(group) for group in groups] == [2, 2, 1]


def test_a_region_over_nothing_says_why_it_cannot_be_drawn(panel: CardPanel, work: Workspace) -> None:
    from engine.document.time import FrameRange

    work.apply("New card", lambda doc: edits.add_card(doc, FrameRange(48, 60)))
    card_id = work.document.cards[2].id
    work.select_card(card_id)
    work.apply("Prompt", lambda doc: edits.set_prompt(doc, card_id, "a ball"))
    work.apply("Region", lambda doc: edits.paint_region(doc, card_id, "box", [(0, 0), (1, 1)]))
    assert "nothing lies below it" in panel.foot.words.text()
    assert not panel.foot.button.isEnabled()
    spy = QSignalSpy(panel.draw_requested)
    panel.foot.button.click()
    assert spy.count() == 0
