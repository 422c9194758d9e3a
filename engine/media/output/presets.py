"""Settings for the usual places a film goes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from engine.errors import TweenError
from engine.media.output.formats import BY_NAME, Format
from engine.media.output.settings import Settings


@dataclass(frozen=True, slots=True)
class Preset:
    """`shape` (width, height) is a frame to fill or fit; `within` (longer side, shorter side) only shrinks.

    `suffix` is the ending of the file that the preset is meant for.
    """

    name: str
    title: str
    settings: Settings
    shape: tuple[int, int] | None = None
    within: tuple[int, int] | None = None

    @property
    def format(self) -> Format:
        return BY_NAME[self.settings.format]

    def settings_for(self, film: tuple[int, int]) -> Settings:
        """The settings for a film of this size (width, height)."""
        size = self.shape or (_shrunk(film, self.within) if self.within else None)
        return replace(self.settings, size=size if size != film else None)


PRESETS = (
    Preset("youtube", "YouTube", Settings("h264", crf=16, speed="slow", audio_bit_rate=384_000)),
    Preset(
        "instagram-reel", "Instagram Reel, TikTok, Shorts (9:16)",
        Settings("h264", crf=19, audio_bit_rate=256_000, fill=True), shape=(1080, 1920),
    ),
    Preset(
        "instagram-square", "Instagram post (1:1)",
        Settings("h264", crf=19, audio_bit_rate=256_000, fill=True), shape=(1080, 1080),
    ),
    Preset("x", "X", Settings("h264", crf=20, audio_bit_rate=128_000), within=(1920, 1080)),
    Preset(
        "mail", "Small, for mail",
        Settings("h264", crf=28, speed="slow", audio_bit_rate=96_000), within=(854, 480),
    ),
    Preset(
        "small", "Small, for new devices (AV1)", Settings("av1", crf=34, speed="6", audio_bit_rate=128_000)
    ),
    Preset("edit", "Further editing (ProRes 422 HQ)", Settings("prores")),
    Preset("archive", "Archive, lossless (FFV1)", Settings("ffv1")),
    Preset("loop", "Loop for a web page (WebP)", Settings("webp", crf=12), within=(960, 540)),
)  # fmt: skip


def preset(name: str) -> Preset:
    """Raises `TweenError` for a name that none has."""
    found = next((one for one in PRESETS if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in PRESETS)
        raise TweenError(f"There is no preset “{name}”; choose one of {names}.")
    return found


def _shrunk(film: tuple[int, int], within: tuple[int, int]) -> tuple[int, int]:
    """The film's shape inside `within`, turned as the film is; even sides, never larger than the film."""
    box = within if film[0] >= film[1] else within[::-1]
    scale = min(Fraction(1), Fraction(box[0], film[0]), Fraction(box[1], film[1]))
    if scale == 1:
        return film
    return max(2, 2 * round(film[0] * scale / 2)), max(2, 2 * round(film[1] * scale / 2))
