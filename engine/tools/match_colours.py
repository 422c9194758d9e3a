"""Matching colours: a clip's grade so that the mean and the spread of each colour become another clip's.

After E. Reinhard and others, "Color Transfer between Images", IEEE Computer Graphics and Applications 21,
2001, on red, green and blue: that is a slope and an offset a colour, which a grade can say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.document.grade import Cdl, Grade, of_cdl
from engine.document.model import Clip, Document
from engine.document.queries import asset_by_id, clip_by_id
from engine.errors import TweenError
from engine.media.grading import Grader
from engine.media.open import open_reader

SAMPLES = 7
"""Frames of a clip that are looked at, spread over it."""
WIDTH = 160
STEPS = 4
"""What is clipped at black and white changes the mean that is aimed at: it is aimed at again."""
SLOPE = (0.25, 4.0)
LEAST = 1.0
"""Levels: a colour that varies less has no spread to be matched."""


def matched(document: Document, clip_id: str, other_id: str) -> Grade:
    """The grade that gives a clip the colours of another one, as that is graded itself.

    Raises `TweenError` where one of them has no picture, or its file cannot be read.
    """
    pictures = _pictures(document, clip_id, graded=False)
    return towards(pictures, _pictures(document, other_id, graded=True))


def towards(pictures: Sequence[np.ndarray], others: Sequence[np.ndarray]) -> Grade:
    """The grade that gives `pictures` `[H, W, 3]` uint8 the mean and spread of the colours of `others`."""
    mean, spread = _colours(others)
    slope, offset = np.ones(3), np.zeros(3)
    grade, grader = Grade(), Grader()
    for _ in range(STEPS):
        now, wide = _colours([grader.graded(picture, grade) for picture in pictures])
        factor = np.where((wide > LEAST) & (spread > LEAST), spread / np.maximum(wide, LEAST), 1.0)
        factor = np.clip(slope * factor, *SLOPE) / slope
        slope, offset = slope * factor, offset * factor + (mean - factor * now) / 255
        grade = of_cdl(Cdl(_three(slope), _three(offset)))
    return grade


def _colours(pictures: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of each colour, in levels."""
    pixels = np.concatenate([picture.reshape(-1, 3) for picture in pictures]).astype(np.float64)
    return pixels.mean(0), pixels.std(0)


def _three(values: np.ndarray) -> tuple[float, float, float]:
    red, green, blue = (round(float(value), 4) for value in values)
    return red, green, blue


def _pictures(document: Document, clip_id: str, graded: bool) -> list[np.ndarray]:
    track, clip = clip_by_id(document, clip_id)
    asset = asset_by_id(document, clip.asset)
    if track.kind != "video":
        raise TweenError(f"The clip at {clip.place} on {track.name} has no picture to match colours with.")
    height = max(1, round(WIDTH * asset.height / asset.width))
    grader = Grader()
    with open_reader(asset.path, (WIDTH, height), exact=True) as reader:
        if asset.kind == "image":
            pictures = [reader.frame(0)]
        else:
            at = (clip.source_frame(frame) for frame in _sampled(clip))
            pictures = [reader.frame(reader.source_index(frame, document.rate)) for frame in at]
    return [grader.graded(picture, clip.grade if graded else None) for picture in pictures]


def _sampled(clip: Clip) -> list[int]:
    """Film frames of the clip, spread over it."""
    count = min(SAMPLES, len(clip.place))
    return [clip.place.start + (2 * n + 1) * len(clip.place) // (2 * count) for n in range(count)]
