"""One way to frames by number each, timed alike. Run as a program for one of them, in a process of its own.

    python players.py NAME FILE < numbers.json > answer.json

Every player hands over a whole RGB picture for each number; which frame it really is, is read off afterwards.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

import numpy as np  # noqa: E402 after the path, which a program run by itself has to set

Fetch = Callable[[int], np.ndarray]


def ours(path: str) -> Fetch:
    from engine.media.open import open_reader

    return open_reader(path).frame


def ours_half(path: str) -> Fetch:
    """What a viewer of half the size reads where a proxy stands."""
    return _proxy(path, 2)


def ours_quarter(path: str) -> Fetch:
    return _proxy(path, 4)


def _proxy(path: str, scale: Literal[2, 4]) -> Fetch:
    from engine.media.proxy import make_proxy, open_proxy, proxy_size
    from engine.media.scan import scan

    info = scan(path).info
    size = proxy_size((info.width, info.height), scale)
    reader = open_proxy(path, scale, size)
    if reader is None:
        begin = time.perf_counter()
        make_proxy(path, scale)
        print(f"proxy 1/{scale} made in {time.perf_counter() - begin:.1f} s", file=sys.stderr)
        reader = open_proxy(path, scale, size)
    assert reader is not None
    return reader.frame


def pyav(path: str) -> Fetch:
    """Seek to the key frame before, decode to the time; read on when it is the next frame."""
    import av

    container = av.open(path)
    stream: Any = container.streams.video[0]
    stream.thread_type = "AUTO"
    start, step = stream.start_time, 1 / (stream.average_rate * stream.time_base)
    last, frames = -2, iter(())

    def fetch(i: int) -> np.ndarray:
        nonlocal last, frames
        target = start + round(i * step)
        if i != last + 1:
            container.seek(target, stream=stream)
            frames = container.decode(stream)
        last = i
        frame: Any = next(frame for frame in frames if frame.pts >= target)
        return frame.to_ndarray(format="rgb24")

    return fetch


def opencv(path: str) -> Fetch:
    import cv2

    capture = cv2.VideoCapture(path)
    last = -2

    def fetch(i: int) -> np.ndarray:
        nonlocal last
        if i != last + 1:
            capture.set(cv2.CAP_PROP_POS_FRAMES, i)
        last = i
        return cv2.cvtColor(capture.read()[1], cv2.COLOR_BGR2RGB)

    return fetch


PLAYERS = {
    "ours": ours,
    "half proxy": ours_half,
    "quarter proxy": ours_quarter,
    "PyAV": pyav,
    "OpenCV": opencv,
}


def peak_mb() -> float:
    """Of this process since it began; the usual `ru_maxrss` counts the one that started it, too."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main() -> None:
    from footage import number_of

    fetch = PLAYERS[sys.argv[1]](sys.argv[2])
    lists = json.load(sys.stdin)
    fetch(0)
    answer: dict[str, Any] = {"runs": []}
    for wanted in lists:
        took, numbers, digests = [], [], []
        for i in wanted:
            begin = time.perf_counter()
            picture = fetch(i)
            took.append(1000 * (time.perf_counter() - begin))
            numbers.append(number_of(picture))
            digests.append(hashlib.blake2b(np.ascontiguousarray(picture).data).hexdigest())
        answer["runs"].append({"ms": took, "numbers": numbers, "digests": digests})
    answer["peak_mb"] = peak_mb()
    json.dump(answer, sys.stdout)


def ask(name: str, path: Path, lists: list[list[int]], env: dict[str, str]) -> dict[str, Any] | str:
    """What a player answers, from a process of its own; a sentence where it is not here or fails."""
    command = [sys.executable, str(HERE / "players.py"), name, str(path)]
    if name == "libopenshot":
        command = ["/usr/bin/python3", str(HERE / "openshot_player.py"), str(path)]
    try:
        done = subprocess.run(
            command, input=json.dumps(lists), capture_output=True, text=True, env=env, check=False
        )
    except OSError as error:
        return f"{name} is missing: {error}"
    if done.returncode:
        return f"{name} is missing or failed: {(done.stderr.strip().splitlines() or ['no word'])[-1]}"
    if done.stderr.strip():
        print(done.stderr.strip())
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
