"""A person's own styles: saved from a card, shared as a file, taken from one, removed.

They lie in the person's data folder, one TOML file each, and only there is anything written or removed.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from engine.document.model import Card, Document
from engine.document.queries import card_label
from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.tools.own_files import file_key, quoted, write_new
from engine.tools.prompts import Fields, parts_of
from engine.tools.styles import LARGEST, TEXTS, Style, own_folder, refuse_taken, style, style_of, styles


def save_style(doc: Document, card: Card, name: str, words: str = "", palette: str = "") -> Style:
    """Keep how `card` looks as a style called `name`: its style's words with those of its own that say how
    it looks (or `words` instead), what to avoid, its strength and its LoRAs.

    Raises `TweenError` when nothing in the card says how it looks, or the name is taken.
    """
    base = style(card.style) if card.style else None
    said = Fields() if base and card.words == base.prompt else parts_of(card)
    parts = [base.prompt if base else "", said.style, said.lighting, said.mood]
    prompt = words.strip() or ", ".join(dict.fromkeys(part for part in parts if part))
    if not prompt:
        raise TweenError(
            f"Nothing in {card_label(doc, card)} says how it looks (a style, light or mood); give the words."
        )
    negative = ", ".join(part for part in (card.negative.strip(), base.negative if base else "") if part)
    mine = tuple(LoraUse(lora.name, lora.weight) for lora in card.loras)
    remixed = card.strength if 0 < card.strength < 1 else (base.strength if base else 1.0)
    made = Style(
        key=file_key(name, "style"),
        name=" ".join(name.split()),
        prompt=" ".join(prompt.split()),
        negative=" ".join(negative.split()),
        strength=remixed,
        palette=" ".join(palette.split()) or (base.palette if base else ""),
        sketch=base.sketch if base else "",
        guidance=base.guidance if base else None,
        loras=base.laid_over(mine) if base else mine,
        own=True,
    )
    return _keep(made)


def add_style(path: Path, name: str = "") -> Style:
    """Take a style from a file that somebody shared; under `name` instead of the one it has."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise TweenError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        if len(data) > LARGEST:
            raise ValueError("it is too large for a style")
        shared = style_of("shared", tomllib.loads(data.decode("utf-8")))
    except (ValueError, RecursionError) as error:  # of UTF-8, of TOML, and of what it describes
        raise TweenError(f"{path} is no style ({str(error).rstrip('.')}); ask for the file again.") from None
    name = " ".join((name or shared.name).split())
    return _keep(replace(shared, key=file_key(name, "style"), name=name, thumbnail=""))


def share_style(key: str, path: Path) -> Style:
    """Write a style as one new file for somebody else."""
    shared = style(key)
    write_new(path, as_toml(shared))
    return shared


def remove_style(key: str) -> Style:
    """Remove one of the person's own; cards that use it say that it is gone."""
    gone = style(key)
    if not gone.own:
        raise TweenError(f"“{gone.name}” belongs to Tweenboard and stays; only your own styles are removed.")
    path = own_folder() / f"{gone.key}.toml"
    try:
        path.unlink()
    except OSError as error:
        raise TweenError(f"{path} cannot be removed: {error.strerror}.") from None
    return gone


def _keep(new: Style) -> Style:
    refuse_taken(new, styles())
    try:
        style_of(new.key, tomllib.loads(as_toml(new).encode().decode()))
    except ValueError as error:
        raise TweenError(f"“{new.name}” cannot be kept as a style: {error}.") from None
    write_new(own_folder() / f"{new.key}.toml", as_toml(new))
    return new


def as_toml(each: Style) -> str:
    """The file's text; `tomllib` reads the same style from it."""
    lines = [f"{name} = {quoted(getattr(each, name))}" for name in TEXTS if getattr(each, name)]
    lines.append(f"strength = {float(each.strength)}")
    if each.guidance is not None:
        lines.append(f"guidance = {float(each.guidance)}")
    for lora in each.loras:
        lines += ["", "[[lora]]", f"name = {quoted(lora.name)}", f"weight = {float(lora.weight)}"]
    return "\n".join(lines) + "\n"
