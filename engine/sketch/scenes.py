"""Scenes into frames: where the subject and the camera are at a time, and what the picture then looks
like."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from engine.sketch import looks, places
from engine.sketch.shapes import EXTENT, sprite
from engine.sketch.world import COLOURS, Rgb, Scene, aside


@dataclass(frozen=True)
class Pose:
    """The subject in the world at one time: centre (units), scale (1 at mid-shot), turn (radians)."""

    x: float
    y: float
    scale: float = 1.0
    turn: float = 0.0


@dataclass(frozen=True)
class View:
    """The camera at one time: what it looks at (units), and how much it enlarges."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0


def subject_pose(scene: Scene, seconds: float) -> Pose:
    """Where the subject is `seconds` after the shot began."""
    x, y = scene.position
    since_middle = seconds - scene.seconds / 2
    step = scene.speed * since_middle
    match scene.motion:
        case "left":
            return Pose(x - step, y)
        case "right":
            return Pose(x + step, y)
        case "rises":
            return Pose(x, y - step)
        case "falls":
            return Pose(x, y + step)
        case "bounces":
            height = 0.38 * abs(math.sin(math.pi * scene.speed * seconds))
            return Pose(x + scene.drift * since_middle, y - height)
        case "spins":
            return Pose(x, y, turn=2 * math.pi * step)
        case "grows":
            return Pose(x, y, scale=math.exp(step))
    return Pose(x, y)


def camera_view(scene: Scene, seconds: float) -> View:
    """What the camera looks at `seconds` after the shot began. A pan to the left moves the picture to the
    right."""
    step = scene.camera_speed * (seconds - scene.seconds / 2)
    match scene.camera:
        case "pan left":
            return View(x=-step)
        case "pan right":
            return View(x=step)
        case "tilt up":
            return View(y=-step)
        case "tilt down":
            return View(y=step)
        case "zoom in":
            return View(zoom=math.exp(step))
        case "zoom out":
            return View(zoom=math.exp(-step))
    return View()


def on_screen(scene: Scene, seconds: float) -> tuple[float, float, float]:
    """The subject's centre in pixels and its radius in pixels, as the camera sees it."""
    pose, view = subject_pose(scene, seconds), camera_view(scene, seconds)
    unit = min(scene.width, scene.height)
    x = scene.width / 2 + (pose.x - view.x) * view.zoom * unit
    y = scene.height / 2 + (pose.y - view.y) * view.zoom * unit
    return x, y, scene.radius * pose.scale * view.zoom * unit


def subject_colour(scene: Scene) -> Rgb:
    """The colour of this very subject: its word's colour, moved a little by the scene's seed."""
    move = np.random.default_rng(scene.plate_seed + 1).integers(-10, 11, 3)
    return tuple(int(np.clip(c + m, 0, 255)) for c, m in zip(COLOURS[scene.colour], move, strict=True))  # type: ignore


def shown(scene: Scene, seconds: float) -> tuple[Scene, float]:
    """The shot that is on at a time, and how long it has been."""
    if scene.then is None or seconds < scene.seconds - 1e-6:
        return scene, seconds
    return scene.then, seconds - scene.seconds


class Painter:
    """Draws the frames of one scene. Plate and sprites are drawn once; each frame only places them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.unit = min(scene.width, scene.height)
        travel = scene.camera_speed * scene.seconds / 2
        zooms = scene.camera.startswith("zoom")
        widest = math.exp(travel) if zooms else 1.0
        # The plate is a little finer than the frame when the camera comes closer.
        self.grain = self.unit * (min(math.exp(travel), 1.5) if zooms else 1.0)
        span_x, span_y = scene.span
        self.half = (span_x / 2 * widest + travel + 0.05, span_y / 2 * widest + travel + 0.05)
        plate = places.paint(scene.place, *self.half, self.grain, scene.plate_seed)
        self.plate = looks.dress_plate(scene.look, plate, scene.plate_seed)
        self.sprite = _dressed(scene)
        self.second = second(scene)
        self.second_sprite = _dressed(self.second) if self.second else None
        self.later = Painter(scene.then) if scene.then else None

    def frame(self, seconds: float) -> Image.Image:
        """The RGB picture `seconds` after the shot began."""
        scene, since = shown(self.scene, seconds)
        if scene is not self.scene and self.later:
            return self.later.frame(since)
        picture = self._behind(seconds)
        for one, drawn in ((self.second, self.second_sprite), (self.scene, self.sprite)):
            if one and drawn:
                patch, corner = _patch(one, drawn, seconds)
                picture.paste(patch, corner, patch)
        return looks.finish(scene.look, picture, scene.plate_seed, round(seconds * 1000))

    def background(self, seconds: float) -> Image.Image:
        """The same picture without the subjects."""
        scene, since = shown(self.scene, seconds)
        if scene is not self.scene and self.later:
            return self.later.background(since)
        return looks.finish(scene.look, self._behind(seconds), scene.plate_seed, round(seconds * 1000))

    def _behind(self, seconds: float) -> Image.Image:
        scene, view = self.scene, camera_view(self.scene, seconds)
        step = self.grain / (self.unit * view.zoom)
        left = (view.x + self.half[0]) * self.grain - scene.width / 2 * step
        top = (view.y + self.half[1]) * self.grain - scene.height / 2 * step
        return self.plate.transform(
            (scene.width, scene.height), Image.Transform.AFFINE, (step, 0, left, 0, step, top),
            Image.Resampling.BILINEAR,
        )  # fmt: skip


def second(scene: Scene) -> Scene | None:
    """The scene's second subject as the subject of a scene of its own, standing still."""
    if not scene.beside:
        return None
    (subject, colour), (right, down) = scene.beside, aside(scene)
    x, y = scene.position
    level = y - 0.16 if scene.motion == "bounces" else y
    return replace(
        scene, subject=subject, colour=colour, motion="stays", speed=0.0,
        position=(x + 2 * right, level + 2 * down), beside=None,
    )  # fmt: skip


def _sprite(scene: Scene) -> Image.Image:
    """The subject as large as the shot ever shows it."""
    largest = max(on_screen(scene, t)[2] for t in (0.0, scene.seconds))
    return sprite(scene.subject, subject_colour(scene), max(8, math.ceil(2 * EXTENT * largest)))


def _dressed(scene: Scene) -> Image.Image:
    return looks.dress_sprite(scene.look, _sprite(scene), subject_colour(scene), scene.plate_seed)


def _patch(scene: Scene, drawn: Image.Image, seconds: float) -> tuple[Image.Image, tuple[int, int]]:
    """The subject as the camera sees it at a time, with alpha, and where its upper left corner is."""
    x, y, radius = on_screen(scene, seconds)
    reach = math.ceil(radius * EXTENT * 1.42) + 1
    x0, y0 = math.floor(x) - reach, math.floor(y) - reach
    turn = subject_pose(scene, seconds).turn
    step = drawn.width / (2 * EXTENT * radius)
    cos, sin = math.cos(turn) * step, math.sin(turn) * step
    middle = drawn.width / 2
    dx, dy = x0 - x, y0 - y
    patch = drawn.transform(
        (2 * reach + 1, 2 * reach + 1), Image.Transform.AFFINE,
        (cos, sin, middle + cos * dx + sin * dy, -sin, cos, middle - sin * dx + cos * dy),
        Image.Resampling.BILINEAR,
    )  # fmt: skip
    return patch, (x0, y0)


def render(scene: Scene, frames: int, fps: float) -> np.ndarray:
    """The first `frames` frames of the scene, uint8 [frames, height, width, 3]."""
    painter = Painter(scene)
    return np.stack([np.asarray(painter.frame(k / fps)) for k in range(frames)])


def silhouette(scene: Scene, frames: int, fps: float, step: int) -> np.ndarray:
    """How much of each square of `step` pixels the subjects cover in the first frames of the scene, 0 to 255,
    uint8 [frames, height // step, width // step]."""
    shots = {shot: _sprite(shot) for top in (scene, scene.then) if top for shot in (top, second(top)) if shot}
    found = []
    for k in range(frames):
        picture = Image.new("L", (scene.width, scene.height))
        on, since = shown(scene, k / fps)
        for one in (second(on), on):
            if one:
                patch, corner = _patch(one, shots[one], since)
                picture.paste(255, corner, patch)
        found.append(np.asarray(picture.reduce(step)))
    return np.stack(found)
