"""How long a prompt may be for the text encoder of a model: what lies past its last token is never read.

No torch: the tokenizer's own file is read where the model is there, else words are counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.errors import TweenError
from engine.families.catalog import describe, read_index, resolve

LIMITS = {"ltx": 256, "ltx2": 1024, "wan": 512, "vace": 512, "skyreels": 512}
"""Tokens that each family's transformer sees, the end mark among them."""
LTX_FIRST = 128
"""… and LTX-Video's, for checkpoints of its first pipelines."""
LETTERS = 5
"""Of a word for one token, by which a length is estimated; T5 and Gemma both cut longer words up."""

UNKNOWN = ("<unk>", "[UNK]")
"""What tokenizers write for a word that they have no piece for."""


@dataclass(frozen=True, slots=True)
class Length:
    """`tokens` of the `most` that are read; counted by the model's tokenizer, or only estimated."""

    tokens: int
    most: int
    exact: bool

    @property
    def fits(self) -> bool:
        return self.tokens <= self.most


def measure(model: str, text: str) -> Length:
    """Of `text` for `model` (a known model's name, or a folder); `TweenError` where there is no such model,
    or none that Tweenboard can draw with."""
    folder = resolve(model)
    able = describe(folder).able
    if able is None:
        raise TweenError(f"The model in {folder} is of a kind that Tweenboard cannot draw with.")
    most = LIMITS[able.family]
    if able.family == "ltx" and read_index(folder).get("_class_name") != "LTXConditionPipeline":
        most = LTX_FIRST
    counted = _counted(folder / "tokenizer", text)
    return Length(estimated(text) if counted is None else counted, most, counted is not None)


def unread(model: str, text: str) -> tuple[str, ...]:
    """Words of `text` for which the tokenizer of `model` has no piece, so that they count for nothing: each
    once, in their order; none where that cannot be told. `TweenError` where there is no such model."""
    file = resolve(model) / "tokenizer" / "tokenizer.json"
    if not file.is_file():
        return ()
    try:
        found = _tokenizer(file, file.stat().st_mtime_ns).encode(text)
    except Exception:  # noqa: BLE001 (as in `_counted`)
        return ()
    places = (place for place, token in zip(found.offsets, found.tokens, strict=True) if token in UNKNOWN)
    return tuple(dict.fromkeys(text[start:stop].strip().lower() for start, stop in places if stop > start))


def estimated(text: str) -> int:
    """About how many tokens `text` is, without a tokenizer; a sign of Chinese or Japanese counts as one."""
    wide = sum(ord(sign) >= 0x2E80 for sign in text)
    words = "".join(" " if ord(sign) >= 0x2E80 else sign for sign in text).split()
    return wide + sum(math.ceil(len(word) / LETTERS) for word in words) + 1


def _counted(folder: Path, text: str) -> int | None:
    """None where there is no tokenizer to be read, or no library that reads it."""
    for name, count in (("tokenizer.json", _by_tokenizers), ("spiece.model", _by_sentencepiece)):
        file = folder / name
        if file.is_file():
            try:
                return count(file, file.stat().st_mtime_ns, text)
            except Exception:  # noqa: BLE001 (tokenizers raises nothing more particular for a broken file)
                return None
    return None


def _by_tokenizers(file: Path, changed: int, text: str) -> int:
    return len(_tokenizer(file, changed).encode(text).ids)


@lru_cache(maxsize=4)
def _tokenizer(file: Path, _changed: int):
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(file))
    found.no_truncation()
    found.no_padding()
    return found


def _by_sentencepiece(file: Path, changed: int, text: str) -> int:
    return len(_pieces(file, changed).encode(text)) + 1


@lru_cache(maxsize=4)
def _pieces(file: Path, _changed: int):
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(file))
