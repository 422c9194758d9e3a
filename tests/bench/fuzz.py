"""Opens thousands of damaged media files; none may crash the program, hang it, or take over 1 GiB.

    python tests/bench/fuzz.py [FOLDER…] [--count N] [--seed N] [--jobs N]

Bits, bytes and numbers are changed, files cut, ranges removed, repeated and blanked, boxes swapped, doubled,
dropped and resized, from the real clips in the folders (the shared corpus when none is named). Each file is
opened in a process of its own and its first, middle and last frame, thumbnails and some sound are read.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude

from tests.media.fuzzing import Tally, fuzz, sources

REPO = Path(__file__).resolve().parents[2]
REPORT_EVERY = 500


def corpus() -> Path:
    return Path(os.environ.get("TWEENBOARD_MEDIA") or REPO.parent / "shared" / "media")


def line(tally: Tally) -> str:
    kinds = ("opened", "refused", "crashed", "hung", "too large")
    return ", ".join(f"{tally.counts[kind]} {kind}" for kind in kinds)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    files = sources(options.folders or [corpus()])
    if not files:
        sys.exit("fuzz: no clips to damage; name a folder that holds some.")
    tally, began = Tally(), time.monotonic()
    for done, tally in enumerate(fuzz(files, options.seed, options.count, options.jobs), 1):
        for text in tally.bad:
            print(text, flush=True)
        tally.bad.clear()
        if done % REPORT_EVERY == 0:
            print(f"{done}: {line(tally)}", flush=True)
    print(f"{line(tally)}; from {len(files)} files, in {time.monotonic() - began:.0f} s;", end=" ")
    print(f"most {tally.slowest:.1f} s and {tally.largest >> 20} MiB")
    bad = tally.counts.total() - tally.counts["opened"] - tally.counts["refused"]
    conclude("fuzz", f"{bad} crashes or hangs", f"{options.count} damaged files", float(bad), 0)


if __name__ == "__main__":
    main()
