"""Fused windows that a helping machine answers for: the bits of the one that draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from torch import Tensor

from engine.diffusion.generate import draw
from engine.diffusion.helping import helping
from engine.diffusion.sharing import Answer, Ask
from engine.document.request import PromptSpan
from engine.document.time import FrameRange
from engine.project.takes import TakeLibrary
from tests.diffusion.wishes import request

SAID = PromptSpan(FrameRange(30, 65), "a blue boat", "dull")
WISH = request(0, 65, negative="grey", guidance=3.0, steps=3, spans=(SAID,), transition=8)


def test_a_helper_answers_as_the_one_that_draws(
    tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_MODELS", str(tiny_folder.parent))
    monkeypatch.setenv("TWEENBOARD_LONG_AXIS", "fuse")
    steps: list[int] = []
    with helping(replace(WISH, card="elsewhere")) as there:

        def share(asks: Sequence[Ask], here: Answer) -> list[Tensor]:
            steps.append(len(asks))
            backwards = [(there if n % 2 else here)(ask) for n, ask in reversed(list(enumerate(asks)))]
            return backwards[::-1]

        helped = draw(WISH, TakeLibrary(tmp_path / "helped.takes"), share=share)
    alone = draw(WISH, TakeLibrary(tmp_path / "alone.takes"))
    assert len(steps) == WISH.steps
    assert min(steps) > 2
    both = [Path(take.latents_path or "").read_bytes() for take in (helped, alone)]
    assert both[0] == both[1]
    assert helped.id == alone.id
