"""A title as a file: a PNG of the film's size whose text chunk says what it was drawn from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engine.document.fit import Size
from engine.errors import TweenError
from engine.media.safety import display_name
from engine.media.titles.recipe import CHUNK, Recipe, from_json

KEY = "Tweenboard title"
"""Of the iTXt chunk."""
SAYS = "It says “{0}”."
"""What is noted of a picture that is a title."""
NAME = 40
"""Letters of the words that the file's name begins with."""


def write_title(recipe: Recipe, size: Size, folder: Path) -> Path:
    """The title as a PNG of `size` (width, height) in `folder`, which is made when missing. The same title is
    written once.

    Raises `TweenError` where it cannot be written or no font has its letters; nothing is left behind then.
    """
    from PIL.PngImagePlugin import PngInfo

    from engine.media.safe_file import SafeFile, write_error
    from engine.media.titles.drawing import drawn

    picture = drawn(recipe, size)
    text = recipe.to_json()
    key = hashlib.sha256(text.encode() + repr(size).encode() + picture.tobytes()).hexdigest()[:8]
    path = folder / f"{_name(recipe)} {key}.png"
    if path.exists():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TweenError(
            f"The folder {display_name(folder)} for titles cannot be made: {error.strerror}."
        ) from None
    told = PngInfo()
    told.add_itxt(KEY, text)
    file = SafeFile(path)
    try:
        picture.save(file.temporary, "PNG", pnginfo=told)
    except OSError as error:
        reason = write_error(path, error)
        file.discard()
        raise reason from None
    file.commit()
    return path


def _name(recipe: Recipe) -> str:
    words = recipe.words.replace(" / ", " ")
    kept = "".join(sign for sign in words if sign.isprintable() and sign not in '/\\:*?"<>|')
    return f"Title {kept[:NAME].strip(' .')}".strip()


def read_title(path: str | Path) -> Recipe | None:
    """What the picture was drawn from; None for one that is no title.

    Raises `TweenError` where the file cannot be read, or what it says of its title cannot be used.
    """
    from engine.media.images import is_image, open_image
    from engine.media.safety import check_file

    real = check_file(path)
    if not is_image(real):
        return None
    with open_image(real) as image:
        info = dict(image.info)
    try:
        return recipe_in(info)
    except TweenError as error:
        raise TweenError(f"{display_name(path)} is used as a plain picture: {error}") from None


def recipe_in(info: dict[Any, Any]) -> Recipe | None:
    """The recipe among what Pillow knows of an opened picture; None without one. Raises `TweenError`."""
    text = info.get(KEY)
    if text is None:
        return None
    if not isinstance(text, str) or len(text) > CHUNK:
        raise TweenError("What it says of its title is too long to be one.")
    return from_json(text)


def notes_of(info: dict[Any, Any]) -> list[str]:
    """What a person is told of a picture that is a title, or says that it is one."""
    try:
        recipe = recipe_in(info)
    except TweenError:
        return ["What it says of its title cannot be used; it is a plain picture."]
    return [SAYS.format(recipe.words)] if recipe is not None else []


def words_in(notes: Iterable[str]) -> str:
    """What a title says, by the notes that its asset has of it, without a look into the file; "" for none."""
    before, after = SAYS.split("{0}")
    said = (note for note in notes if note.startswith(before) and note.endswith(after))
    return next((note[len(before) : -len(after)] for note in said), "")
