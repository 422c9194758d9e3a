"""A loaded checkpoint's Spec, from its configs, its capabilities and its own tweenboard.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import TweenError
from engine.families.capabilities import Capabilities, capabilities
from engine.families.checkpoint import Checkpoint
from engine.families.defaults import longest
from engine.families.family import Spec


def able(checkpoint: Checkpoint) -> Capabilities:
    """What a checkpoint of a known pipeline can do."""
    found = capabilities(checkpoint.index, checkpoint.notes, checkpoint.folder.name)
    if found is None:
        raise TweenError(f"The model in {checkpoint.folder} is of a kind that Tweenboard cannot draw with.")
    return found


def spec(
    checkpoint: Checkpoint,
    options: Mapping[str, Any],
    *,
    frame_stride: int,
    space_stride: int,
    patch: int,
    channels: int,
) -> Spec:
    """`options` are the family's defaults with the folder's tweenboard.json over them. Raises `TweenError`
    for a value there that is of the wrong kind."""
    known = able(checkpoint)
    try:
        width, height = (int(side) for side in options["native_size"])
        return Spec(
            family=known.family,
            name=str(options.get("name", checkpoint.folder.name)),
            frame_stride=frame_stride,
            space_stride=space_stride,
            patch=patch,
            channels=channels,
            native_fps=float(options["native_fps"]),
            native_size=(width, height),
            longest_window=longest(options, frame_stride),
            sigma=known.sigma,
            default_steps=int(options["steps"]),
            default_guidance=1.0 if known.distilled else float(options["guidance"]),
            native_mask=known.native_mask,
            references=known.references,
            distilled=known.distilled,
            lora=known.lora,
            caches=known.caches,
            notes=known.notes,
            cfg_zero=bool(options.get("cfg_zero", False)),
            rescale=min(max(float(options.get("rescale", 0)), 0.0), 1.0),
        )
    except (TypeError, ValueError) as error:
        raise TweenError(
            f"{checkpoint.folder / 'tweenboard.json'} holds a value of the wrong kind."
        ) from error


def require_fit(checkpoint: Checkpoint, fits: bool) -> None:
    """Refuse a folder put together from parts of different models."""
    if not fits:
        raise TweenError(
            f"The transformer and the VAE of the model in {checkpoint.folder} do not fit together."
        )
