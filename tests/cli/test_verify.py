"""`tween verify`, the labels of `tween export` and `tween recover`, and `tween check`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.paths import DATA
from engine.project.project import Project
from engine.render.provenance.identity import AUTHORITY, identity_folder
from tests.cli.tween import ask, tree, tween
from tests.families.tiny import tiny_ltx
from tests.media.output.test_recover import posix
from tests.render.films import footage
from tests.render.joined import take_over
from tests.render.test_provenance import red
from tests.render.test_provenance_faults import child


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """48 frames, of which 20 to 40 are drawn."""
    folder = tmp_path_factory.mktemp("film")
    ask("new", folder / "film.tween", footage(folder / "clip.mp4"))
    from engine.document.time import FrameRange

    with Project.open(folder / "film.tween") as project:
        project.commit(take_over(project.takes, project.document, FrameRange(20, 40), red), "Draw")
    return folder / "film.tween"


QUICK = ("--speed", "ultrafast", "--crf", "20")


def test_an_export_is_verified_in_plain_words(film: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    ask("export", film, out, *QUICK)
    answer = tween("verify", out)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Valid: ")
    for said in ("self-signed", "nobody has vouched", "frames 20–40, 0.83–1.67 s, by test", "clip.mp4"):
        assert said in answer.out
    assert "red ball" not in answer.out
    assert tween("verify", out, "--anchor", "own").out.startswith("Trusted: ")
    assert tween("verify", out, "--anchor", identity_folder() / AUTHORITY).out.startswith("Trusted: ")
    told = ask("verify", out)
    assert (told["state"], told["drawn"][0]["frames"]) == ("valid", [20, 40])


def test_what_does_not_hold_ends_with_one(film: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    ask("export", film, out, *QUICK)
    data = bytearray(out.read_bytes())
    data[data.index(b"mdat") + 400] ^= 1
    out.write_bytes(data)
    answer = tween("verify", out)
    assert answer.status == 1
    assert answer.out.startswith("Invalid: ")
    assert answer.err == (
        "The content credentials of “out.mp4” are invalid: its content was changed after it was signed.\n"
    )
    plain = tmp_path / "plain.mp4"
    ask("export", film, plain, "--no-credentials", *QUICK)
    answer = tween("verify", plain, "--json")
    assert (answer.status, answer.json["state"]) == (1, "none")
    assert "AIGC" in answer.json["tags"]
    assert answer.err == "“plain.mp4” carries no content credentials.\n"
    for words, said in (
        (("gone.mp4",), "was not found"), ((out, "--anchor", out), "holds no certificates")
    ):  # fmt: skip
        answer = tween("verify", *words)
        assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1)
        assert said in answer.err


def test_own_without_a_key_makes_none(film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    ask("export", film, tmp_path / "out.mp4", "--no-credentials", *QUICK)
    assert "authority.pem" in tween("verify", tmp_path / "out.mp4", "--anchor", "own").err
    assert not (tmp_path / "data").exists()


def test_labels_are_as_they_were_asked_for(film: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    done = ask("export", film, out, "--prompts-in-credentials", "--mark", "2s", *QUICK)
    assert done["notes"] == []
    assert ask("verify", out)["drawn"][0]["prompt"] == "a red ball"
    answer = tween("export", film, tmp_path / "no.mp4", "--smart", "--mark", "all")
    assert (answer.status, answer.out) == (1, "")
    assert "no mark can be put" in answer.err
    assert not (tmp_path / "no.mp4").exists()


@posix
def test_a_recovered_film_is_labelled_again(tmp_path: Path) -> None:
    child(tmp_path / "film.mp4", "h264", 150, "kill")
    ask("recover", tmp_path / "film.mp4", tmp_path / "signed.mp4")
    told = ask("verify", tmp_path / "signed.mp4")
    assert (told["state"], told["drawn"][0]["frames"]) == ("valid", [0, 150])
    ask("recover", tmp_path / "film.mp4", tmp_path / "plain.mp4", "--no-credentials")
    answer = tween("verify", tmp_path / "plain.mp4", "--json")
    assert (answer.json["state"], "AIGC" in answer.json["tags"]) == ("none", True)


def test_a_card_is_refused_by_the_list_before_anything_is_loaded(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    model = tiny_ltx(tmp_path / "tiny", native_fps=24, native_size=[32, 32], steps=2, guidance=1.0)
    board = tmp_path / "film.tween"
    ask("new", board, film.parent / "clip.mp4")
    ask("card", board, "20-40", "--prompt", "a gory ball")
    assert tween("check", "a gory ball").err == "“a gory ball” holds “gory”, which is on the list.\n"
    assert ask("check")["on"] is False
    assert ask("check", "--on")["on"] is True
    before = tree(tmp_path)
    shutil.rmtree(model / "transformer")  # a model that cannot be loaded is not even tried
    answer = tween("generate", board, "--cards", "2", "--model", model)
    assert answer.status == 1
    assert "The prompt of frames 20–40 holds “gory”" in answer.err
    assert "words.txt" in answer.err
    after = tree(tmp_path)
    assert {name for name in after if "take" in name} == {name for name in before if "take" in name}
    assert ask("check", "--off")["on"] is False
