"""What each kind of checkpoint was trained for, where its folder does not say: no torch, no weights.

A tweenboard.json in the folder may say otherwise, entry by entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import TweenError
from engine.families.capabilities import Capabilities, capabilities
from engine.families.catalog import read_index, read_notes

LTX: dict[str, Any] = {
    "native_fps": 25.0,
    "native_size": (704, 512),
    "longest_window": 161,
    "steps": 30,
    "guidance": 3.0,
    # Decoders of 0.9.1 and on finish the denoising themselves, from the noise level that the authors advise.
    "decode_timestep": 0.05,
    "decode_noise": 0.025,
}
LTX2: dict[str, Any] = {
    "native_fps": 24.0,
    "native_size": (768, 512),
    "longest_window": 121,
    "steps": 30,
    "guidance": 4.0,
    "decode_timestep": 0.0,
    "decode_noise": 0.0,
}
WAN: dict[str, Any] = {
    "native_fps": 16.0,
    "native_size": (832, 480),
    "longest_window": 81,
    "steps": 40,
    "guidance": 5.0,
}
TI2V = WAN | {"native_fps": 24.0, "native_size": (1280, 704), "longest_window": 121}
TWO_EXPERTS = WAN | {"guidance": 4.0, "shift": 12.0}
SKYREELS: dict[str, Any] = {
    "native_fps": 24.0,
    "native_size": (960, 544),
    "longest_window": 97,
    "steps": 30,
    "guidance": 6.0,
}
#: The steps that the distilled checkpoints were taught, from the authors' own configurations (of 0.9.8).
LTX_TAUGHT = (1.0, 0.9937, 0.9875, 0.9812, 0.975, 0.9094, 0.725, 0.0)
LTX2_TAUGHT = (1.0, 0.99375, 0.9875, 0.98125, 0.975, 0.909375, 0.725, 0.421875, 0.0)
_TAUGHT = {"ltx": LTX_TAUGHT, "ltx2": LTX2_TAUGHT}


def defaults(able: Capabilities, index: Mapping[str, Any]) -> dict[str, Any]:
    """Of a model of this kind, whose model_index.json is `index`."""
    wan = TI2V if index.get("expand_timesteps") else WAN
    if index.get("transformer_2") not in (None, [None, None]):
        wan = TWO_EXPERTS
    found = dict({"ltx": LTX, "ltx2": LTX2, "skyreels": SKYREELS}.get(able.family, wan))
    if able.distilled and able.family in _TAUGHT:
        taught = _TAUGHT[able.family]
        found |= {"steps": len(taught) - 1, "sigmas": taught}
    return found


@dataclass(frozen=True, slots=True)
class Native:
    """How a model draws unless a card says otherwise. `size` is (width, height)."""

    size: tuple[int, int]
    window: int
    steps: int
    guidance: float


def native(folder: Path, frame_stride: int) -> Native:
    """Of a checkpoint folder. Raises `TweenError` for one that Tweenboard cannot draw with."""
    index, notes = read_index(folder), read_notes(folder)
    able = capabilities(index, notes, folder.name)
    if able is None:
        raise TweenError(f"The model in {folder} is of a kind that Tweenboard cannot draw with.")
    options = defaults(able, index) | notes
    try:
        width, height = (int(side) for side in options["native_size"])
        return Native(
            (width, height),
            longest(options, frame_stride),
            int(options["steps"]),
            1.0 if able.distilled else float(options["guidance"]),
        )
    except (TypeError, ValueError) as error:
        raise TweenError(f"{folder / 'tweenboard.json'} holds a value of the wrong kind.") from error


def longest(options: Mapping[str, Any], frame_stride: int) -> int:
    """The longest window that follows the frame rule, in pixel frames."""
    return max(1, int(options["longest_window"]) - 1) // frame_stride * frame_stride + 1
