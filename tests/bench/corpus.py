"""Every clip of a folder, opened and held against FFmpeg's own tools: right, refused or wrong.

    python tests/bench/corpus.py FOLDER [--jobs N]

Each file is opened in a process of its own, limited to 10 s of processor time and 1 GiB. Right means: frame
count, timestamps, size as shown, colours of three frames, and length and place of the sound agree with
ffprobe and ffmpeg. Refused means: one sentence says why. The goal is that nothing is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude

from tests.media.judging import judge
from tests.media.truth import available

NOT_MEDIA = {".tsv", ".md", ".txt", ".json", ".py"}


def files(folder: Path) -> list[str]:
    """Every regular file below, but for the notes that lie beside clips."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in NOT_MEDIA)
    return sorted(str(path) for path in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    paths = files(options.folder)
    if not paths:
        sys.exit(f"corpus: no clips in {options.folder}.")
    if not available():
        print("missing peer: ffmpeg and ffprobe; files are only opened, not compared.")
    counts = {"right": 0, "refused": 0, "wrong": 0}
    slowest = largest = 0.0
    for verdict in judge(paths, options.jobs):
        counts[verdict.state] += 1
        slowest, largest = max(slowest, verdict.seconds), max(largest, verdict.bytes / (1 << 20))
        print(f"{verdict.state:8}{verdict.name:56} {verdict.seconds:5.2f} s  {verdict.why}", flush=True)
    print(", ".join(f"{count} {state}" for state, count in counts.items()), end=f" of {len(paths)}; ")
    print(f"most {slowest:.1f} s and {largest:.0f} MiB")
    wrong = counts["wrong"]
    conclude("corpus", f"{wrong} wrong", f"{len(paths)} files by ffprobe", float(wrong), 0)


if __name__ == "__main__":
    main()
