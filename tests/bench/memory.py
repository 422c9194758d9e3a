"""Peak memory of a process that opens, plays, scrubs and makes thumbnails of an hour of 4K.

    python tests/bench/memory.py [FOOTAGE] [--minutes N]

The hour is one group of pictures whose packets are copied: seconds to make, and a few hundred MB in a
temporary folder. The first row is the process before it opens anything; a later run finds the index made.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table
from footage import SIZES, make, repeat

LIMIT_MB = 400
GOP = 250

WORK = """
import json, random, sys, time
from pathlib import Path
import av, numpy
from engine.media.open import open_reader
from engine.media.thumbnails import thumbnails
steps = []
def note(what, begin):
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    steps.append((what, time.perf_counter() - begin, peak))
note("libraries loaded", time.perf_counter())
begin = time.perf_counter()
with open_reader(sys.argv[1]) as reader:
    reader.frame(0)
    note("opened, first frame", begin)
    begin = time.perf_counter()
    for i in range(1000, 1060):
        reader.frame(i)
    note("60 frames on", begin)
    begin = time.perf_counter()
    for i in range(1059, 1000, -1):
        reader.frame(i)
    note("59 frames back", begin)
    begin = time.perf_counter()
    chance = random.Random(5)
    for _ in range(20):
        reader.frame(chance.randrange(reader.frames))
    note("20 at random", begin)
    frames = reader.frames
    begin = time.perf_counter()
    strip = thumbnails(sys.argv[1], 100, 160)
    for _, _ in zip(range(110), strip):
        pass
    note("100 thumbnails, 10 exact", begin)
json.dump({"frames": frames, "steps": steps}, sys.stdout)
"""


def measure(path: Path, cache: Path) -> dict:
    env = os.environ | {"TWEENBOARD_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(path)],
        cwd=Path(__file__).parents[2],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"memory: the process failed.\\n{done.stderr}")
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("footage", nargs="?", type=Path)
    parser.add_argument("--minutes", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tweenboard-memory-") as folder:
        path = options.footage or Path(folder, "hour.mp4")
        if options.footage is None:
            make(Path(folder, "part.mp4"), SIZES["4k"], GOP, GOP, still=True)
            repeat(Path(folder, "part.mp4"), path, options.minutes * 60 * 30 // GOP)
        found = measure(path, Path(folder, "cache"))
        print(f"{found['frames']} frames, {path.stat().st_size / 1e6:.0f} MB")
        again = measure(path, Path(folder, "cache"))
    rows: list[tuple[object, ...]] = [("step", "seconds", "peak so far, MB", "later run, s", "later run, MB")]
    for (what, took, peak), (_, later, later_peak) in zip(found["steps"], again["steps"], strict=True):
        rows.append((what, took, peak, later, later_peak))
    table(rows)
    peak = max(float(str(row[column])) for row in rows[1:] for column in (2, 4))
    conclude("memory", f"{peak:.0f} MB", f"limit {LIMIT_MB} MB", peak / LIMIT_MB, 1.0)


if __name__ == "__main__":
    main()
