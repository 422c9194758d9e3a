"""The finished film as a folder of PNG pictures, one a frame, numbered from 0."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av.video.frame import VideoFrame

from engine.errors import TweenError
from engine.media.output.coded import FrameCoder
from engine.media.output.label import Label
from engine.media.output.settings import Settings, make_plan
from engine.media.output.writer import check_picture
from engine.media.safe_file import PART, write_error
from engine.media.safety import display_name

if TYPE_CHECKING:
    from av.packet import Packet

PICTURE = re.compile(r".*_\d{6,}\.png")
UNSIGNED, UNFINISHED = ".unsigned", ".unfinished"
"""A picture that is being signed, and what it will be."""


class PictureFolder:
    """Writes `path`/NAME_000000.png and so on. The folder appears under its name once it is complete.

    An existing folder is replaced only when `overwrite`, and only if it holds nothing but such pictures.
    Otherwise as `FilmWriter`. It belongs to one thread.
    """

    audio_rate = None

    def __init__(
        self, path: str | Path, size: tuple[int, int], rate: Fraction, settings: Settings | None = None,
        overwrite: bool = False, alpha: bool = False, label: Label | None = None,
    ) -> None:  # fmt: skip
        self.path = Path(path).absolute()
        self.plan = make_plan(path, settings or Settings(format="png"), size, alpha)
        check_picture(path, self.plan.size, rate)
        self.size, self.rate, self.overwrite = self.plan.size, rate, overwrite
        self.coder = FrameCoder(self.plan)
        self._label = label or Label()
        self.notes: list[str] = [*self._label.notes]
        self.frames = 0
        self._check_place()
        try:
            self._folder = Path(tempfile.mkdtemp(PART, f".{self.path.name[:40]}-", self.path.parent))
            self._folder.chmod(0o777 & ~_mask())
        except OSError as error:
            raise write_error(path, error) from None
        self._written = 0
        self._encoder: Any = None

    def write(self, picture: np.ndarray) -> None:
        """Append one frame, `[H, W, 3]` uint8 RGB, or `[H, W, 4]` with straight alpha."""
        self.write_frame(self.coder.from_array(picture))

    def write_frame(self, frame: VideoFrame) -> None:
        """Append a frame that is as `coder` makes them. Its timestamp is overwritten."""
        if self._encoder is None:
            self._encoder = self._new_encoder()
        frame.pts, frame.time_base = self.frames, 1 / self.rate
        self._save(self._encoder.encode(frame))
        self.frames += 1

    def _new_encoder(self) -> Any:
        encoder: Any = av.CodecContext.create("png", "w")
        encoder.width, encoder.height = self.plan.coded
        encoder.pix_fmt, encoder.time_base = self.plan.pixel_format, 1 / self.rate
        encoder.thread_type, encoder.thread_count = "AUTO", self.plan.threads
        return encoder

    def _save(self, packets: Iterable[Packet]) -> None:
        for packet in packets:
            name = f"{self.path.name}_{self._written:06d}.png"
            try:
                self._write(name, bytes(packet))
            except OSError as error:
                raise write_error(self.path, error) from None
            self._written += 1

    def _write(self, name: str, data: bytes) -> None:
        """A picture has its name when it is signed: those that a crash leaves are."""
        if self._label.sign is None:
            (self._folder / name).write_bytes(data)
            return
        plain, signed = self._folder / UNSIGNED, self._folder / UNFINISHED
        plain.write_bytes(data)
        self._label.sign(plain, signed, name, self._written)
        signed.replace(self._folder / name)
        plain.unlink()

    def _check_place(self) -> None:
        if not os.path.lexists(self.path):
            return
        name = display_name(self.path)
        if not self.overwrite:
            raise TweenError(f"{name} already exists and was left as it is; choose another name.")
        if not self.path.is_dir() or not all(PICTURE.fullmatch(entry.name) for entry in self.path.iterdir()):
            raise TweenError(f"{name} holds other files than exported pictures; choose another folder.")

    def _finish(self) -> None:
        if not self.frames:
            raise TweenError(f"{display_name(self.path)} was not written: there are no frames in it.")
        self._save(self._encoder.encode(None))
        if self._written != self.frames:
            raise TweenError(f"{display_name(self.path)} could not be written completely; check the disk.")
        self._check_place()
        try:
            if self.path.exists():
                old = self._folder.with_suffix(".old")
                self.path.rename(old)
                self._folder.rename(self.path)
                shutil.rmtree(old)
            else:
                self._folder.rename(self.path)
        except OSError as error:
            raise write_error(self.path, error) from None

    def __enter__(self) -> PictureFolder:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)  # gone already when it got its name


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
