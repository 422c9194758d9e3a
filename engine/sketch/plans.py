"""What each stage of the school is told: its settings, their defaults for a CPU, and presets for one GPU.

The presets' numbers rest on measurement and estimate. Measured on one core: clips for the transformer (9 to
49 frames of up to 224×128) are drawn at 38 clips/s (860 frames/s), those of half size at 160 clips/s, the
autoencoder's 17-frame clips at 43 clips/s; so 15 cores draw about 560, 2,400 and 650 clips/s. A batch of 16
crops with 4 new clips takes 94 ms, with 8 therefore some 190 ms, so 14 renderers make about 75 batches/s. A
lesson of 32,768 cells (137 clips at the mean; words, caps and latents from a small pool) takes 18 ms, so 6
feeders make over 300 lessons/s, less where the pool is large and its pages are far apart. What the card
takes is an estimate, not yet measured: about 20 to 30 steps/s of either kind. Two minutes of latents make up
to 60,000 clips, 6 GB, which stay in the page cache, shared by all feeders.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from engine.errors import TweenError

Plan = TypeVar("Plan")


@dataclass(frozen=True)
class CropPlan:
    """Crops of clips, and how the autoencoder learns from them.

    minutes bounds the wall clock of all calls together. fresh clips replace others of the pool after every
    batch. With renderers, so many processes draw and cut crops ahead; with 0 this one does. average is the
    most that the averaged weights keep of themselves at a step.
    """

    minutes: float = 30.0
    batch: int = 4
    frames: int = 9
    crop: int = 96
    rate: float = 1.2e-3
    real_share: float = 0.25
    clips: int = 500
    fresh: int = 0
    renderers: int = 0
    seed: int = 1
    save_every: float = 120.0
    average: float = 0.998
    compiled: bool = False
    channels_last: bool = False


@dataclass(frozen=True)
class VaePlan:
    """What the linear codec is fitted on: `scenes` clips of each shape, and real footage for a share of all.

    On `samples` clips of each shape the network's last layers are fitted.
    """

    scenes: int = 160
    samples: int = 20
    real_share: float = 0.25
    seed: int = 1


@dataclass(frozen=True)
class DecoderPlan(CropPlan):
    """The decoder alone. noise is the most that is added to a normalised latent; edges is how much more a
    pixel on a sharp edge counts than one in a flat area."""

    minutes: float = 20.0
    rate: float = 5e-4
    seed: int = 5
    noise: float = 0.1
    edges: float = 4.0


@dataclass(frozen=True)
class PoolPlan:
    """What to encode. half draws pictures of half the working size, cheap to learn layout and words from.

    minutes bounds the wall clock of one call. renderers draw ahead, as in CropPlan; what they draw does not
    depend on their number. encode is how many clips of one shape are encoded at once. wandering is the share
    of scenes that are not settled (`world.settled`). With `book` the picture book is encoded, too.
    """

    shards: int = 60
    clips: int = 64
    half: bool = False
    seed: int = 10
    minutes: float = float("inf")
    renderers: int = 0
    encode: int = 1
    wandering: float = 0.25
    book: bool = True


@dataclass(frozen=True)
class TransformerPlan:
    """One training run.

    minutes bounds the wall clock of all calls together. half_share of the batches are of half size until
    `half_until` of it is spent, `stills` of all batches are one or two latents long, and `references` of them
    show a picture of the subject, that of the picture book in a share `book_share`. With feeders, so many
    processes put batches together ahead; with 0 this one does.
    """

    minutes: float = 60.0
    tokens: int = 1200
    rate: float = 1.5e-3
    half_share: float = 0.3
    half_until: float = 0.6
    stills: float = 0.65
    drop_prompt: float = 0.1
    references: float = 0.3
    book_share: float = 0.6
    subject_weight: float = 2.0
    seed: int = 3
    save_every: float = 240.0
    feeders: int = 0
    average: float = 0.998
    compiled: bool = False


_CROPS = {
    "batch": 16, "frames": 17, "crop": 128, "clips": 750, "fresh": 8, "renderers": 14, "save_every": 60.0,
    "average": 0.999, "compiled": True, "channels_last": True,
}  # fmt: skip
#: `cpu`: one quiet core with AVX-512 bfloat16 and a C++ compiler. There compiled steps of 2,400 cells take
#: 1.1 s instead of 1.4 s, after a minute of compiling. Shapes and motion are learned from fewer stills.
#: `h100`: one H100 or H200 with 16 cores: 22 minutes in all, see README.md.
PRESETS: dict[str, dict[type, dict[str, Any]]] = {
    "h100": {
        PoolPlan: {"shards": 8000, "clips": 32, "minutes": 2.0, "renderers": 15, "encode": 16},
        TransformerPlan: {
            "minutes": 14.5, "tokens": 32_768, "half_share": 0.25, "half_until": 0.5, "stills": 0.3,
            "save_every": 60.0, "feeders": 6, "average": 0.9995, "compiled": True,
        },
        DecoderPlan: {**_CROPS, "minutes": 3.0},
    },
    "cpu": {
        TransformerPlan: {
            "tokens": 2400, "half_share": 0.15, "stills": 0.45, "subject_weight": 4.0, "average": 0.999,
            "compiled": True,
        },
    },
}  # fmt: skip


def read(kind: type[Plan], words: list[str]) -> Plan:
    """A plan from name=value words; the fields' defaults say their types. preset=NAME sets many, and other
    words overrule it wherever they stand. TweenError for an unknown name or a value of the wrong type."""
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    given: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name == "preset":
            if value not in PRESETS:
                raise TweenError(f"There is no preset called {value}; there is {', '.join(PRESETS)}.")
            values |= PRESETS[value].get(kind, {})
        elif name in known:
            given[name] = _typed(name, value, known[name].default)
        else:
            raise TweenError(f"{kind.__name__} has no setting called {name}; it has {', '.join(known)}.")
    return kind(**values | given)


def _typed(name: str, value: str, default: Any) -> Any:
    if isinstance(default, bool):
        if value not in ("true", "false"):
            raise TweenError(f"{name} is true or false, not {value}.")
        return value == "true"
    try:
        return type(default)(value)
    except ValueError as error:
        raise TweenError(f"{name} is a number like {default}, not {value}.") from error
