"""One file of weights, as other programs keep models, made into a folder in diffusers' layout.

Such a file, safetensors or GGUF, holds a transformer (LTX-Video's also the VAE); the rest of the model, its
text encoder above all, comes from a model of the same kind that is here already, which also says how the file
is to be read. diffusers knows the original names of the weights (`from_single_file`); nothing is fetched.

Weights of safetensors are written anew, by diffusers' names; a GGUF file stays as it is, beside the
transformer's config.json, once all of it was unpacked for a trial.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import torch
from torch import nn

from engine.errors import TweenError
from engine.families.catalog import Model, describe, known, read_index, resolve
from engine.families.checkpoint import UNREADABLE
from engine.families.gguf_file import SUFFIX as GGUF
from engine.families.memory.sizes import TRANSFORMERS
from engine.families.models.adding import is_lora
from engine.families.models.allowed import ENDINGS, contents, wanted
from engine.families.models.lock import LOCK, Entry, Lock, Report, never, quiet, sha256, write_lock
from engine.families.models.places import UNFINISHED, free_name, put_into, remember
from engine.families.packed import broken, from_gguf
from engine.media.safe_file import write_error

PREFIX = "model.diffusion_model."
#: A weight that only one kind of transformer has, as its authors name it and as diffusers does.
SIGNS = {
    "vace": ("vace_blocks.0.before_proj.weight", "vace_blocks.0.proj_in.weight"),
    "wan": ("head.modulation", "condition_embedder.time_embedder.linear_1.weight"),
    "ltx2": ("audio_patchify_proj.weight", "audio_proj_in.weight"),
    "ltx": ("patchify_proj.weight", "proj_in.weight"),
}
LTX_ONLY = ("adaln_single.linear.weight", "time_embed.linear.weight")
TITLES = {"vace": "Wan VACE", "wan": "Wan", "ltx2": "LTX-2", "ltx": "LTX-Video"}
#: What diffusers may call such a transformer; SkyReels-V2's weights are named and shaped as Wan's.
KINDS = {
    "vace": ("WanVACETransformer3DModel",),
    "wan": ("WanTransformer3DModel", "SkyReelsV2Transformer3DModel"),
    "ltx2": ("LTX2VideoTransformer3DModel",),
    "ltx": ("LTXVideoTransformer3DModel",),
}
OTHER_PARTS = ("vae.", "first_stage_model.", "text_encoders.", "cond_stage_model.", "text_embedding_proj")
CONNECTORS = ("video_embeddings_connector.", "audio_embeddings_connector.")
"""LTX-2's, which lie in a folder of their own."""
DTYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def kind(tensors: dict[str, Any], file: Path) -> str:
    """Which kind of transformer the file holds. Raises `TweenError` where it is none that is known."""
    if is_lora(tensors):
        raise TweenError(f"{file} is a LoRA, not a model; use: tween loras add.")
    names = {name.removeprefix(PREFIX) for name in tensors}
    for found, signs in SIGNS.items():
        if names.intersection(signs) and (found != "ltx" or names.intersection(LTX_ONLY)):
            return found
    raise TweenError(
        f"{file} holds no transformer that Tweenboard recognises; it reads single files of LTX-Video, LTX-2, "
        "Wan, Wan VACE and SkyReels-V2."
    )


def add_single_file(
    file: Path,
    *,
    base: str = "",
    to: str | Path | None = None,
    name: str = "",
    report: Report = quiet,
    cancelled: Callable[[], bool] = never,
) -> Path:
    """Make the folder and return it. `base`: the model that the other parts come from, else the first at hand
    whose transformer has the same shapes. Raises `TweenError`."""
    file = file.expanduser().absolute()
    tensors = contents(file)
    found = kind(tensors, file)
    place = free_name(put_into(to), name or file.stem)
    model = _base(file, found, tensors, base)
    draft = place.with_name(f".{place.name}{UNFINISHED}")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        _put_together(file, model, draft, found, tensors)
        sizes = {p: p.stat().st_size for p in sorted(draft.rglob("*")) if p.is_file()}
        total, done, files = sum(sizes.values()), 0, []
        for path, size in sizes.items():
            digest = sha256(path, report, cancelled, done, total)
            files.append(Entry(path.relative_to(draft).as_posix(), size, digest))
            done += size
        write_lock(draft / LOCK, Lock(place.name, f"made from {file} and {model.name}", tuple(files)))
        draft.rename(place)
    except OSError as error:
        raise write_error(place, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    remember(place.parent)
    return place


def _base(file: Path, found: str, tensors: dict[str, Any], name: str) -> Model:
    """The model that the other parts come from."""
    if name:
        model = describe(resolve(name))
        if not _same_shapes(model, found, tensors):
            raise TweenError(
                f"{file} is not of the kind of {model.name}: their transformers differ in shape."
            )
        return model
    for model in known():
        if _same_shapes(model, found, tensors):
            return model
    raise TweenError(
        f"{file} holds only a transformer ({TITLES[found]}); get or add a whole model of the same kind and "
        "size first, whose text encoder it can use."
    )


def _same_shapes(model: Model, found: str, tensors: dict[str, Any]) -> bool:
    """Whether the file's weights are as many and as large as those of the model's transformer.

    Names are the authors' or diffusers', so that only the shapes can be compared.
    """
    try:
        part = read_index(model.path).get("transformer")
        if not isinstance(part, list) or part[1] not in KINDS[found]:
            return False
        there: Counter[tuple[int, ...]] = Counter()
        for weights in sorted((model.path / "transformer").iterdir()):
            if weights.name.endswith(ENDINGS):
                there += _shapes(contents(weights))
    except TweenError:
        return False
    return _shapes(tensors) == there


def _shapes(tensors: dict[str, Any]) -> Counter[tuple[int, ...]]:
    return Counter(tuple(entry["shape"]) for name, entry in tensors.items() if _of_transformer(name))


def _of_transformer(name: str) -> bool:
    return not name.startswith(OTHER_PARTS) and not name.removeprefix(PREFIX).startswith(CONNECTORS)


def _expert(file: Path, base: Model) -> str:
    """The part that the file takes the place of. Of two experts, its name says which one it is."""
    if read_index(base.path).get(TRANSFORMERS[1]) in (None, [None, None]):
        return TRANSFORMERS[0]
    low, high = (re.search(f"(?<![a-z]){level}", file.stem.casefold()) for level in ("low", "high"))
    if bool(low) == bool(high):
        raise TweenError(
            f"{base.name} draws with two experts, and the name of {file} does not say which of them it is; "
            "put high_noise or low_noise into its name."
        )
    return TRANSFORMERS[bool(low)]


def _put_together(file: Path, model: Model, draft: Path, found: str, tensors: dict[str, Any]) -> None:
    base, index = model.path, read_index(model.path)
    parts = [name for name, entry in index.items() if isinstance(entry, list) and (base / name).is_dir()]
    drawing = _expert(file, model)
    made = {drawing: index[drawing][1]}
    packed = file.suffix.lower() == GGUF
    if found == "ltx" and not packed and any(name.startswith("vae.") for name in tensors):
        made["vae"] = "AutoencoderKLLTXVideo"
    there = [path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()]
    for path in wanted(there, [part for part in parts if part not in made]):
        if path == LOCK:
            continue
        target = draft / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(base / path, target)
    if packed:
        return _keep(file, base / drawing, draft / drawing, getattr(diffusers, made[drawing]))
    dtype = _dtype(file, tensors)
    for part, name in made.items():
        module = _read(file, base, part, getattr(diffusers, name), dtype)
        module.save_pretrained(draft / part, safe_serialization=True)


def _keep(file: Path, base: Path, part: Path, kind: Any) -> None:
    """A GGUF file as the weights of `part`, tried before it counts as whole."""
    part.mkdir(parents=True)
    shutil.copyfile(base / "config.json", part / "config.json")
    kept = part / f"{file.stem}{GGUF}"
    shutil.copyfile(file, kept)
    try:
        module, _ = from_gguf(kept, kind, torch.float32)
    except UNREADABLE as error:
        raise _unreadable(file, "transformer", error) from error
    if (name := broken(module)) is not None:
        raise TweenError(f"{file} holds broken numbers (NaN), first in {name}; get it again.")


def _unreadable(file: Path, part: str, error: Exception) -> TweenError:
    reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    return TweenError(f"The {part} in {file} cannot be read ({reason.rstrip('.')}).")


def _dtype(file: Path, tensors: dict[str, Any]) -> torch.dtype:
    """That of most of the weights."""
    dtypes = Counter(entry["dtype"] for name, entry in tensors.items() if _of_transformer(name))
    ((most, _),) = dtypes.most_common(1)
    if most not in DTYPES:
        raise TweenError(
            f"{file} is quantised ({most}), which Tweenboard does not read; use its unquantised edition, or "
            "a GGUF file of it."
        )
    return DTYPES[most]


def _read(file: Path, base: Path, part: str, model: Any, dtype: torch.dtype) -> Any:
    try:
        module: nn.Module = model.from_single_file(
            str(file), config=str(base), subfolder=part, torch_dtype=dtype, local_files_only=True
        )
    except UNREADABLE as error:
        raise _unreadable(file, part, error) from error
    missing = [name for name, weight in module.state_dict().items() if weight.is_meta]
    if missing:
        raise TweenError(f"The {part} in {file} lacks {len(missing)} weights, such as {missing[0]}.")
    return module
