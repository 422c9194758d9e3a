"""libopenshot in the system's own Python, which Debian's python3-openshot belongs to. See players.py."""

import json
import sys
import time

import openshot  # pyright: ignore[reportMissingImports]

BITS = 16


def number_of(frame: "openshot.Frame") -> int:
    width, height = frame.GetWidth(), frame.GetHeight()
    row = height // 24
    lit = [
        frame.CheckPixel(row, (2 * b + 1) * width // (2 * BITS), 255, 255, 255, 255, 127) for b in range(BITS)
    ]
    return sum(1 << bit for bit, on in enumerate(lit) if on)


def peak_mb() -> float:
    with open("/proc/self/status") as status:  # noqa: PTH123 the system's Python is older
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def main() -> None:
    reader = openshot.FFmpegReader(sys.argv[1])
    reader.Open()
    reader.GetFrame(1)
    runs = []
    for wanted in json.load(sys.stdin):
        took, numbers = [], []
        for i in wanted:
            begin = time.perf_counter()
            frame = reader.GetFrame(i + 1)
            took.append(1000 * (time.perf_counter() - begin))
            numbers.append(number_of(frame))
        runs.append({"ms": took, "numbers": numbers, "digests": []})
    json.dump({"runs": runs, "peak_mb": peak_mb()}, sys.stdout)
    sys.stdout.flush()


main()
