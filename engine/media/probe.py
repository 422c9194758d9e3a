"""What a file is, without decoding more of it than needed.

Importing this module does not import av; calling `probe` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

Kind = Literal["video", "image", "audio"]


@dataclass(frozen=True)
class AudioInfo:
    """A file's first sound track: samples a second, channels, length in seconds."""

    rate: int
    channels: int
    duration: Fraction

    def to_json(self) -> dict[str, Any]:
        return {"rate": self.rate, "channels": self.channels, "duration": round(float(self.duration), 6)}


@dataclass(frozen=True)
class MediaInfo:
    """A file as the editor sees it.

    frames    how many frames can be decoded, counted; 1 for an image, 0 for sound alone width     as shown,
    pixels: rotation and pixel aspect applied; 0 for sound alone, as is `height` rate      frames a second.
    A video's nominal constant rate: when `constant` is False its frames do not keep to
              it and must be picked by timestamp (`reader.frame_at_rate`). 1 for stills and for sound alone
    duration  seconds, from the first frame to the end of the last; 1 frame at rate 1 for stills
    notes     one sentence for each thing that was done to, or guessed about, the file
    """

    path: str
    kind: Kind
    frames: int
    width: int
    height: int
    rate: Fraction
    duration: Fraction
    audio: AudioInfo | None = None
    notes: tuple[str, ...] = ()
    constant: bool = True
    alpha: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "frames": self.frames,
            "width": self.width,
            "height": self.height,
            "rate": f"{self.rate.numerator}/{self.rate.denominator}",
            "duration": round(float(self.duration), 6),
            "audio": self.audio.to_json() if self.audio else None,
            "notes": list(self.notes),
            "constant": self.constant,
            "alpha": self.alpha,
        }


def probe(path: str | Path) -> MediaInfo:
    """Look into a video, picture or sound file.

    Raises `TweenError`, one sentence, for anything that is not one or cannot be decoded.
    """
    from engine.media import images, safety

    real = safety.check_file(path)
    if images.is_image(real):
        return images.probe_image(real)
    from engine.media.scan import scan

    return scan(real).info
