"""A card's words as the model that draws it was taught to read them. No torch.

A person fills in subject, action, setting, shot, camera, lighting and mood one by one. The built-in model
knows short phrases with commas between; LTX-Video and LTX-2 were captioned in sentences that begin with what
happens; Wan, VACE and SkyReels-V2 in sentences that begin with the shot and end with light and camera. Camera
moves have names of their own here, since each family's captions call them differently. What a person types
freely is left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from engine.document.model import Card
from engine.errors import TweenError
from engine.families.catalog import BUILT_IN, describe, resolve

#: Camera move -> how the captions of (the built-in model, LTX, Wan and its relatives) say it.
MOVES: dict[str, tuple[str, str, str]] = {
    "static": ("static camera", "The camera remains static.", "Static shot, fixed camera."),
    "pan left": ("the camera pans left", "The camera pans left.", "Camera pans left."),
    "pan right": ("the camera pans right", "The camera pans right.", "Camera pans right."),
    "tilt up": ("the camera tilts up", "The camera tilts up.", "Camera tilts up."),
    "tilt down": ("the camera tilts down", "The camera tilts down.", "Camera tilts down."),
    "zoom in": ("the camera zooms in", "The camera zooms in.", "Camera zooms in."),
    "zoom out": ("the camera zooms out", "The camera zooms out.", "Camera zooms out."),
    "dolly in": ("the camera zooms in", "The camera moves forward.", "Camera pushes in."),
    "dolly out": ("the camera zooms out", "The camera moves backward.", "Camera pulls back."),
    "truck left": ("the camera pans left", "The camera moves to the left.", "Camera moves left."),
    "truck right": ("the camera pans right", "The camera moves to the right.", "Camera moves right."),
    "crane up": ("the camera tilts up", "The camera rises upward.", "Camera rises, crane shot."),
    "crane down": ("the camera tilts down", "The camera lowers downward.", "Camera descends, crane shot."),
    "orbit": ("", "The camera circles around the subject.", "Camera orbits around the subject, arc shot."),
    "follow": ("", "The camera follows the subject.", "Tracking shot, the camera follows the subject."),
    "handheld": ("", "The camera is handheld, with slight shaking.", "Handheld camera."),
}
ALSO = {
    "still": "static", "fixed": "static", "locked": "static", "locked off": "static", "no movement": "static",
    "push in": "dolly in", "pull out": "dolly out", "pull back": "dolly out", "arc": "orbit",
    "tracking": "follow", "tracking shot": "follow", "hand-held": "handheld", "hand held": "handheld",
}  # fmt: skip
SENTENCES = {"ltx": 1, "ltx2": 1, "wan": 2, "vace": 2, "skyreels": 2}
"""Families that were captioned in sentences, and their column of `MOVES`."""


def worded(card: Card, model: str) -> str:
    """The prompt of `card` for `model` (a known model's name, or a folder). Without parts filled in one by
    one it is what was typed; a model that is not there is spoken to in the card's own words."""
    family = family_of(model)
    parts = (card.subject, card.action, card.setting, card.shot, card.camera, card.lighting, card.mood)
    if not any(part.strip() for part in parts):
        return card.words
    if family not in SENTENCES:
        return replace(card, camera=camera_words(card.camera, 0)).words if family == BUILT_IN else card.words
    camera = camera_words(card.camera, SENTENCES[family])
    happens = f"{card.subject.strip()} {card.action.strip()}"
    if SENTENCES[family] == 1:
        order = (card.prompt, happens, card.setting, card.shot, camera, card.lighting, card.mood)
    else:
        order = (card.shot, card.prompt, happens, card.setting, card.lighting, card.mood, camera)
    return " ".join(_sentence(part) for part in order if part.strip(" .,"))


def camera_words(camera: str, column: int) -> str:
    """A named move as captions of that column say it; anything else as it was typed."""
    name = " ".join(camera.casefold().replace("_", " ").split()).removeprefix("camera ").strip(" .")
    move = MOVES.get(ALSO.get(name, name))
    return camera.strip() if move is None else move[column]


def named_move(camera: str) -> str:
    """The name of the move that `camera` says in the words of any family's captions; else `camera`."""
    said = camera.strip().rstrip(".").casefold()
    for name, ways in MOVES.items():
        if said == name or said in (way.rstrip(".").casefold() for way in ways if way):
            return name
    return camera.strip()


@lru_cache(maxsize=64)
def family_of(model: str) -> str:
    """`sketch` for the built-in model, else the family that draws with `model`; "" where it is not known."""
    if model == BUILT_IN:
        return BUILT_IN
    try:
        able = describe(resolve(model)).able
    except TweenError:
        return ""
    return able.family if able else ""


def _sentence(part: str) -> str:
    text = part.strip().rstrip(",")
    text = text[:1].upper() + text[1:]
    return text if text[-1] in ".!?…" else f"{text}."
