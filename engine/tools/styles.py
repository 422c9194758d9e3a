"""Styles: words, a strength and LoRAs that go with a card, one TOML file each.

The program's own lie in `resources/styles`, each with a thumbnail; a person's own in their data folder
(`engine.tools.own_styles` writes them there). A card stores only the style's key.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.document.invariants import GUIDANCE, MAX_LORA
from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.families.catalog import BUILT_IN
from engine.paths import RESOURCES, user_folder

FOLDER = RESOURCES / "styles"
LARGEST = 1 << 16
"""Bytes of a style's file; a person may have got it from anywhere."""
LONGEST = 2000
"""Letters of a text in it."""
TEXTS = ("name", "prompt", "negative", "palette", "sketch", "thumbnail")


@dataclass(frozen=True, slots=True)
class Style:
    """`key` (the file's name) is what a card stores; `strength`: how far footage is redrawn towards it.

    `palette` tells a person which colours to expect. `sketch` are the style's words for the built-in model,
    which was taught few, and `guidance` how closely it keeps to them where the card does not say; `thumbnail`
    the words that its own thumbnail was drawn from. `own`: made by this person.
    """

    key: str
    name: str
    prompt: str
    negative: str = ""
    strength: float = 1.0
    palette: str = ""
    sketch: str = ""
    guidance: float | None = None
    thumbnail: str = ""
    loras: tuple[LoraUse, ...] = ()
    own: bool = False

    @property
    def picture(self) -> Path | None:
        """The thumbnail, a small WebP; None for a style without one."""
        path = FOLDER / f"{self.key}.webp"
        return path if not self.own and path.is_file() else None

    def apply(self, prompt: str, negative: str, family: str = "") -> tuple[str, str]:
        """The card's own words first, the style's after them; a card that says only the style says it once.

        The built-in model hears `sketch` alone: words that it was never taught would only blur its picture.
        """
        words = "" if prompt == self.prompt else prompt
        if family == BUILT_IN:
            return _joined(words, self.sketch) or self.prompt, negative
        return _joined(words, self.prompt), _joined(negative, self.negative)

    def led_by(self, guidance: float | None, family: str = "") -> float | None:
        """The card's own guidance; without one the style's, for the built-in model that it was chosen for."""
        return self.guidance if guidance is None and family == BUILT_IN else guidance

    def laid_over(self, loras: tuple[LoraUse, ...]) -> tuple[LoraUse, ...]:
        """The card's LoRAs with the style's; the card's weight counts where both name one."""
        named = {lora.name for lora in loras}
        return (*loras, *(lora for lora in self.loras if lora.name not in named))


def own_folder() -> Path:
    return user_folder("styles")


def styles() -> dict[str, Style]:
    """Every style by its key: the program's, then the person's own, each in order of keys. What cannot be
    read is left out; see `problems`."""
    return _listed()[0]


def problems() -> list[str]:
    """A sentence for each file that is in a folder of styles but is none."""
    return _listed()[1]


def style(key: str) -> Style:
    """The style a person names, by key or name in any case; `TweenError` with the known ones otherwise."""
    name = key.strip().casefold()
    for folder in (FOLDER, own_folder()):
        path = folder / f"{name}.toml"
        if name.replace("-", "").isalnum() and path.is_file():
            return read(path)
    known = styles()
    for each in known.values():
        if name in (each.key.casefold(), each.name.casefold()):
            return each
    raise TweenError(f"There is no style “{key}”; styles at hand: {', '.join(known) or 'none'}.")


def _listed() -> tuple[dict[str, Style], list[str]]:
    found: dict[str, Style] = {}
    wrong: list[str] = []
    for folder in (FOLDER, own_folder()):
        for path in sorted(folder.glob("*.toml")):
            try:
                each = read(path)
                refuse_taken(each, found)
            except TweenError as error:
                wrong.append(str(error))
            else:
                found[each.key] = each
    return found, wrong


def refuse_taken(new: Style, known: Mapping[str, Style]) -> None:
    """A person's own style cannot stand in for another: a card would not say which is meant."""
    for each in known.values():
        if each.key == new.key or each.name.casefold() == new.name.casefold():
            raise TweenError(f"There is a style “{each.name}” already; give “{new.name}” another name.")


def read(path: Path) -> Style:
    """The style in a file; `TweenError` when it is none."""
    try:
        state = path.stat()
        return _read(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise _unreadable(path, str(error.strerror)) from None


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, size: int) -> Style:
    """Read again only when the file was changed: every card's state asks for its style."""
    if size > LARGEST:
        raise _unreadable(path, "it is too large for a style")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:  # of TOML and of UTF-8
        raise _unreadable(path, str(error)) from None
    try:
        return style_of(path.stem, data, own=path.parent != FOLDER)
    except ValueError as error:
        raise _unreadable(path, str(error)) from None


def style_of(key: str, data: Mapping[str, Any], own: bool = True) -> Style:
    """The style that a TOML table describes. Raises ValueError that says what is wrong."""
    if unknown := sorted(data.keys() - {*TEXTS, "strength", "guidance", "lora"}):
        raise ValueError(f"it has “{unknown[0]}”, which no style has")
    texts = {name: _text(data, name) for name in TEXTS if name in data}
    for name in ("name", "prompt"):
        if not texts.get(name):
            raise ValueError(f"it has no {name}")
    strength = _number(data.get("strength", 1.0), "strength")
    if not 0 < strength <= 1:
        raise ValueError(f"its strength {strength:g} is not between 0 and 1")
    guidance = _number(data["guidance"], "guidance") if "guidance" in data else None
    if guidance is not None and not GUIDANCE[0] <= guidance <= GUIDANCE[1]:
        raise ValueError(f"its guidance {guidance:g} is not between {GUIDANCE[0]:g} and {GUIDANCE[1]:g}")
    loras = data.get("lora", [])
    if not isinstance(loras, list) or not all(isinstance(entry, dict) for entry in loras):
        raise ValueError("its LoRAs are not [[lora]] tables")
    uses = tuple(_lora(entry) for entry in loras)
    return Style(key=key, strength=strength, guidance=guidance, own=own, loras=uses, **texts)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise ValueError(f"its {name} is no text")
    if len(value) > LONGEST:
        raise ValueError(f"its {name} is longer than {LONGEST} letters")
    return " ".join(value.split())


def _number(value: object, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"its {name} is no number")
    return float(value)


def _lora(entry: Mapping[str, Any]) -> LoraUse:
    name, weight = entry.get("name"), _number(entry.get("weight", 1.0), "LoRA's weight")
    if not isinstance(name, str) or not name.strip() or set(name) & set("/\\\0"):
        raise ValueError("a LoRA of it has no name as in the models folder")
    if abs(weight) > MAX_LORA:
        raise ValueError(f"its LoRA's weight {weight:g} is not between -{MAX_LORA:g} and {MAX_LORA:g}")
    return LoraUse(name.strip(), weight)


def _unreadable(path: Path, why: str) -> TweenError:
    return TweenError(f"{path} is no style ({why.rstrip('.')}); mend or remove it.")


def _joined(words: str, more: str) -> str:
    return ", ".join(part for part in (words.strip().rstrip(",."), more) if part)
