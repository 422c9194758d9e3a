"""Opens damaged files as the editor would, and tells how it ended."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import TweenError
from engine.media.audio import AudioReader
from engine.media.open import open_reader
from engine.media.probe import probe
from engine.media.thumbnails import thumbnails
from tests.media.mutating import mutate
from tests.media.sandbox import GIB, run

LARGEST = 400_000
LONGEST = 2000
"""Originals of more bytes or frames are passed over: a damaged one takes long to decode by its nature."""
SECONDS = 10.0


@dataclass
class Tally:
    """How many files ended how. `bad` holds a line for each that is not as it should be."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0


def sources(folders: Sequence[Path]) -> list[Path]:
    """Files worth damaging, in a fixed order."""
    found = (p for folder in folders for p in folder.rglob("*") if p.is_file() and p.suffix != ".tsv")
    return sorted(p for p in found if 0 < p.stat().st_size <= LARGEST and _short(p))


def _short(path: Path) -> bool:
    try:
        return probe(path).frames <= LONGEST
    except TweenError:
        return True


def items(files: Sequence[Path], first: int, count: int) -> list[str]:
    """`count` damaged files as text: a seed, the original, and one to splice in."""
    return [
        f"{seed}\n{files[seed % len(files)]}\n{files[seed * 7919 % len(files)]}"
        for seed in range(first, first + count)
    ]


def try_to_open(item: str) -> str:
    """`opened` or `refused`; else what was raised that should not have been."""
    seed, source, other = item.split("\n")
    original = Path(source)
    data = mutate(original.read_bytes(), int(seed), Path(other).read_bytes())
    with tempfile.TemporaryDirectory(prefix="tweenboard-") as folder:
        path = Path(folder, f"damaged{original.suffix}")
        path.write_bytes(data)
        try:
            _read(path)
        except TweenError as error:
            text = str(error)
            return "refused" if text.endswith(".") and "\n" not in text else f"no sentence: {text}"
        except Exception as error:  # noqa: BLE001 - anything else is what fuzzing looks for
            return f"raised {type(error).__name__}: {error}"
    return "opened"


def _read(path: Path) -> None:
    """First, middle and last frame, two thumbnails, some sound from three places."""
    info = probe(path)
    if info.kind != "audio":
        with open_reader(path) as reader:
            for i in sorted({0, reader.frames // 2, reader.frames - 1}):
                assert reader.frame(i).shape == (info.height, info.width, 3)
        for _ in thumbnails(path, [0, info.frames - 1], 40):
            pass
    if info.audio is not None:
        with AudioReader(path) as sound:
            for second in (0, int(info.audio.duration / 2), int(info.audio.duration)):
                sound.read(second * sound.rate, sound.rate // 4)


def fuzz(files: Sequence[Path], first: int, count: int, jobs: int) -> Iterator[Tally]:
    """The tally so far, after every file."""
    tally = Tally()
    for outcome in run(try_to_open, items(files, first, count), SECONDS, jobs):
        seed, source, _ = outcome.path.split("\n")
        ended = outcome.value if outcome.state == "done" else outcome.state
        kind = ended if ended in ("opened", "refused", "hung") else "crashed"
        if outcome.bytes > GIB:
            kind = "too large"
        tally.counts[kind] += 1
        tally.slowest = max(tally.slowest, outcome.seconds)
        tally.largest = max(tally.largest, outcome.bytes)
        if kind not in ("opened", "refused"):
            told = f"{ended} ({outcome.value}), {outcome.bytes >> 20} MiB"
            tally.bad.append(f"seed {seed} of {Path(source).name}: {kind}, {told}")
        yield tally
