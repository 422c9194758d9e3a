"""tween export --smart, as a person types it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.tween import ask, tween
from tests.render.films import footage


def test_smart_export_copies_and_says_so(tmp_path: Path) -> None:
    film = tmp_path / "film.tween"
    ask("new", film, footage(tmp_path / "clip.mp4"))
    report = ask("export", film, tmp_path / "smart.mp4", "--smart")
    assert report["copied"] == [[0, 48]]
    assert report["notes"] == ["48 of 48 frames were copied as they are; 0 were encoded."]
    assert ask("export", film, tmp_path / "plain.mp4", "--crf", 30)["copied"] == []
    other = tween(
        "export", film, tmp_path / "other.mp4", "--smart", "--format", "h265", "--speed", "ultrafast"
    )
    assert other.status == 0
    assert "all was encoded: it is H.264, and another format is asked for." in other.out
