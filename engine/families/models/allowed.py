"""Which files a model may have: weights as safetensors or GGUF, what its tokenizer and its parts are told by,
and the pictures of its picture book.

Pickles and program code could do anything once they are loaded, so they are never fetched or copied.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from engine.errors import TweenError
from engine.families.gguf_file import SUFFIX as GGUF
from engine.families.gguf_file import gguf_head

PICKLES = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle"}
CODE = {".py", ".pyc", ".so", ".dll", ".dylib", ".exe", ".sh", ".bat"}
SUFFIXES = {".safetensors", ".json", ".txt"}
TOKENIZERS = {"spiece.model", "tokenizer.model", "sentencepiece.bpe.model"}
LICENCES = ("license", "licence", "notice")
PACKED = ("transformer", "transformer_2")
"""The parts whose weights may be a GGUF file."""
BOOK, BOOK_INDEX = "book", "book.json"
"""The folder of a model's picture book, and the file in it that says what is where."""
PICTURES = {".webp", ".png"}
ENDINGS = (".safetensors", ".gguf")
WEIGHTS = ("safetensors", "safetensors.index.json")
HEAD_LIMIT = 100 << 20
"""Bytes of a head of a safetensors file, at most; safetensors itself allows no more."""


def allowed(path: str) -> bool:
    """Whether a file of this name may be part of a model. `path` is relative, with forward slashes."""
    name = PurePosixPath(path).name.lower()
    if not safe(path) or name.startswith("."):
        return False
    suffix = PurePosixPath(name).suffix
    if PurePosixPath(path).parent.as_posix() == BOOK:
        return name == BOOK_INDEX or suffix in PICTURES
    if name in TOKENIZERS:
        return True
    if name.startswith(LICENCES) and suffix in ("", ".md", ".txt"):
        return True
    if suffix == GGUF:
        return PurePosixPath(path).parent.as_posix() in PACKED
    return suffix in SUFFIXES


def safe(path: str) -> bool:
    """Whether `path` stays in the folder it is put in, on every system."""
    parts = path.split("/")
    return (
        bool(path)
        and path.isprintable()
        and not any(
            part in ("", ".", "..") or part.endswith((" ", ".")) or set(part) & set('\\:*?"<>|')
            for part in parts
        )
    )


def wanted(paths: Iterable[str], parts: Iterable[str]) -> list[str]:
    """Of a repository's files those of a model with these parts (folders): its own small files and its
    picture book too.

    Weights that lie beside the parts belong to other programs, and editions of a part in another precision
    (`model.fp16.safetensors`) would only be fetched twice.
    """
    folders = {*parts, BOOK}
    found = []
    for path in sorted(set(paths)):
        folder, _, name = path.rpartition("/")
        if not allowed(path) or (folder and folder not in folders):
            continue
        if not folder and path.endswith(".safetensors"):
            continue
        if ".safetensors" in name and name.partition(".")[2] not in WEIGHTS:
            continue
        found.append(path)
    return found


def refuse_code(folder: Path) -> None:
    """Raises `TweenError` for a model folder that holds program code or pickles."""
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder)
        if file.suffix == ".py":
            raise TweenError(
                f"The model folder {folder} holds program code ({place}), which Tweenboard never runs; "
                "use a folder without it."
            )
        if file.suffix in PICKLES:
            raise TweenError(
                f"The model folder {folder} holds a pickle ({place}), which could run code; "
                "use the safetensors version of this model."
            )


def contents(file: Path) -> dict[str, Any]:
    """`dtype` and `shape` of every tensor in a file of weights, safetensors or GGUF. Raises `TweenError`."""
    return gguf_head(file) if file.suffix.lower() == GGUF else head(file)


def head(file: Path) -> dict[str, Any]:
    """The table at the beginning of a safetensors file: dtype, shape and place of every tensor.

    Raises `TweenError` for a file that is not one, or not whole.
    """
    try:
        with file.open("rb") as opened:
            length = struct.unpack("<Q", opened.read(8))[0]
            if length > HEAD_LIMIT:
                raise ValueError
            table = json.loads(opened.read(length))
            tensors = {name: entry for name, entry in table.items() if name != "__metadata__"}
            end = max((int(entry["data_offsets"][1]) for entry in tensors.values()), default=0)
            whole = 8 + length + end == file.stat().st_size
            counts = [math.prod(entry["shape"]) for entry in tensors.values()]
    except OSError as error:
        raise TweenError(f"{file} cannot be read ({(error.strerror or str(error)).lower()}).") from None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, struct.error, RecursionError):
        raise TweenError(f"{file} is no safetensors file, or a damaged one; get it again.") from None
    if not whole or not counts:
        raise TweenError(f"{file} is not whole: its end is missing; get it again.")
    return tensors
