"""Styles: the ones that come with the program, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import TweenError
from engine.tools.styles import style, styles


def test_the_presets_are_whole() -> None:
    assert list(styles()) == ["noir", "paper", "watercolour"]
    for each in styles().values():
        assert each.prompt
        assert 0 < each.strength <= 1
    assert style("Noir") == style("noir")
    assert style("noir").apply("a ball.", "") == (f"a ball, {style('noir').prompt}", style("noir").negative)


def test_an_unknown_style_and_a_broken_file_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="styles at hand: none"):
        style("noir", tmp_path)
    (tmp_path / "odd.toml").write_text("name = ")
    with pytest.raises(TweenError, match=r"odd\.toml cannot be read"):
        styles(tmp_path)
