"""How a film is to be written, as a person says it, and what comes of it: format, encoder, options."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.errors import TweenError
from engine.media.output.encoders import Encoder, choose_encoder, rate_options, speed_options
from engine.media.output.formats import Format, choose_format
from engine.media.safety import display_name

AUDIO_BIT_RATES = (32_000, 512_000)
MAX_SIDE = {"h264": 16_384, "h265": 8_192, "av1": 16_384, "prores": 16_384, "webp": 16_383, "gif": 16_384}
MIN_SIDE = {"h264": 2, "h265": 16, "av1": 64, "prores": 2}
NO_PICTURE = Encoder("", "")


@dataclass(frozen=True, slots=True)
class Settings:
    """A wish. "" and None leave it to the format: `format` to the file's ending, `encoder` to software.

    `crf` is the quality as x264 counts it (0 best), `bit_rate` the picture's bits a second instead of it.
    `speed` is the encoder's own preset. `size` (width, height) is the picture's, the film's own when None;
    where its shape is another one, bars are added, or with `fill` what does not fit is cut off evenly.
    `threads` 0 uses every core.
    """

    format: str = ""
    encoder: str = "software"
    crf: int | None = None
    bit_rate: int | None = None
    speed: str = ""
    size: tuple[int, int] | None = None
    fill: bool = False
    sound: bool = True
    audio_bit_rate: int = 192_000
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """`Settings` for one file, checked: everything an encoder and a muxer are told. `size` is as coded."""

    format: Format
    encoder: Encoder
    muxer: str
    options: dict[str, str]
    size: tuple[int, int]
    coded: tuple[int, int]
    pixel_format: str
    sound: str
    audio_bit_rate: int
    threads: int

    @property
    def notes(self) -> tuple[str, ...]:
        if self.coded == self.size:
            return ()
        (w, h), (to_w, to_h) = self.size, self.coded
        return (f"{self.format.title} needs even sizes: {w} × {h} was padded to {to_w} × {to_h}.",)


def make_plan(path: str | Path, settings: Settings, size: tuple[int, int], alpha: bool = False) -> Plan:
    """What `settings` mean for the file `path` of a film of `size`; `alpha` where its pictures have it.

    Raises `TweenError` for a wish that cannot be met.
    """
    path = Path(path)
    format = choose_format(path, settings.format)
    low, high = AUDIO_BIT_RATES
    if not low <= settings.audio_bit_rate <= high:
        raise TweenError(f"Sound of {settings.audio_bit_rate} bit/s is out of reach; use {low} to {high}.")
    muxer = format.muxer(path.suffix)
    if muxer is None:  # `choose_format` refuses it
        raise AssertionError(path)
    if not format.codec:
        return Plan(format, NO_PICTURE, muxer, {}, size, size, "", format.sound, settings.audio_bit_rate, 0)
    encoder = choose_encoder(format, settings.encoder)
    # Matroska does not say where AAC's sound begins: it would come 1024 samples late.
    sound = "flac" if muxer == "matroska" and format.sound else format.sound
    options = dict(format.options) | dict(encoder.options)
    options |= rate_options(encoder, settings.crf, settings.bit_rate)
    options |= speed_options(encoder, settings.speed)
    width, height = settings.size or size
    coded = tuple(-(-side // m) * m for side, m in zip((width, height), format.multiple, strict=True))
    _check_size(path, format, (width, height))
    pixels = format.alpha_format if alpha and format.alpha_format else format.pixel_format
    return Plan(
        format, encoder, muxer, options, (width, height), (coded[0], coded[1]), pixels, sound,
        settings.audio_bit_rate, settings.threads,
    )  # fmt: skip


def _check_size(path: Path, format: Format, size: tuple[int, int]) -> None:
    low, high = MIN_SIDE.get(format.codec, 1), MAX_SIDE.get(format.codec, 16_384)
    if not all(low <= side <= high for side in size):
        raise TweenError(
            f"{display_name(path)} cannot be {size[0]} × {size[1]}: "
            f"{format.title} takes sides of {low} to {high} pixels."
        )
