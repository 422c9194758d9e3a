"""Where shots change in a piece of footage, and what each shot looks like.

PySceneDetect finds the quick changes: hard cuts against the motion around them (its adaptive detector), and
fades through black. It is fed from our own reader, so that frame numbers are the program's own. What it finds
is looked at again: light that flashes, rises or falls over the same picture is no change of shot. Dissolves
and fades through other colours are looked for in what lies between (`engine.media.dissolves`).
"""

from __future__ import annotations

import statistics
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import Cancelled, TweenError
from engine.media.open import open_reader
from engine.media.probe import probe
from engine.media.safety import display_name

if TYPE_CHECKING:
    import numpy as np

    from engine.media.looks import Look

THRESHOLD = 3.0
"""How many times as large as the changes around it a change must be to be a cut."""

SHORTEST = Fraction(1, 4)  # seconds; two changes closer than this are one
FROZEN = Fraction(1, 2)  # seconds; a shorter standstill is repeated frames
FLASH = 3  # frames that a flash may last
SAME_PICTURE = 0.9  # correlation; a cut between two shots stays far below, a change of light far above
UNSEEN = 4.0  # grey levels; a smaller step, mostly of hue in the dark, is seen by nobody
DETECT_WIDTH = 256  # what PySceneDetect itself scales to
BLACK_MEAN = 12  # its own default for fades
MISSING = (
    "Looking for shot changes needs PySceneDetect and OpenCV, which are not installed here; "
    "install them with: pip install 'tweenboard[vision]'."
)

Span = tuple[int, int]


@dataclass(frozen=True)
class Scene:
    """One shot: frames `start` … `stop` - 1 of the file.

    `sharpness` is the median variance of the Laplacian and `brightness` the mean grey level (0 … 255), of
    the picture at most 640 wide. `motion` is the mean optical flow, in percent of the picture's width a
    second. `bars` (left, top, right, bottom) are pixels of the picture as shown. `duplicates` counts single
    frames that repeat the one before; `frozen` and `black` are ranges of frames (start, stop).
    """

    start: int
    stop: int
    sharpness: float
    motion: float
    brightness: float
    bars: tuple[int, int, int, int]
    duplicates: int
    frozen: tuple[Span, ...]
    black: tuple[Span, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def find_scenes(
    path: str | Path,
    span: range | None = None,
    threshold: float = THRESHOLD,
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Scene]:
    """The shots of a video in order, without gaps; those of its frames `span` when given.

    `report(done, total)` is called after every frame. Raises `TweenError` (not a video, a threshold out of
    reach, packages that are missing) and `Cancelled`.
    """
    if not 1 < threshold <= 100:
        raise TweenError(f"A threshold of {threshold:g} is out of reach; use 1.1 (many cuts) to 100 (few).")
    info = probe(path)
    if info.kind == "audio":
        raise TweenError(f"{display_name(path)} holds sound but no picture; choose a video.")
    span = range(info.frames) if span is None else span
    if not span or span.start < 0 or span.stop > info.frames or span.step != 1:
        raise TweenError(f"{display_name(path)} has {info.frames} frames; frames {span} are not in it.")
    looker, size = _looker(), _judged_size(info.width, info.height)
    detector = _Detector(info.rate, threshold)
    looks: list[Look] = []
    with open_reader(path, size) as reader:
        for done, rgb in enumerate(reader.frames_at(span), 1):
            if cancelled is not None and cancelled():
                raise Cancelled("The search for shot changes was stopped.")
            looks.append(looker.look(rgb))
            detector.take(rgb)
            if report is not None:
                report(done, len(span))
    cuts = detector.cuts([look.black for look in looks])
    scale = (info.width / size[0], info.height / size[1])
    return [_scene(looks[a:b], span.start + a, info.rate, scale) for a, b in pairwise([0, *cuts, len(looks)])]


def _looker():
    try:
        import cv2  # noqa: F401
        import scenedetect  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name not in ("cv2", "scenedetect"):
            raise
        raise TweenError(MISSING) from None
    from engine.media.looks import Looker

    return Looker()


def _judged_size(width: int, height: int) -> tuple[int, int]:
    from engine.media.looks import SIZE

    scale = min(1.0, SIZE / width)
    return max(2, round(width * scale)), max(2, round(height * scale))


class _Detector:
    """PySceneDetect's detectors over frames counted from 0, what tells a change of light from a cut, and the
    slow changes between the cuts."""

    def __init__(self, rate: Fraction, threshold: float) -> None:
        from scenedetect import AdaptiveDetector, ThresholdDetector

        self._rate = rate
        self._shortest = max(2, round(rate * SHORTEST))
        self._hard = AdaptiveDetector(adaptive_threshold=threshold, min_scene_len=self._shortest)
        self._fade = ThresholdDetector(threshold=BLACK_MEAN, min_scene_len=self._shortest)
        self._cells: list[np.ndarray] = []
        self._details: list[float] = []
        self._recent: deque[np.ndarray] = deque(maxlen=2 * FLASH + 2)
        self._hard_cuts: list[int] = []
        self._fade_cuts: list[int] = []
        self._waiting: list[int] = []
        self._count = 0

    def take(self, rgb: np.ndarray) -> None:
        import cv2
        from scenedetect import FrameTimecode

        from engine.media.dissolves import GRID, detail

        height, width = rgb.shape[:2]
        scale = min(1.0, DETECT_WIDTH / width)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        bgr = cv2.cvtColor(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR)
        self._recent.append(bgr)
        self._cells.append(cv2.resize(bgr, GRID, interpolation=cv2.INTER_AREA))
        self._details.append(detail(bgr))
        now = FrameTimecode(self._count, fps=self._rate)
        self._waiting += [cut.frame_num for cut in self._hard.process_frame(now, bgr)]
        self._fade_cuts += [cut.frame_num for cut in self._fade.process_frame(now, bgr)]
        self._count += 1
        self._judge(wait=True)

    def cuts(self, black: list[bool]) -> list[int]:
        """First frames of new shots. `black` says it of every frame taken."""
        from engine.media.dissolves import slow_changes

        self._judge(wait=False)
        found = sorted(self._hard_cuts)
        for cut in self._fade_cuts:
            hole = _run_around(black, cut)
            # Darkness that is not black, and black with nothing before it, are no fade from shot to shot;
            # a picture that is cut to or from black has its cut already.
            if hole is None or hole[0] == 0 or any(hole[0] - 1 <= hard <= hole[1] + 1 for hard in found):
                continue
            self._insert(found, cut)
        for start, stop in list(pairwise([0, *found, self._count])):
            piece = slice(start, stop)
            for change in slow_changes(self._cells[piece], self._details[piece], self._rate):
                self._insert(found, start + change)
        return found

    def _insert(self, found: list[int], cut: int) -> None:
        """Add a change that is not too close to another."""
        near = bisect_left(found, cut)
        if all(abs(other - cut) >= self._shortest for other in found[max(0, near - 1) : near + 1]):
            insort(found, cut)

    def _judge(self, wait: bool) -> None:
        """Keep the cuts that are none of light alone, once the frames that tell have come."""
        while self._waiting and (not wait or self._count > self._waiting[0] + FLASH):
            cut = self._waiting.pop(0)
            if not self._is_light(cut):
                self._hard_cuts.append(cut)

    def _is_light(self, cut: int) -> bool:
        """Whether the picture stays the same at `cut`, or comes back right after it."""
        import cv2

        first = self._count - len(self._recent)
        before, at = self._recent[cut - 1 - first], self._recent[cut - first]
        step = float(cv2.absdiff(before, at).mean())
        if step < UNSEEN or _likeness(before, at) > SAME_PICTURE:
            return True
        darker, brighter = sorted((float(before.mean()), float(at.mean())))
        if darker < BLACK_MEAN / 2 and brighter < 2 * BLACK_MEAN:  # a fade's last or first step
            return True
        later = (self._recent[n - first] for n in range(cut + 1, min(cut + FLASH + 1, self._count)))
        return any(float(cv2.absdiff(before, frame).mean()) < step / 3 for frame in later)


def _likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation of two pictures `[H, W, 3]` where either is lit: black bars are alike in every shot."""
    import numpy as np

    grey = a.mean(axis=2), b.mean(axis=2)
    lit = np.maximum(*grey) > BLACK_MEAN
    x, y = (part[lit] - part[lit].mean() if lit.any() else part[lit] for part in grey)
    power = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / power if power > 0 else 0.0


def _run_around(flags: list[bool], at: int) -> Span | None:
    """The run of set flags that holds `at` or lies right beside it."""
    inside = next((n for n in (at, at - 1, at + 1) if 0 <= n < len(flags) and flags[n]), None)
    if inside is None:
        return None
    start = stop = inside
    while start > 0 and flags[start - 1]:
        start -= 1
    while stop < len(flags) and flags[stop]:
        stop += 1
    return start, stop


def runs_of(flags: list[bool]) -> list[Span]:
    """(start, stop) of every run of set flags."""
    edges = [n for n, (a, b) in enumerate(pairwise([False, *flags, False])) if a != b]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _scene(looks: list[Look], start: int, rate: Fraction, scale: tuple[float, float]) -> Scene:
    from engine.media.looks import bars

    inner = looks[1:]  # the first frame's step is the cut itself
    still = [False, *(look.still for look in inner)]
    frozen, duplicates = [], 0
    for a, b in runs_of(still):
        if b - a >= rate * FROZEN:
            frozen.append((start + a - 1, start + b))
        else:
            duplicates += b - a
    left, top, right, bottom = bars(looks)
    return Scene(
        start,
        start + len(looks),
        round(statistics.median(look.sharpness for look in looks), 1),
        round(100 * float(rate) * sum(look.motion for look in inner) / len(inner), 2) if inner else 0.0,
        round(sum(look.brightness for look in looks) / len(looks), 1),
        (
            round(left * scale[0]), round(top * scale[1]), round(right * scale[0]), round(bottom * scale[1]),
        ),
        duplicates,
        tuple(frozen),
        tuple((start + a, start + b) for a, b in runs_of([look.black for look in looks])),
    )  # fmt: skip
