"""What Sketch's world holds: its words, its colours, and the value that describes one scene.

Lengths are in *units*: one unit is the short side of the picture, the origin is the middle of the frame, x
grows to the right and y grows downwards. Times are seconds, angles radians. Colours are sRGB, 0 to 255.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

Rgb = tuple[int, int, int]

COLOURS: dict[str, Rgb] = {
    "red": (214, 36, 38),
    "orange": (245, 134, 22),
    "yellow": (248, 216, 32),
    "green": (24, 132, 52),
    "blue": (32, 76, 206),
    "purple": (128, 44, 168),
    "pink": (250, 128, 178),
    "white": (246, 246, 244),
    "black": (24, 24, 28),
    "brown": (122, 74, 38),
}
SUBJECTS = ("ball", "box", "star", "ring", "triangle", "tree", "house", "boat", "bird", "person")
MOTIONS = ("left", "right", "rises", "falls", "stays", "bounces", "spins", "grows")
PLACES = ("meadow", "desert", "sea", "night", "snow", "sunset", "city", "forest")
CAMERAS = ("static", "pan left", "pan right", "tilt up", "tilt down", "zoom in", "zoom out")
SIZES = ("small", "medium", "large")
LOOKS = ("flat", "paper", "film", "neon", "watercolour")

#: Half the height of a subject, in units. None is tiny: a latent cell covers an eighth of the short side.
RADII = {"small": 0.17, "medium": 0.23, "large": 0.30}

#: Working sizes (width, height) in pixels, all multiples of 32.
PICTURE_SIZES = ((224, 128), (128, 224), (160, 160))
NATIVE_SIZE = PICTURE_SIZES[0]
NATIVE_FPS = 24
LONGEST_WINDOW = 49
#: How many frames, and how many pixels each way, one latent stands for.
TIME_STRIDE = 4
SPACE_STRIDE = 16


@dataclass(frozen=True)
class Scene:
    """One shot. Words say what is in it; numbers say exactly where, so that a drawing needs nothing else.

    position is the subject's centre at the middle of the shot (units), speed is units/s for straight motions,
    turns/s for spins and e-folds/s for grows. camera_speed is units/s for pans and tilts, e-folds/s for
    zooms. seconds is the length of the shot, plate_seed draws the place's own shapes, and drift (units/s)
    carries a bouncing subject sideways. `beside` is a second subject (its word and colour), which stands
    still. `then` is the shot that the picture cuts to when this one's seconds are over.
    """

    subject: str
    colour: str
    size: str
    motion: str
    place: str
    camera: str
    width: int
    height: int
    seconds: float
    position: tuple[float, float]
    speed: float
    camera_speed: float
    plate_seed: int
    drift: float = 0.0
    look: str = "flat"
    beside: tuple[str, str] | None = None
    then: Scene | None = None

    @staticmethod
    def of(note: dict[str, Any]) -> Scene:
        """A scene from what `dataclasses.asdict` made of it, also after JSON."""
        words = dict(note, position=tuple(note["position"]))
        if note.get("beside"):
            words["beside"] = tuple(note["beside"])
        if note.get("then"):
            words["then"] = Scene.of(note["then"])
        return Scene(**words)

    @property
    def radius(self) -> float:
        """Half the subject's height at the middle of the shot, in units."""
        return RADII[self.size]

    @property
    def span(self) -> tuple[float, float]:
        """Width and height of the frame in units; the shorter is 1."""
        short = min(self.width, self.height)
        return self.width / short, self.height / short


def clashes(colour: str, place: str) -> bool:
    """Whether a subject of this colour would be lost in this place."""
    return (colour, place) in {
        ("white", "snow"),
        ("black", "night"),
        ("green", "forest"),
        ("green", "meadow"),
    }


def random_scene(
    rng: np.random.Generator, picture: tuple[int, int] = NATIVE_SIZE, seconds: float = 1.4, **fixed: str
) -> Scene:
    """Draw one scene at random. Words in `fixed` (say colour="red") are kept; the same rng state gives the
    same scene."""
    word: dict[str, Any] = {
        "subject": str(rng.choice(SUBJECTS)),
        "colour": str(rng.choice(tuple(COLOURS))),
        "size": str(rng.choice(SIZES, p=(0.2, 0.4, 0.4))),
        "motion": str(rng.choice(MOTIONS)),
        "place": str(rng.choice(PLACES)),
        "camera": str(rng.choice(CAMERAS)) if rng.random() < 0.4 else "static",
    } | fixed
    while clashes(word["colour"], word["place"]) and "colour" not in fixed:
        word["colour"] = str(rng.choice(tuple(COLOURS)))
    width, height = picture
    short = min(width, height)
    reach_x, reach_y = width / short / 2, height / short / 2
    speed = _speed(rng, word["motion"], 2 * reach_x, 2 * reach_y)
    free_x = max(reach_x - 1.1 * RADII[word["size"]], 0.05)
    free_y = max(reach_y - 1.1 * RADII[word["size"]], 0.05)
    across = 0.4 if word["motion"] in ("left", "right") else 0.8
    x = float(rng.uniform(-free_x, free_x)) * across
    y = float(rng.uniform(-0.6, 0.9)) * free_y
    if word["motion"] == "bounces":
        y = abs(y) + 0.05
    if word["motion"] in ("rises", "falls"):
        y *= 0.4
    return Scene(
        **word,
        width=width,
        height=height,
        seconds=seconds,
        position=(x, min(y, free_y)),
        speed=speed,
        camera_speed=float(rng.uniform(0.16, 0.28)),
        plate_seed=int(rng.integers(2**31)),
        drift=float(rng.uniform(-0.15, 0.15)) if word["motion"] == "bounces" else 0.0,
    )


def settled(scene: Scene) -> Scene:
    """The same shot as its words alone tell it: at mid-shot the subject is in the middle of the picture, a
    little off by the shot's own seed, and everything moves at about its usual pace. Of two subjects the first
    is on the left, or above in an upright picture.

    A scene wanders otherwise. What words do not tell, a small model cannot learn from words: it would draw a
    bit of the subject everywhere. So words are taught with settled scenes, and wandering ones with kept
    pictures to go by.
    """
    rng = np.random.default_rng((scene.plate_seed, 2))
    width, height = scene.span
    x, y = float(rng.uniform(-0.04, 0.04)), float(rng.uniform(-0.03, 0.03))
    if scene.beside:
        left, up = aside(scene)
        x, y = x - left, y - up
    return replace(
        scene,
        position=(x, y + _LEVELS.get(scene.motion, 0.04)),
        speed=_usual_speed(scene.motion, width, height) * float(rng.uniform(0.9, 1.1)),
        camera_speed=float(rng.uniform(0.2, 0.24)),
        drift=0.0,
        then=settled(scene.then) if scene.then else None,
    )


def aside(scene: Scene) -> tuple[float, float]:
    """How far right of and below the middle a second subject stands, in units."""
    width, height = scene.span
    return (0.0, 0.26 * height) if height > width else (0.26 * width, 0.0)


def varied(scene: Scene, rng: np.random.Generator) -> Scene:
    """The same scene, now and then in another look, with a second subject, or cut to another shot at
    half-time."""
    if rng.random() < 0.3:
        scene = replace(scene, look=str(rng.choice(LOOKS[1:])))
    kind = rng.random()
    if kind < 0.1:
        return _with_second(scene, rng)
    if kind < 0.14:
        half = scene.seconds / 2
        other = random_scene(rng, (scene.width, scene.height), half, camera="static")
        return replace(scene, seconds=half, then=replace(other, look=scene.look))
    return scene


def _with_second(scene: Scene, rng: np.random.Generator) -> Scene:
    """Two smaller subjects side by side; the first moves in its place."""
    others = [c for c in COLOURS if c != scene.colour and not clashes(c, scene.place)]
    motion = scene.motion if scene.motion not in ("left", "right") else "stays"
    beside = (str(rng.choice([s for s in SUBJECTS if s != scene.subject])), str(rng.choice(others)))
    scene = replace(
        scene, size="small" if scene.size == "large" else scene.size, motion=motion, beside=beside
    )
    width, height = scene.span
    return replace(scene, speed=_speed(rng, motion, width, height))


#: How far below the middle of the picture a settled subject is at mid-shot, where that is not .04 units.
_LEVELS = {"bounces": 0.2, "rises": 0.0, "falls": 0.0}


def _speed(rng: np.random.Generator, motion: str, width: float, height: float) -> float:
    """How fast a motion is."""
    return float(rng.uniform(0.7, 1.3)) * _usual_speed(motion, width, height)


def _usual_speed(motion: str, width: float, height: float) -> float:
    """Straight motions cross about a third of the frame in a second, whatever its shape."""
    return {
        "left": 0.30 * width,
        "right": 0.30 * width,
        "rises": 0.34 * height,
        "falls": 0.34 * height,
        "stays": 0.0,
        "bounces": 1.3,
        "spins": 0.55,
        "grows": 0.45,
    }[motion]
