"""What is said where: shares of prompts along the latents, and that two in one window both count."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from engine.diffusion import text
from engine.diffusion.denoise import Drawing
from engine.diffusion.layout import lay_out
from engine.diffusion.options import Options
from engine.diffusion.prompts import words_along
from engine.document.request import PromptSpan
from engine.document.time import FrameRange
from engine.families.ltx import LTX
from tests.diffusion.wishes import HEIGHT, WIDTH, request


@st.composite
def spans(dice: st.DrawFn) -> tuple[PromptSpan, ...]:
    found = []
    for word in dice(st.lists(st.sampled_from("abc"), max_size=4)):
        start = dice(st.integers(-10, 60))
        place = FrameRange(start, start + dice(st.integers(1, 30)))
        found.append(PromptSpan(place, word, dice(st.sampled_from("xy"))))
    return tuple(found)


@given(spans(), st.integers(0, 30), st.integers(1, 8))
def test_shares_add_up_to_one_everywhere(said: tuple[PromptSpan, ...], transition: int, stride: int) -> None:
    wish = request(0, 49, spans=said, transition=transition)
    layout = lay_out(wish, stride)
    words = words_along(wish, layout)
    weights = torch.tensor([each.weights for each in words])
    assert weights.shape == (len(words), layout.latents)
    assert (weights >= 0).all()
    torch.testing.assert_close(weights.sum(0), torch.ones(layout.latents))
    assert len({(each.prompt, each.negative) for each in words}) == len(words)
    if not said:
        assert [each.prompt for each in words] == [wish.prompt]


def test_two_prompts_cross_over_within_the_transition() -> None:
    said = (PromptSpan(FrameRange(0, 24), "a"), PromptSpan(FrameRange(24, 49), "b"))
    first, second = words_along(request(0, 49, spans=said, transition=8), lay_out(request(0, 49), 1))
    assert first.weights[:20] == pytest.approx([1.0] * 20)
    assert first.weights[20:28] == pytest.approx([(27.5 - f) / 8 for f in range(20, 28)])
    assert second.weights[28:] == pytest.approx([1.0] * 21)


def test_without_a_transition_only_a_latent_over_the_cut_has_both() -> None:
    said = (PromptSpan(FrameRange(0, 23), "a"), PromptSpan(FrameRange(23, 49), "b"))
    first, second = words_along(request(0, 49, spans=said), lay_out(request(0, 49), 4))
    assert first.weights == pytest.approx([1.0] * 6 + [0.5] + [0.0] * 6)
    assert second.weights == pytest.approx([0.0] * 6 + [0.5] + [1.0] * 6)


def test_kept_frames_have_the_words_of_the_range() -> None:
    said = (PromptSpan(FrameRange(0, 20), "before"), PromptSpan(FrameRange(20, 30), "inside"))
    wish = request(20, 30, spans=said, prompt="elsewhere")
    assert [each.prompt for each in words_along(wish, lay_out(wish, 4))] == ["inside"]


def velocity_of(family: LTX, scale: float, *said: PromptSpan, **more: object) -> Tensor:
    wish = request(0, 25, spans=said, **more)
    layout = lay_out(wish, 4)
    words = words_along(wish, layout)
    conds = [text.encode(family, (w.negative, w.prompt) if scale > 1 else (w.prompt,)) for w in words]
    drawing = Drawing(
        wish, layout, family, (WIDTH, HEIGHT), 2, scale, words, conds, Options().settled(family.spec)
    )
    dice = torch.Generator().manual_seed(0)
    x = torch.randn((1, 4, 7, HEIGHT // 8, WIDTH // 8), generator=dice)
    velocity = drawing._velocity(range(7), "w0")  # pyright: ignore[reportPrivateUsage]
    return velocity(x, torch.full_like(x[:, :1], 0.7), 0)


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_each_latent_is_led_by_its_own_words(family: LTX, scale: float) -> None:
    """The tiny model has random weights; that both prompts *show* is told by the built-in one's benchmark."""
    a, b = velocity_of(family, scale, prompt="a"), velocity_of(family, scale, prompt="b")
    said = (PromptSpan(FrameRange(0, 13), "a"), PromptSpan(FrameRange(13, 25), "b"))
    calls = family.meter.calls
    both = velocity_of(family, scale, *said)
    assert family.meter.calls - calls == (4 if scale > 1 else 2)
    assert torch.equal(both[:, :, :4], a[:, :, :4])
    assert torch.equal(both[:, :, 4:], b[:, :, 4:])
    assert not torch.equal(a, b)
    smooth = velocity_of(family, scale, *said, transition=12)
    inside = smooth[:, :, 3]
    assert not torch.equal(inside, a[:, :, 3])
    torch.testing.assert_close(smooth[:, :, 0], a[:, :, 0])
