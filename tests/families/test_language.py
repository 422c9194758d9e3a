"""A tiny language model with random weights writes a prompt; its answer is cleaned, limited, and whole."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from engine.errors import Cancelled, TweenError
from engine.families.language import WORDS, cleaned, dense, kept
from engine.families.language_files import language_model, language_models


def tiny_language(folder: Path, room: int = 512, chat: bool = False) -> Path:
    """A real Llama checkpoint of two layers, whose words are those of a prompt."""
    torch.manual_seed(0)
    said = "a", "fox", "runs", "slowly", "soft", "light", "wide", "shot", "over", "the", "snow", ".", ","
    words = ["<pad>", "</s>", "<unk>", *said]
    inner = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.Whitespace()  # pyright: ignore[reportAttributeAccessIssue]
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    )
    if chat:
        tokenizer.chat_template = "{% for m in messages %}{{ m['content'] }} a fox :{% endfor %}"
    tokenizer.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(words), hidden_size=16, intermediate_size=32, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=room,
        pad_token_id=0, bos_token_id=1, eos_token_id=1,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("models")
    tiny_language(root / "Tiny-Talker")
    (root / "other").mkdir()
    (root / "other" / "config.json").write_text(json.dumps({"architectures": ["T5EncoderModel"]}))
    return root


@pytest.fixture(autouse=True)
def at_hand(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_MODELS", str(root))


def test_it_is_found_in_the_models_folder_by_name_or_path(root: Path) -> None:
    folder = root / "Tiny-Talker"
    assert language_models() == [folder]
    assert language_model("tiny-talker") == language_model(str(folder)) == folder
    with pytest.raises(TweenError, match="There is no language model “x”; at hand: Tiny-Talker"):
        language_model("x")


@pytest.mark.parametrize("seed", [None, 3])
def test_it_writes_a_prompt_without_a_network(seed: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    state = torch.random.get_rng_state()
    text = dense("tiny-talker", "a fox runs", "ltx", seed)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert text == dense("tiny-talker", "a fox runs", "ltx", seed)
    assert text.startswith("a fox runs. ") or {"a", "fox", "runs"} <= set(text.split())
    assert 0 < len(text.split()) <= WORDS + 3
    assert text.isprintable()


def test_another_seed_says_it_in_other_words() -> None:
    assert dense("tiny-talker", "a fox", "wan", 1) != dense("tiny-talker", "a fox", "wan", 2)


def test_a_model_made_for_talking_is_asked_as_it_was_taught(tmp_path: Path) -> None:
    assert dense(str(tiny_language(tmp_path / "chat", chat=True)), "a fox", "wan")


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        dense("tiny-talker", "a fox", cancelled=lambda: True)


def test_what_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    small = tiny_language(tmp_path / "small", room=16)
    with pytest.raises(TweenError, match=r"cannot be used .the prompt is longer than it can read"):
        dense(str(small), "a fox")
    (small / "model.safetensors").write_bytes(b"\0" * 64)
    with pytest.raises(TweenError, match=r"The language model in .* cannot be used"):
        dense(str(small), "a fox")
    (small / "modeling.py").write_text("raise SystemExit")
    with pytest.raises(TweenError, match=r"holds modeling\.py, which could run code"):
        dense(str(small), "a fox")


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("<think>a fox … hm\n\n</think>\n**Prompt:** “A fox runs.\nSnow falls.”", "A fox runs. Snow falls."),
        ("A fox.<|im_end|>\x07", "A fox."),
        ("<think>never ends", ""),
        ("One two. " + "word " * 200, ("One two. " + "word " * 200).split()),
        ("word " * 100 + "end. " + "word " * 100, "word " * 100 + "end."),
    ],
)
def test_answers_become_one_paragraph(answer: str, text: str | list[str]) -> None:
    assert cleaned(answer) == (" ".join(text[:WORDS]) if isinstance(text, list) else text)


@settings(max_examples=60)
@given(st.text(), st.text(min_size=1))
def test_no_answer_brings_signs_that_no_prompt_has_or_drops_a_word(answer: str, text: str) -> None:
    clean = cleaned(answer)
    assert clean.isprintable() or not clean
    assert len(clean.split()) <= WORDS
    both = kept(text, clean)
    assert both == clean or both.startswith(text.strip().rstrip(".,;"))
