"""Edits of what the film has to hand, whether it shows it or not. `engine.document.edits` re-exports them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from engine.document.model import Document
from engine.document.queries import asset_by_id, used_assets
from engine.errors import TweenError


def remove_assets(doc: Document, ids: Collection[str]) -> Document:
    """The film without these files in its library; the files stay where they are.

    before   library A B C   V1 AAAACC
    after    library A C     V1 AAAACC   (B)

    Raises `TweenError` for one that a clip, a keyframe or a reference shows.
    """
    used = used_assets(doc)
    for asset_id in ids:
        name = asset_by_id(doc, asset_id).path.replace("\\", "/").rpartition("/")[2]
        if asset_id in used:
            raise TweenError(f"{name} is used in the film; take it from there before it leaves the library.")
    return replace(doc, assets=tuple(asset for asset in doc.assets if asset.id not in ids))
