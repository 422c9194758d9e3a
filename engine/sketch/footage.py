"""Clips to train on: pools of drawn scenes, and real footage as a share of texture."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, random_scene

#: Where real clips for training and measuring may lie; none of them is needed, and none is kept in the
#: repository.
MEDIA = Path(os.environ.get("TWEENBOARD_MEDIA", Path(__file__).resolve().parents[3] / "shared" / "media"))


def scene_pool(
    seed: int | tuple[int, ...], clips: int, frames: int, size: tuple[int, int], fps: float = NATIVE_FPS
) -> np.ndarray:
    """Drawn clips, uint8 [clips, frames, height, width, 3]; the same seed draws the same pool."""
    rng = np.random.default_rng(seed)
    return np.stack([render(random_scene(rng, size, frames / fps), frames, fps) for _ in range(clips)])


def real_clips(width: int, height: int, most_frames: int = 48, folder: Path = MEDIA) -> dict[str, np.ndarray]:
    """Every readable clip of a folder, scaled to cover width × height and cropped: name -> uint8 [frames, h,
    w, 3].

    Clips shorter than 9 frames are left out, and so are files that cannot be decoded: this is only training
    matter.
    """
    found: dict[str, np.ndarray] = {}
    names = sorted(
        p for p in folder.glob("*") if p.suffix.lower() in {".mp4", ".mov", ".webm", ".avi", ".mkv"}
    )
    for path in names:
        frames = _read(path, width, height, most_frames)
        if frames is not None and len(frames) >= 9:
            found[path.name] = frames
    return found


def _read(path: Path, width: int, height: int, most: int) -> np.ndarray | None:
    import av  # not needed where there is no real footage

    pictures = []
    try:
        with av.open(str(path)) as container:
            for frame in container.decode(video=0):
                scale = max(width / frame.width, height / frame.height)
                wide, high = round(frame.width * scale), round(frame.height * scale)
                rgb = frame.to_ndarray(format="rgb24", width=max(wide, width), height=max(high, height))
                top, left = (rgb.shape[0] - height) // 2, (rgb.shape[1] - width) // 2
                pictures.append(rgb[top : top + height, left : left + width])
                if len(pictures) == most:
                    break
    except (av.FFmpegError, IndexError, ValueError, MemoryError):
        return None
    return np.stack(pictures) if pictures else None
