"""One tiny checkpoint of every family: what the shared tests go through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.families.tiny import tiny_ltx
from tests.families.tiny_ltx2 import tiny_ltx2
from tests.families.tiny_wan import tiny_experts, tiny_skyreels, tiny_ti2v, tiny_vace, tiny_wan


@dataclass(frozen=True)
class Case:
    """`make` saves the checkpoint; `side` is the picture's side in pixels that the tests draw."""

    make: Callable[..., Path]
    family: str
    side: int = 32


CASES = {
    "ltx": Case(lambda folder, **notes: tiny_ltx(folder, "0.9.5", **notes), "ltx", 64),
    "ltx2": Case(tiny_ltx2, "ltx2", 64),
    "wan": Case(tiny_wan, "wan"),
    "wan-experts": Case(tiny_experts, "wan"),
    "wan-ti2v": Case(tiny_ti2v, "wan", 64),
    "vace": Case(tiny_vace, "vace"),
    "skyreels": Case(tiny_skyreels, "skyreels"),
}
"""The smallest picture that has more than a few tokens: LTX's latents are 8 pixels wide, Wan's 4."""
