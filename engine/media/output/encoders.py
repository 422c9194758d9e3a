"""Who encodes: FFmpeg's encoders, in software or on a graphics card, and how each is told how good to be.

A hardware encoder is believed only once it has encoded something: drivers are missing, too old or broken far
more often than an encoder's name in a list would tell. The trial runs in a process of its own, because a bad
driver takes its process down.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import TweenError
from engine.interpreter import module, root
from engine.media.output.formats import Format

BIT_RATES = (50_000, 800_000_000)
TRIAL_SECONDS = 30
X264_SPEEDS = (
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow",
)  # fmt: skip

X265_QUIET = (("x265-params", "log-level=error"),)


@dataclass(frozen=True, slots=True)
class Encoder:
    """`name` is FFmpeg's. `quality` is (best, worst, usual), or None where there is nothing to choose.

    `speeds` run from quick to thorough; `speed` is the usual one.
    """

    name: str
    codec: str
    maker: str = "software"
    quality: tuple[int, int, int] | None = None
    speeds: tuple[str, ...] = ()
    speed: str = ""
    options: tuple[tuple[str, str], ...] = ()
    pixels: str = ""
    """The pixel format it must be opened with where that is not the format's own; frames are repacked."""

    @property
    def hardware(self) -> bool:
        return self.maker != "software"


def _hardware(maker: str, *codecs: str) -> tuple[Encoder, ...]:
    names = {"h264": "h264", "h265": "hevc", "av1": "av1"}
    pixels = "nv12" if maker == "qsv" else ""
    return tuple(
        Encoder(f"{names[codec]}_{maker}", codec, maker, (1, 51, 20), pixels=pixels) for codec in codecs
    )


ENCODERS = (
    Encoder("libx264", "h264", "software", (0, 51, 18), X264_SPEEDS, "medium"),
    Encoder("libx265", "h265", "software", (0, 51, 18), X264_SPEEDS, "medium", X265_QUIET),
    Encoder("libsvtav1", "av1", "software", (1, 63, 22), tuple(map(str, range(13, -1, -1))), "8"),
    Encoder("prores_ks", "prores"),
    Encoder("ffv1", "ffv1"),
    Encoder("gif", "gif"),
    Encoder("libwebp_anim", "webp", "software", (0, 51, 0)),
    Encoder("png", "png"),
    *_hardware("nvenc", "h264", "h265", "av1"),
    *_hardware("videotoolbox", "h264", "h265"),
    *_hardware("qsv", "h264", "h265", "av1"),
    *_hardware("vaapi", "h264", "h265", "av1"),
    *_hardware("amf", "h264", "h265", "av1"),
)  # fmt: skip
MAKERS = tuple(dict.fromkeys(encoder.maker for encoder in ENCODERS))


def encoders_for(format: Format) -> tuple[Encoder, ...]:
    """All that could encode `format`, whether this machine has them or not; software first."""
    return tuple(encoder for encoder in ENCODERS if encoder.codec == format.codec)


def choose_encoder(format: Format, maker: str = "software") -> Encoder:
    """The encoder of `format` by `maker`, tried out if it is hardware. Raises `TweenError`."""
    if maker not in MAKERS:
        raise TweenError(f"There is no encoder “{maker}”; choose one of {', '.join(MAKERS)}.")
    found = next((encoder for encoder in encoders_for(format) if encoder.maker == maker), None)
    if found is None:
        raise TweenError(f"{format.title} is not encoded by {maker}; leave the encoder out.")
    if not present(found.name):
        raise TweenError(
            f"{format.title} needs the encoder {found.name}, which this build of FFmpeg lacks; "
            "choose another format or encoder."
        )
    if found.hardware and (reason := trial(found.name, found.pixels)):
        raise TweenError(
            f"The encoder {found.name} does not work on this machine ({reason}); leave the encoder out."
        )
    return found


def usable(format: Format) -> tuple[Encoder, ...]:
    """The encoders of `format` that work here. Takes seconds the first time where hardware is tried."""
    return tuple(encoder for encoder in encoders_for(format) if works(encoder))


def works(encoder: Encoder) -> bool:
    """Whether this FFmpeg has it, and if it is hardware, whether it has encoded something here."""
    return present(encoder.name) and not (encoder.hardware and trial(encoder.name, encoder.pixels))


def present(name: str) -> bool:
    """True when PyAV's FFmpeg has this encoder."""
    import av
    import av.codec.codec

    try:
        return av.Codec(name, "w").name == name
    except av.codec.codec.UnknownCodecError:
        return False


@lru_cache
def trial(name: str, pixels: str = "") -> str:
    """Encode a few frames in a child process: "" when they came out, else why not. Remembered in this run."""
    command = module("engine.media.output.encoder_trial", name, pixels or "yuv420p")
    try:
        done = subprocess.run(
            command,
            cwd=root(),
            capture_output=True,
            text=True,
            timeout=TRIAL_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return f"it hung for {TRIAL_SECONDS} s"
    except OSError as error:
        return f"it could not be tried: {error.strerror}"
    if done.returncode == 0:
        return ""
    if done.returncode < 0:
        return f"its driver crashed with signal {-done.returncode}"
    said = done.stdout.strip().splitlines()
    return said[-1] if done.returncode == 1 and said else "it failed"


def rate_options(encoder: Encoder, crf: int | None, bit_rate: int | None) -> dict[str, str]:
    """Options that ask for a quality or an average bit rate (bits a second). Raises `TweenError`.

    At most one is given; neither is the encoder's usual quality. 0 is the best quality, as x264 counts.
    """
    if crf is not None and bit_rate is not None:
        raise TweenError("A quality (CRF) and a bit rate were both given; give one of them.")
    if encoder.quality is None:
        if crf is not None or bit_rate is not None:
            raise TweenError(f"The encoder {encoder.name} has one quality only; leave CRF and bit rate out.")
        return {}
    best, worst, usual = encoder.quality
    if bit_rate is not None:
        low, high = BIT_RATES
        if encoder.codec == "webp":
            raise TweenError("WebP is written by quality; give a CRF instead of a bit rate.")
        if not low <= bit_rate <= high:
            raise TweenError(
                f"{bit_rate / 1e6:g} Mbit/s is out of reach; use {low / 1e6:g} to {high / 1e6:g} Mbit/s."
            )
        return _bit_rate_options(encoder, bit_rate)
    if crf is not None and not best <= crf <= worst:
        raise TweenError(
            f"A quality (CRF) of {crf} is out of reach of {encoder.name}; use {best} (best) to {worst}."
        )
    return _quality_options(encoder, usual if crf is None else crf)


def _bit_rate_options(encoder: Encoder, bit_rate: int) -> dict[str, str]:
    options = {"b": str(bit_rate)}
    if encoder.name == "libsvtav1":
        return options  # its own rate control; it refuses a maximum beside an average
    return options | {"maxrate": str(bit_rate * 3 // 2), "bufsize": str(bit_rate * 2)}


def _quality_options(encoder: Encoder, crf: int) -> dict[str, str]:
    if encoder.maker == "nvenc":
        return {"rc": "vbr", "cq": str(crf), "b": "0"}
    if encoder.maker == "qsv":
        return {"global_quality": str(crf)}
    if encoder.maker == "videotoolbox":  # 100 is best there; FFmpeg counts quality in lambdas of 118
        return {"flags": "+qscale", "global_quality": str(round((51 - crf) / 51 * 100) * 118)}
    if encoder.maker == "vaapi":
        return {"qp": str(crf)}
    if encoder.maker == "amf":
        return {"rc": "cqp", "qp_i": str(crf), "qp_p": str(crf)}
    if encoder.codec == "webp":
        return {"lossless": "1"} if crf == 0 else {"quality": str(round((51 - crf) / 51 * 100))}
    return {"crf": str(crf)}


def speed_options(encoder: Encoder, speed: str) -> dict[str, str]:
    """The option for how much trouble to take, the encoder's usual when "". Raises `TweenError`."""
    if speed and speed not in encoder.speeds:
        if not encoder.speeds:
            raise TweenError(f"The encoder {encoder.name} has one speed only; leave the speed out.")
        raise TweenError(f"{encoder.name} has no speed “{speed}”; choose one of {', '.join(encoder.speeds)}.")
    return {"preset": speed or encoder.speed} if encoder.speeds else {}
