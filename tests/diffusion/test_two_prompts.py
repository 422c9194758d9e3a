"""Two prompts in one window of the built-in model: an independent judge sees the place or colour of the first
one at its start and of the second one at its end."""

from __future__ import annotations

import pytest

from engine.diffusion.generate import draw
from engine.document.request import PromptSpan
from engine.document.time import FrameRange
from engine.project.takes import TakeLibrary
from engine.sketch.judge import Judge, fit
from tests.diffusion.wishes import frames_of, request

FRAMES, STEPS = 25, 6


@pytest.fixture(scope="module")
def judge() -> Judge:
    return fit(120)


@pytest.mark.parametrize(
    ("sees", "first", "second", "seen"),
    [
        ("place", "a red ball stays in the snow", "a red ball stays in the desert", ["snow", "desert"]),
        ("colour", "a large red ball in a meadow", "a large blue ball in a meadow", ["red", "blue"]),
    ],
)
def test_both_prompts_show(
    takes: TakeLibrary, judge: Judge, sees: str, first: str, second: str, seen: list[str]
) -> None:
    spans = (PromptSpan(FrameRange(0, 13), first), PromptSpan(FrameRange(13, FRAMES), second))
    wish = request(
        0, FRAMES, model="sketch", width=224, height=128, seed=2, steps=STEPS, spans=spans, transition=4
    )
    frames = frames_of(draw(wish, takes))
    look = getattr(judge, sees)
    assert [look(frames[:9]), look(frames[-9:])] == seen
