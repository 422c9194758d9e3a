"""Export seconds beside other programs at the same cut, codec, preset, CRF and threads, in turns.

    python tests/bench/export.py [FOOTAGE] [--seconds N] [--runs N] [--preset NAME] [--peers NAME…]

Two stretches of the footage, one after the other, become an MP4: x264 CRF 20, AAC 192 kbit/s, index in front.
Footage: 1080p30 with sound, drawn here when none is given. Peers: the ffmpeg command line, melt, libopenshot
(Debian's python3-openshot) and MoviePy; what is not installed is said to be missing. The goal is ffmpeg's
time. Ours works in a process that is there already, as the window does; the others are started each time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from figure import conclude, table

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.time import SourceRange
from engine.media.output.settings import Settings
from engine.project.importing import asset_from_file
from engine.render.export import export

GOAL = 1.0
CRF = 20
DEBIAN_PYTHON = "/usr/bin/python3"


@dataclass(frozen=True)
class Job:
    """Frames `cuts` (first, stop) of `footage`, one after the other."""

    footage: Path
    rate: Fraction
    size: tuple[int, int]
    cuts: tuple[tuple[int, int], ...]
    preset: str

    @property
    def frames(self) -> int:
        return sum(stop - first for first, stop in self.cuts)


OPENSHOT = """
import sys
import openshot
footage, out, preset, crf, num, den, width, height, *cuts = sys.argv[1:]
num, den, width, height = map(int, (num, den, width, height))
rate = openshot.Fraction(num, den)
timeline = openshot.Timeline(width, height, rate, 48000, 2, openshot.LAYOUT_STEREO)
at, clips = 0.0, []
for cut in cuts:
    first, stop = (int(n) * den / num for n in cut.split("-"))
    clip = openshot.Clip(footage)
    clip.Position(at)
    clip.Start(first)
    clip.End(stop)
    clips.append(clip)  # the timeline does not keep it alive
    timeline.AddClip(clip)
    at += stop - first
timeline.Open()
writer = openshot.FFmpegWriter(out)
square = openshot.Fraction(1, 1)
writer.SetVideoOptions(True, "libx264", rate, width, height, square, False, False, 8000000)
writer.SetAudioOptions(True, "aac", 48000, 2, openshot.LAYOUT_STEREO, 192000)
writer.PrepareStreams()
writer.SetOption(openshot.VIDEO_STREAM, "preset", preset)
writer.SetOption(openshot.VIDEO_STREAM, "crf", crf)
writer.Open()
writer.WriteFrame(timeline, 1, round(at * num / den))
writer.Close()
"""
MOVIEPY = """
import sys
from moviepy import VideoFileClip, concatenate_videoclips
footage, out, preset, crf, num, den, width, height, *cuts = sys.argv[1:]
source = VideoFileClip(footage)
times = [[int(n) * int(den) / int(num) for n in cut.split("-")] for cut in cuts]
film = concatenate_videoclips([source.subclipped(*pair) for pair in times])
film.write_videofile(out, codec="libx264", preset=preset, audio_codec="aac", audio_bitrate="192k",
                     ffmpeg_params=["-crf", crf, "-movflags", "+faststart"], logger=None)
"""


def run(command: list[str]) -> None:
    subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def make_footage(path: Path, seconds: int) -> None:
    """Motion and grain are what an encoder meets; ffmpeg draws them."""
    picture = f"testsrc2=size=1920x1080:rate=30:duration={seconds},noise=alls=6:allf=t"
    tone = f"sine=frequency=330:sample_rate=48000:duration={seconds}"
    x264 = "-c:v libx264 -preset veryfast -crf 18 -g 250 -pix_fmt yuv420p -colorspace bt709 -color_range tv"
    source = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone]
    run([*source, *x264.split(), "-c:a", "aac", "-ac", "2", str(path)])


def ours(job: Job, out: Path) -> None:
    export(film(job), lambda card: None, out, settings=Settings(crf=CRF, speed=job.preset), overwrite=True)


def film(job: Job) -> Document:
    asset = asset_from_file(job.footage)
    document = add_asset(Document(rate=asset.rate, width=asset.width, height=asset.height), asset)
    for first, stop in job.cuts:
        document = append_clip(document, asset.id, SourceRange(first, stop))
    return document


def by_ffmpeg(job: Job, out: Path) -> None:
    command = ["ffmpeg", "-v", "error", "-y"]
    for first, stop in job.cuts:
        begin, length = float(first / job.rate), float((stop - first) / job.rate)
        command += ["-ss", f"{begin:.6f}", "-t", f"{length:.6f}", "-i", str(job.footage)]
    inputs = "".join(f"[{i}:v][{i}:a]" for i in range(len(job.cuts)))
    command += ["-filter_complex", f"{inputs}concat=n={len(job.cuts)}:v=1:a=1"]
    command += ["-c:v", "libx264", "-preset", job.preset, "-crf", str(CRF), "-pix_fmt", "yuv420p"]
    run([*command, "-c:a", "aac", "-b:a", "192k", "-movflags", "+faststart", str(out)])


def by_melt(job: Job, out: Path) -> None:
    width, height = job.size
    profile = out.with_suffix(".profile")
    rate = f"frame_rate_num={job.rate.numerator}\nframe_rate_den={job.rate.denominator}\n"
    shape = f"width={width}\nheight={height}\ndisplay_aspect_num={width}\ndisplay_aspect_den={height}\n"
    square = "progressive=1\nsample_aspect_num=1\nsample_aspect_den=1\ncolorspace=709\n"
    profile.write_text(f"description=figure\n{rate}{shape}{square}")
    command = ["melt", "-profile", str(profile)]
    for first, stop in job.cuts:
        command += [str(job.footage), f"in={first}", f"out={stop - 1}"]
    command += ["-consumer", f"avformat:{out}", "vcodec=libx264", f"preset={job.preset}", f"crf={CRF}"]
    run([*command, "pix_fmt=yuv420p", "acodec=aac", "ab=192k", "movflags=+faststart", "real_time=-2"])


def in_python(python: str, program: str) -> Callable[[Job, Path], None]:
    def work(job: Job, out: Path) -> None:
        numbers = (CRF, job.rate.numerator, job.rate.denominator, *job.size)
        cuts = [f"{first}-{stop}" for first, stop in job.cuts]
        run([python, "-c", program, str(job.footage), str(out), job.preset, *map(str, numbers), *cuts])

    return work


def imports(python: str, module: str) -> bool:
    return (
        shutil.which(python) is not None
        and not subprocess.run(
            [python, "-c", f"import {module}"], check=False, capture_output=True
        ).returncode
    )


def peers() -> tuple[dict[str, Callable[[Job, Path], None]], list[str]]:
    """(programs at hand, programs missing)."""
    moviepy = next((p for p in (sys.executable, DEBIAN_PYTHON, "python3") if imports(p, "moviepy")), "")
    openshot = imports(DEBIAN_PYTHON, "openshot")
    found = {
        "ffmpeg": by_ffmpeg if shutil.which("ffmpeg") else None,
        "melt": by_melt if shutil.which("melt") else None,
        "libopenshot": in_python(DEBIAN_PYTHON, OPENSHOT) if openshot else None,
        "MoviePy": in_python(moviepy, MOVIEPY) if moviepy else None,
    }
    return {k: v for k, v in found.items() if v}, [k for k, v in found.items() if not v]


def frames_of(path: Path) -> int:
    import av

    with av.open(str(path)) as container:
        return sum(1 for packet in container.demux(video=0) if packet.size)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("footage", nargs="?", type=Path)
    parser.add_argument("--seconds", type=int, default=20, help="of footage drawn here")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--preset", default="veryfast")
    parser.add_argument("--peers", nargs="+", default=[], help="only these beside ffmpeg")
    options = parser.parse_args()
    programs, missing = peers()
    if "ffmpeg" not in programs:
        sys.exit("export: the ffmpeg command line is not installed; it is the peer of this figure.")
    if options.peers:
        programs = {k: v for k, v in programs.items() if k in ("ffmpeg", *options.peers)}
    with tempfile.TemporaryDirectory() as folder:
        footage = options.footage or Path(folder, "footage.mp4")
        if options.footage is None:
            make_footage(footage, options.seconds)
        asset = asset_from_file(footage.resolve())
        n, quarter = asset.frames, asset.frames // 4
        cuts = ((n // 7, n // 7 + quarter), (n * 3 // 5, n * 3 // 5 + quarter))
        job = Job(footage.resolve(), asset.rate, (asset.width, asset.height), cuts, options.preset)
        times, work, made = measure(job, {"ours": ours, **programs}, options.runs, Path(folder))
    ratios = {
        name: statistics.median(t / mine for t, mine in zip(seconds, times["ours"], strict=True))
        for name, seconds in times.items()
    }
    head = ("program", "median, s", "least, s", "theirs / ours", "least CPU, s", "frames", "MB")
    rows = ((k, statistics.median(v), min(v), ratios[k], min(work[k]), *made[k]) for k, v in times.items())
    table([head, *rows])
    if missing:
        print(f"missing here: {', '.join(missing)}")
    slower = [name for name in programs if name != "ffmpeg" and ratios[name] > 1]
    print(f"ahead of: {', '.join(slower) or 'none'}")
    mine, theirs = statistics.median(times["ours"]), statistics.median(times["ffmpeg"])
    conclude("export", f"{mine:.2f} s", f"ffmpeg {theirs:.2f} s", 1 / ratios["ffmpeg"], GOAL)


def measure(
    job: Job, programs: dict[str, Callable[[Job, Path], None]], runs: int, folder: Path
) -> tuple[dict[str, list[float]], dict[str, list[float]], dict[str, tuple[int, float]]]:
    """By program: seconds of each run, seconds of all cores, (frames, megabytes) of its file."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    work: dict[str, list[float]] = {name: [] for name in programs}
    made: dict[str, tuple[int, float]] = {}
    for turn in range(runs):
        # Whoever goes first meets a colder machine: the order turns round every time.
        for name in list(programs) if turn % 2 == 0 else reversed(programs):
            out = folder / f"{name}.mp4"
            begin, before = time.perf_counter(), sum(os.times()[:4])
            programs[name](job, out)
            times[name].append(time.perf_counter() - begin)
            work[name].append(sum(os.times()[:4]) - before)
            made[name] = frames_of(out), out.stat().st_size / 1e6
            print(f"run {turn + 1}: {name} {times[name][-1]:.2f} s", file=sys.stderr, flush=True)
    return times, work, made


if __name__ == "__main__":
    main()
