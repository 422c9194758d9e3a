"""The timeline keeps pictures and indexes from paint to paint: what it shows is what a fresh one would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from editor.jobs.view import JobView
from editor.timeline import TimelineView, states
from editor.timeline.look import Look
from editor.timeline.paint_cards import CardFacts, paint_card, paint_card_kept
from editor.timeline.scale import TimeScale
from editor.workspace import Workspace
from engine.document import edits
from engine.document.model import Card, Document, Marker
from engine.document.time import FrameRange
from tests.document.boards import film
from tests.editor.timeline.pointing import pixels

Step = Callable[[TimelineView], object]
FRAMES = 200
PROMPTS = ("", "a red ball rolls on", "一只红色的球滚过草地", "the rabbit looks up, amazed " * 4)


def board() -> Document:
    """Two clips with their sound under four cards, two markers."""
    spans = [FrameRange(0, 30), FrameRange(30, 50), FrameRange(50, 120), FrameRange(120, FRAMES)]
    cards = tuple(Card(f"c{n}", span, f"c{n}", span.start) for n, span in enumerate(spans))
    return replace(film(FRAMES, (90,)), cards=cards, markers=(Marker("m", 30), Marker("n", 150)))


@pytest.fixture
def kept(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TimelineView]:
    monkeypatch.setattr(states, "BUDGET", 60.0)  # every state is known in the first paint
    work = Workspace()
    assert work.new(tmp_path / "film.tween", board())
    view = shown(qtbot, work)
    yield view
    view.stop()
    work.shut_down()


def shown(qtbot: QtBot, work: Workspace) -> TimelineView:
    view = TimelineView(work)
    qtbot.addWidget(view)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its frame is no part of this
    view.resize(700, 260)
    view.show()
    return view


def edit(change: Callable[[Document], Document]) -> Step:
    return lambda view: view.workspace.apply("Edit", change)


def carded(number: int, **fields: Any) -> Step:
    return edit(lambda doc: edits.set_card(doc, doc.cards[number].id, **fields))


def queued(number: int, place: int) -> Step:
    def step(view: TimelineView) -> None:
        work = view.workspace
        card = work.document.cards[number]
        request = work.request_for(replace(card, prompt="a red ball", locked=False))
        state = "queued" if place else "running"
        work.jobs.show(JobView(card.id, f"job {card.id}", request, state=state, place_in_queue=place))

    return step


def undrawn(view: TimelineView) -> None:
    for card in view.workspace.document.cards:
        view.workspace.jobs.forget(card.id)


def chosen(number: int) -> Step:
    return lambda view: view.workspace.select_card(view.workspace.document.cards[number].id)


def clipped(number: int, **fields: Any) -> Step:
    """A clip of the first track is another one; the sound stays the very same."""

    def change(doc: Document) -> Document:
        track, *others = doc.tracks
        clips = list(track.clips)
        clips[number % len(clips)] = replace(clips[number % len(clips)], **fields)
        return replace(doc, tracks=(replace(track, clips=tuple(clips)), *others))

    return edit(change)


numbers = st.integers(0, 3)
steps = st.one_of(
    st.builds(lambda n, text: carded(n, prompt=text), numbers, st.sampled_from(PROMPTS)),
    st.builds(lambda n, on: carded(n, locked=on), numbers, st.booleans()),
    st.builds(queued, numbers, numbers),
    st.just(undrawn),
    st.builds(chosen, numbers),
    st.builds(lambda n, on: clipped(n, muted=on), numbers, st.booleans()),
    st.builds(lambda n, frames: clipped(n, fade_in=frames), numbers, st.integers(0, 40)),
    st.builds(lambda at: edit(lambda doc: edits.split(doc, at)), st.integers(1, FRAMES - 1)),
    st.builds(
        lambda at: edit(lambda doc: replace(doc, markers=(Marker("m", at), doc.markers[1]))),
        st.integers(0, 149),
    ),
    st.builds(lambda on: edit(lambda doc: edits.set_track(doc, doc.tracks[0].id, muted=on)), st.booleans()),
    st.builds(
        lambda pixels, left: lambda view: view.show_scale(TimeScale(pixels, left)),
        st.sampled_from((0.1, 0.6, 3.2, 8.0)),
        st.sampled_from((-12.0, 33.0)),
    ),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=1, max_size=6))
def test_nothing_stale_stays_painted(qtbot: QtBot, kept: TimelineView, program: list[Step]) -> None:
    work = kept.workspace
    undrawn(kept)
    edit(lambda _: board())(kept)
    kept.show_scale(TimeScale(3.2))
    for step in program:
        for _ in range(2):  # a card is kept from the second time on
            kept.refresh()
            pixels(kept)
        step(kept)
    fresh = shown(qtbot, work)
    fresh.show_scale(kept.scale)
    kept.refresh()  # news of jobs are painted some together, a moment later
    assert pixels(kept) == pixels(fresh)
    fresh.stop()
    fresh.close()


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@given(
    left=st.integers(0, 40), width=st.integers(44, 300), prompt=st.sampled_from(PROMPTS),
    state=st.sampled_from(("keep", "empty", "ready", "queued", "stale", "done", "locked", "failed")),
    selected=st.booleans(), hovered=st.booleans(), locked=st.booleans(), start=st.integers(0, 100_000),
)  # fmt: skip
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_kept_card_is_the_card_as_it_is_drawn(
    kept: TimelineView, ratio: float, left: int, width: int, prompt: str, state: str, selected: bool,
    hovered: bool, locked: bool, start: int,
) -> None:  # fmt: skip
    look = Look(ratio)
    picture = QImage(64, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor(10, 200, 220))
    card = Card("c", FrameRange(start, start + 100), "c", start, prompt=prompt, locked=locked)
    facts = CardFacts(card, prompt, state, None, picture, selected, hovered, 400.0)
    box = look.box(left, 32, left + width, 108)

    def drawn(paint: Callable[[QPainter, Look, QRectF, CardFacts], None]) -> QImage:
        page = QPixmap(round(400 * ratio), round(120 * ratio))
        page.setDevicePixelRatio(ratio)
        page.fill(look.tokens.base)
        painter = QPainter(page)
        paint(painter, look, box, facts)
        painter.end()
        return page.toImage()

    plain = drawn(paint_card)
    for _ in range(3):  # drawn, drawn and kept, taken from what is kept
        assert drawn(paint_card_kept) == plain
