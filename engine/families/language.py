"""A short prompt made dense by a language model on this machine. Never over the network.

torch and transformers are loaded only when it is asked, and all of it is let go of afterwards: the memory
belongs to the video model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.errors import Cancelled, TweenError
from engine.families.language_files import language_model

WORDS = 150
"""Of an answer at most; video models were taught captions of about that length."""
TOKENS = 260
SECONDS = 120.0
"""After so long it says what it has."""
CODE = {".py", ".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"}
"""Endings of files that could run code; none of them is ever opened."""
ORDER = {
    "ltx": "Begin with what happens, then where, the shot, the camera move, the light.",
    "wan": "Begin with the shot, then what happens, where, the light, the mood; end with the camera move.",
}
ASK = (
    "Rewrite this short description as one prompt for a video model: a single paragraph of 60 to 120 words "
    "in the present tense. Keep everything that it says and contradict nothing. Add the shot, the camera "
    "move, the light, how things move, and textures. {order} Answer with the prompt alone.\n\n"
    "Description: {text}\n"
)


def dense(
    name: str,
    text: str,
    family: str = "",
    seed: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """`text` in the words of the language model `name` (or its folder), for a video model of `family`.

    Without `seed` the likeliest words, else others for each seed. What a person wrote is in the answer in any
    case. Raises `TweenError` for a folder that cannot be used, and `Cancelled`.
    """
    folder = language_model(name)
    _refuse_code(folder)
    order = ORDER["ltx" if family.startswith("ltx") else "wan"]
    answer = cleaned(_answer(folder, ASK.format(order=order, text=text), seed, cancelled))
    if cancelled():
        raise Cancelled("Stopped.")
    if not answer:
        raise TweenError(f"The language model in {folder} gave no words; try another seed, or another model.")
    return kept(text, answer)


def kept(text: str, answer: str) -> str:
    """The answer, with the person's own words in front where it dropped any of them."""
    said = set(_words(answer))
    if said.issuperset(_words(text)):
        return answer
    return f"{text.strip().rstrip('.,;')}. {answer}"


def cleaned(answer: str) -> str:
    """One paragraph of plain text: no thoughts, headings, marks or quotes round it, at most `WORDS` words."""
    text = re.sub(r"<think>.*?(</think>|\Z)", " ", answer, flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(r"<[|/]?[\w|]+[|]?>", " ", text)
    signs = (" " if sign.isspace() else sign for sign in text)
    text = "".join(sign for sign in signs if unicodedata.category(sign)[0] != "C")
    text = re.sub(r"[*_#`]+", "", text)
    words = re.sub(r"^\W*(prompt|answer)\s*:", "", " ".join(text.split()), flags=re.IGNORECASE).split()
    if len(words) > WORDS:
        whole = " ".join(words[:WORDS])
        end = max(whole.rfind(mark) for mark in ".!?")
        words = (whole[: end + 1] if end > len(whole) // 2 else whole).split()
    return " ".join(words).strip("\"'“”‘’ ")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _refuse_code(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.suffix in CODE:
            raise TweenError(
                f"The language model in {folder} holds {file.name}, which could run code; use a folder with "
                "safetensors files alone."
            )


def _answer(folder: Path, question: str, seed: int | None, cancelled: Callable[[], bool]) -> str:
    import torch

    from engine.families.checkpoint import UNREADABLE
    from engine.families.memory.accelerator import give_back, out_of_memory

    try:
        model, tokenizer = _load(folder)
        with torch.random.fork_rng(), torch.inference_mode():
            torch.manual_seed(seed or 0)
            return _spoken(model, tokenizer, question, seed is not None, cancelled)
    except UNREADABLE as error:
        if out_of_memory(error):
            raise TweenError(
                f"The language model in {folder} does not fit into memory; choose a smaller one."
            ) from error
        why = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise TweenError(f"The language model in {folder} cannot be used ({why.rstrip('.')}).") from error
    finally:
        give_back()


def _load(folder: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from engine.families.memory.accelerator import best_device

    local: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    model: Any = AutoModelForCausalLM.from_pretrained(folder, use_safetensors=True, dtype="auto", **local)
    return model.to(best_device()).eval(), AutoTokenizer.from_pretrained(folder, **local)


def _spoken(model: Any, tokenizer: Any, question: str, sample: bool, cancelled: Callable[[], bool]) -> str:
    from transformers import StoppingCriteriaList

    if getattr(tokenizer, "chat_template", None):
        asked = tokenizer.apply_chat_template(
            [{"role": "user", "content": question}], add_generation_prompt=True, tokenize=False
        )
        tokens = tokenizer(asked, return_tensors="pt", add_special_tokens=False).input_ids
    else:
        tokens = tokenizer(f"{question}Prompt:", return_tensors="pt").input_ids
    room = int(getattr(model.config, "max_position_embeddings", None) or 1 << 20) - tokens.shape[1]
    if room < 1:
        raise ValueError("the prompt is longer than it can read")
    choose: dict[str, Any] = {"do_sample": sample}
    if sample:
        choose |= {"temperature": 0.7, "top_p": 0.9}
    out = model.generate(
        tokens.to(model.device),
        attention_mask=tokens.new_ones(tokens.shape).to(model.device),
        max_new_tokens=min(TOKENS, room),
        max_time=SECONDS,
        stopping_criteria=StoppingCriteriaList([lambda ids, scores: cancelled()]),
        pad_token_id=tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id,
        **choose,
    )
    return tokenizer.decode(out[0, tokens.shape[1] :], skip_special_tokens=True)
