"""How far picture and sound are apart in the viewer, heard and seen: milliseconds at each clap of a minute.

    python tests/bench/offset.py [--seconds N] [--view 960x540]

A sound server of its own (PulseAudio with a sink that plays into the void) takes the place of the card; what
it plays is recorded from its monitor, and what the view paints is stamped as it is painted. The footage is
1080p30 with a click at the first sample of every second: frame 30 n belongs to click n. Above 0 the picture
is late. Limit: 20 ms either way, for every clap after the first second (the clock's settling is printed too).

When a sample is heard: the sink plays at the machine's own clock and mixes a block of its latency at once,
whose first sample is due at that moment. So what begins a block on the recorder's pipe arrives when it is
due, a little later at worst; a line through all of them is the sink's clock.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import av
import numpy as np
from figure import conclude, table
from footage import SIZES, make, number_of, repeat
from viewing import PIECE, WatchedView, load, until, viewer

from engine.document.edits import add_asset, append_clip, set_format
from engine.document.model import Document
from engine.project.importing import asset_from_file

RATE, SAMPLES = 30, 48_000
LIMIT_MS = 20.0
PAUSE_S = 0.004
"""What comes after such a silence of the pipe begins a block."""
SINK = "bench"


class Recorder:
    """What the sink plays: mono float32 at 48 kHz, and when each piece of it came."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._pieces: list[bytes] = []
        self.arrived: list[tuple[int, float]] = []
        """(first sample, `time.perf_counter`) of each piece."""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        count = 0
        while piece := os.read(self._pipe.fileno(), 1 << 16):
            self.arrived.append((count // 4, time.perf_counter()))
            self._pieces.append(piece)
            count += len(piece)

    def clicks(self) -> list[float]:
        """When each click was heard."""
        sound = np.abs(np.frombuffer(b"".join(self._pieces), np.float32))
        loud = np.flatnonzero(sound > 0.4)
        firsts = loud[np.diff(loud, prepend=-SAMPLES) > SAMPLES // 2]
        blocks = [
            (sample, at)
            for (_, before), (sample, at) in zip(self.arrived, self.arrived[1:], strict=False)
            if at - before > PAUSE_S
        ]
        rate, begin = _line(blocks)
        print(f"the sink plays {rate:.1f} samples a second")
        return [begin + first / rate for first in firsts]


def _line(blocks: list[tuple[int, float]]) -> tuple[float, float]:
    """Samples a second, and when sample 0 was due, by (first sample, arrival) of blocks. Late arrivals count
    little: the line is laid again through the half that lies nearest to it."""
    sample, at = np.array(blocks, float).T
    kept = np.ones(len(sample), bool)
    for _ in range(3):
        slope, begin = np.polyfit(sample[kept], at[kept], 1)
        away = np.abs(at - (begin + slope * sample))
        kept = away <= np.median(away)
    print(f"its clock is known to {1000 * float(np.median(away)):.1f} ms, by {len(sample)} blocks")
    return 1 / slope, begin


@contextmanager
def sound_server(folder: Path) -> Iterator[None]:
    """PulseAudio with a null sink; Qt and the recorder find it through the environment."""
    program = shutil.which("pulseaudio")
    if program is None or shutil.which("parec") is None:
        sys.exit("offset: PulseAudio (pulseaudio, parec) is not installed; nothing can be heard without it.")
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PULSE_RUNTIME_PATH": str(folder)}
    socket = folder / "native"
    server = subprocess.Popen(
        [
            *(
                program,
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--disable-shm=yes",
            ),
            *("-L", f"module-null-sink sink_name={SINK} rate={SAMPLES} format=float32le channels=2"),
            *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={socket}"),
        ],
        env=os.environ | home,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while not socket.exists():
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("offset: PulseAudio did not start here; see what `pulseaudio -n -vv` says.")
            time.sleep(0.05)
        os.environ["PULSE_SERVER"] = f"unix:{socket}"
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def recorder(latency_ms: int) -> Iterator[Recorder]:
    command = [
        *("parec", f"--device={SINK}.monitor", "--raw", "--format=float32le", f"--rate={SAMPLES}"),
        *("--channels=1", f"--latency-msec={latency_ms}"),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    try:
        yield Recorder(process.stdout)
    finally:
        process.terminate()
        process.wait()


def clapped(folder: Path, seconds: int) -> Document:
    """1080p30 with a click at each full second."""
    piece, silent, whole = (folder / name for name in ("piece.mp4", "silent.mp4", "footage.mov"))
    make(piece, SIZES["1080p"], PIECE, RATE)
    repeat(piece, silent, -(-seconds * RATE // PIECE))
    sound = np.zeros((1, seconds * SAMPLES), np.int16)
    for second in range(seconds):
        sound[0, second * SAMPLES : second * SAMPLES + 240] = 30_000
    with av.open(str(silent)) as source, av.open(str(whole), "w") as out:
        video = out.add_stream_from_template(source.streams.video[0])
        audio: Any = out.add_stream("pcm_s16le", rate=SAMPLES, layout="mono")
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                packet.stream = video
                out.mux(packet)
        frame = av.AudioFrame.from_ndarray(sound, "s16", "mono")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLES, 0, Fraction(1, SAMPLES)
        out.mux(audio.encode(frame))
        out.mux(audio.encode(None))
    asset = asset_from_file(whole)
    document = set_format(Document(), asset.rate, asset.width, asset.height)
    return append_clip(add_asset(document, asset), asset.id)


def play(folder: Path, document: Document, size: tuple[int, int], seconds: int) -> dict[int, float]:
    """Second -> when the picture of its first frame was painted, if it was."""
    with viewer(folder, document, size) as (work, view):
        assert until(lambda: view.player.picture is not None, 60)
        until(lambda: False, 0.5)
        painted = WatchedView.watch.painted
        painted.clear()
        view.player.play()
        assert view.player._with_sound, "the viewer found no sound device"
        until(lambda: work.playhead >= seconds * RATE or not view.player.playing, seconds * 3)
        shown = view.player.picture
        assert shown is not None
        said = number_of(_rgb(shown.image))
        assert said == shown.frame % PIECE, f"the picture of frame {shown.frame} is that of {said}"
        print(f"dropped {view.player.dropped} frames")
        view.player.pause()
        until(lambda: False, 0.5)
        return {each.frame // RATE: each.at for each in reversed(painted) if each.frame % RATE == 0}


def _rgb(image: Any) -> np.ndarray:
    """RGB32 -> `[H, W, 3]` uint8."""
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return pixels[:, : image.width() * 4].reshape(image.height(), image.width(), 4)[..., 2::-1]


def main() -> None:
    parser = argparse.ArgumentParser(description="How far picture and sound are apart in the viewer.")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--view", default="960x540", metavar="WxH")
    parser.add_argument("--recorder", type=int, default=200, metavar="MS", help="what the recorder may lag")
    options = parser.parse_args()
    width, height = (int(side) for side in options.view.split("x"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with sound_server(folder), recorder(options.recorder) as recorded:
            document = clapped(folder, options.seconds + 2)
            seen = play(folder, document, (width, height), options.seconds)
        heard = recorded.clicks()
    late = {n: 1000 * (seen[n] - at) for n, at in enumerate(heard) if n in seen}
    if len(late) < options.seconds * 0.9:
        sys.exit(f"offset: of {options.seconds} claps only {len(late)} were both heard and seen.")
    settled = [ms for second, ms in late.items() if second >= 1]
    tenth = max(2, len(settled) // 6)
    rows: list[tuple[object, ...]] = [
        ("claps", "first, ms", "median, ms", "least, ms", "most, ms", "drift, ms", "limit, ms", "machine")
    ]
    drift = statistics.median(settled[-tenth:]) - statistics.median(settled[:tenth])
    worst = max(settled, key=abs)
    rows.append(
        (len(late), late.get(0, 0.0), statistics.median(settled), min(settled), max(settled), drift,
         f"±{LIMIT_MS:.0f}", load())
    )  # fmt: skip
    table(rows)
    conclude("offset", f"{worst:+.1f} ms at worst", f"limit ±{LIMIT_MS:.0f} ms", abs(worst) / LIMIT_MS, 1.0)


if __name__ == "__main__":
    main()
