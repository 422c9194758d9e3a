"""The checkpoints that Tweenboard knows how to get: `resources/models/catalogue.toml`, read and typed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from engine.errors import TweenError
from engine.families.capabilities import Capabilities, capabilities
from engine.families.memory.sizes import Sizes
from engine.paths import resource

TABLE = "models/catalogue.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is also the folder it goes to. `index` is what its model_index.json will say that matters here;
    `parts` the folders of the repository that are fetched."""

    name: str
    title: str
    repository: str
    revision: str
    parts: tuple[str, ...]
    licence: str
    licence_page: str
    good_for: str
    index: dict[str, Any]
    sizes: Sizes
    able: Capabilities

    @property
    def weights(self) -> int:
        """Bytes at two a parameter, which is the least that a download has; some parts are kept at four."""
        counted = self.sizes.transformer * self.sizes.experts + self.sizes.text + self.sizes.vae
        return 2 * counted


@cache
def entries() -> tuple[Entry, ...]:
    """In the order of the table."""
    table = tomllib.loads(resource(TABLE).read_text(encoding="utf-8"))
    shapes, vaes, texts = table["transformer"], table["vae"], table["text"]
    return tuple(_entry(row, shapes, vaes, texts) for row in table["model"])


def entry(name: str) -> Entry | None:
    """By its name, title or repository; None for what the list does not have."""
    for each in entries():
        if name.casefold() in (each.name.casefold(), each.title.casefold(), each.repository.casefold()):
            return each
    return None


def _entry(row: dict[str, Any], shapes: dict[str, Any], vaes: dict[str, Any], texts: dict[str, Any]) -> Entry:
    index = {"_class_name": row["pipeline"], **row.get("index", {})}
    able = capabilities(index, {}, row["name"])
    if able is None:
        raise TweenError(f"Tweenboard's list of models is damaged at {row['name']}; reinstall the program.")
    sizes = Sizes(**shapes[row["transformer"]], **vaes[row["vae"]], text=texts[row["text"]])
    return Entry(
        name=row["name"],
        title=row["title"],
        repository=row["repository"],
        revision=row.get("revision", "main"),
        parts=tuple(row["parts"]),
        licence=row["licence"],
        licence_page=row["licence_page"],
        good_for=row["good_for"],
        index=index,
        sizes=sizes,
        able=able,
    )
