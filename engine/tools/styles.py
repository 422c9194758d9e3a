"""Styles: words that go with a card's prompt, one TOML file each in `resources/styles`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from engine.errors import TweenError
from engine.paths import RESOURCES

FOLDER = RESOURCES / "styles"


@dataclass(frozen=True, slots=True)
class Style:
    """`key` (the file's name) is what a card stores; `strength`: where a restyle of footage starts."""

    key: str
    name: str
    prompt: str
    negative: str = ""
    strength: float = 1.0

    def apply(self, prompt: str, negative: str) -> tuple[str, str]:
        """The card's own words first, the style's after them."""
        return _joined(prompt, self.prompt), _joined(negative, self.negative)


def styles(folder: Path = FOLDER) -> dict[str, Style]:
    """Every style by its key, in order of keys."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def style(key: str, folder: Path = FOLDER) -> Style:
    """The style a person names, by key or name in any case; `TweenError` with the known ones otherwise."""
    known = styles(folder)
    for each in known.values():
        if key.casefold() in (each.key.casefold(), each.name.casefold()):
            return each
    names = ", ".join(known) or "none"
    raise TweenError(f"There is no style “{key}”; styles at hand: {names}.")


def _read(path: Path) -> Style:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Style(
            key=path.stem,
            name=str(data["name"]),
            prompt=str(data["prompt"]),
            negative=str(data.get("negative", "")),
            strength=float(data.get("strength", 1.0)),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise TweenError(f"The style {path} cannot be read ({error}); mend or remove it.") from None


def _joined(words: str, more: str) -> str:
    return ", ".join(part for part in (words.strip().rstrip(",."), more) if part)
