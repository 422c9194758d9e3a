"""A diffusers folder on disk, read with care: safetensors only, no code, no network.

A part that is missing, of another class, incomplete or unreadable is told in one sentence that names the
folder and the part. Nothing here knows any one model.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from torch import nn

from engine.errors import TweenError
from engine.families.catalog import read_index, read_notes, resolve
from engine.families.gguf_file import gguf_of
from engine.families.identity import fingerprint
from engine.families.memory.accelerator import out_of_memory
from engine.families.models.allowed import refuse_code
from engine.families.models.lock import sizes_match
from engine.families.packed import from_gguf, numbers, rounded

#: What diffusers, transformers and safetensors raise on a folder they cannot make sense of.
UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    RuntimeError,
    AttributeError,
    ImportError,
    SafetensorError,
)


@dataclass(frozen=True)
class Checkpoint:
    """An opened folder: `pipeline` is the class it was saved for, `index` the rest of model_index.json,
    `notes` our own optional tweenboard.json."""

    folder: Path
    pipeline: str
    index: dict[str, Any]
    notes: dict[str, Any]

    @classmethod
    def open(cls, folder: str | Path) -> Checkpoint:
        path = resolve(str(folder))
        index = read_index(path)
        checkpoint = cls(path, str(index.get("_class_name") or ""), index, read_notes(path))
        refuse_code(path)
        sizes_match(path)
        return checkpoint

    def module(self, part: str, kind: type[nn.Module], dtype: torch.dtype, int8: bool = False) -> Any:
        """Load `part` as `kind`, every weight present and none foreign. `int8`: its linear layers' weights
        are rounded to 8 bits one after the other, where a GGUF file has not packed them already."""
        folder = self._part(part, {kind.__name__})
        try:
            loaded, report = _load(folder, kind, dtype, int8)
        except UNREADABLE as error:
            if out_of_memory(error):
                raise
            raise self._unreadable(part, error) from error
        for key, wrong in (
            ("missing_keys", "lacks"),
            ("mismatched_keys", "has the wrong shape for"),
            ("unexpected_keys", "is not made for"),
        ):
            if names := report.get(key):
                example = sorted(map(str, names))[0]
                raise TweenError(
                    f"The {part} of the model in {self.folder} {wrong} {len(names)} weights, such as "
                    f"{example}; get the model again."
                )
        broken = next((name for name, weight in loaded.state_dict().items() if not _sound(weight)), None)
        if broken:
            raise TweenError(
                f"The {part} of the model in {self.folder} holds broken numbers (NaN), first in {broken}; "
                "get the model again."
            )
        return loaded.eval().requires_grad_(False)

    def has(self, part: str) -> bool:
        """Whether model_index.json names `part`: optional ones are left out, or are null."""
        entry = self.index.get(part)
        return bool(entry) and entry != [None, None]

    def tokenizer(self, part: str = "tokenizer") -> Any:
        from transformers import AutoTokenizer

        folder = self._part(part, None)
        try:
            return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        except UNREADABLE as error:
            raise self._unreadable(part, error) from error

    def config(self, part: str, file: str, kinds: Iterable[str]) -> dict[str, Any]:
        """A part that is only a JSON file, such as the scheduler's."""
        folder = self._part(part, set(kinds))
        try:
            return json.loads((folder / file).read_text(encoding="utf-8"))
        except UNREADABLE as error:
            raise self._unreadable(part, error) from error

    def require(self, part: str, kind: type[nn.Module]) -> None:
        """Refuse a model whose `part`, to be loaded later, is missing, of another class, or lacks files."""
        folder = self._part(part, {kind.__name__})
        weights = {file.name for file in folder.glob("*.safetensors")}
        try:
            for index in folder.glob("*.safetensors.index.json"):
                named = json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()
                weights = weights if weights.issuperset(named) else set()
        except UNREADABLE as error:
            raise self._unreadable(part, error) from error
        if not weights:
            raise TweenError(f"The {part} of the model in {self.folder} has no weights; get the model again.")

    @cached_property
    def fingerprint(self) -> str:
        """See `engine.families.identity`."""
        return fingerprint(self.folder, self.index)

    def _part(self, part: str, kinds: set[str] | None) -> Path:
        entry = self.index.get(part)
        folder = self.folder / part
        if not self.has(part) or not folder.is_dir():
            raise TweenError(f"The model in {self.folder} has no {part}; get the whole model folder again.")
        found = entry[1] if isinstance(entry, list) and len(entry) == 2 else str(entry)
        if kinds is not None and found not in kinds:
            wanted = " or ".join(sorted(kinds))
            raise TweenError(f"The {part} of the model in {self.folder} is a {found}, not a {wanted}.")
        return folder

    def _unreadable(self, part: str, error: Exception) -> TweenError:
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        return TweenError(f"The {part} of the model in {self.folder} cannot be read ({reason.rstrip('.')}).")


def _load(folder: Path, kind: Any, dtype: torch.dtype, int8: bool) -> tuple[Any, dict[str, Any]]:
    packed = gguf_of(folder)
    if packed is not None:
        return from_gguf(packed, kind, dtype)
    config = folder / "config.json"
    if config.is_file() and "quantization_config" in json.loads(config.read_text(encoding="utf-8")):
        raise ValueError("it was saved quantised; use its unquantised edition or a GGUF file of it")
    more = {"quantization_config": rounded()} if int8 else {}
    return kind.from_pretrained(
        folder, dtype=dtype, use_safetensors=True, local_files_only=True, output_loading_info=True, **more
    )


def _sound(weight: torch.Tensor) -> bool:
    return all(_finite(part) for part in numbers(weight))


def _finite(weight: torch.Tensor) -> bool:
    """No NaN and no infinity, looked for without a copy."""
    if not weight.is_floating_point() or not weight.numel():
        return True
    if weight.element_size() < 2:  # eight bits: torch cannot compare them
        weight = weight.float()
    return all(bool(torch.isfinite(edge)) for edge in torch.aminmax(weight))
