"""tween script, import-otio, export-otio, export-edl: what they make, print and refuse."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from engine.project.project import Project
from tests.cli.tween import ask, tree, tween
from tests.project.test_takes import draw, request
from tests.render.films import footage


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.tween"
    ask("new", path, footage(tmp_path / "clip.mp4", 48))
    ask("split", path, 20)
    ask("card", path, 2, "--prompt", "a red ball")
    return path


def test_a_script_becomes_a_film_of_cards(tmp_path: Path) -> None:
    script = tmp_path / "script.csv"
    script.write_text("prompt,seconds,style\na red boat,3,noir\nnight,x,\n", encoding="utf-8-sig")
    board = ask(
        "script", script, tmp_path / "film.tween", "--rate", "25", "--size", "640x360", "--seconds", "2"
    )
    assert (board["rate"], board["size"], board["frames"]) == ("25/1", [640, 360], 125)
    assert [(c["prompt"], c["range"], c["style"]) for c in board["cards"]] == [
        ("a red boat", [0, 75], "noir"), ("night", [75, 125], None),
    ]  # fmt: skip
    assert board["report"] == ["Line 3: “x” is no length; the shot is 2 seconds long."]
    answer = tween("script", script, tmp_path / "other.tween")
    assert answer.out.splitlines() == [
        "other.tween: 168 frames at 24/1, 1280×720; 0 clips, 2 cards",
        "Line 3: “x” is no length; the shot is 4 seconds long.",
    ]


def test_a_film_goes_out_and_comes_back(film: Path) -> None:
    out = film.with_name("out.otio")
    told = ask("export-otio", film, out)
    assert told == {"path": str(out), "frames": 48, "rate": "24/1", "cards": 2, "report": []}
    board = ask("import-otio", out, film.with_name("again.tween"))
    before = ask("show", film)
    assert board.pop("report") == []
    assert {**board, "path": before["path"]} == before
    assert tween("export-otio", film, out, "--overwrite").out.endswith(
        "out.otio: 48 frames at 24/1, 2 cards\n"
    )


def test_takes_come_along_with_the_board_that_shows_them(film: Path) -> None:
    with Project.open(film) as project:
        shown = draw(project.takes, request(project.document, 2))
        older = draw(project.takes, request(project.document, 2, 1), b"older")
        draw(project.takes, replace(request(project.document, 2), lineage="gone", card="gone"))
    out = film.with_name("out.otio")
    ask("export-otio", film, out)
    (film.parent / "far").mkdir()
    again = film.parent / "far" / "again.tween"
    cards = ask("import-otio", out, again)["cards"]
    assert {take["id"] for take in cards[1]["takes"]} == {shown.id, older.id}
    with Project.open(again) as project:
        assert [take.id for take in project.takes.takes()] == [shown.id, older.id]
        assert Path(project.takes.takes()[0].frames_path).read_bytes() == b"frames"
    shutil.rmtree(film.with_suffix(".takes"))
    assert ask("import-otio", out, film.with_name("without.tween"))["cards"][1]["takes"] == []


def test_an_edl_lists_the_cuts(film: Path) -> None:
    out = film.with_name("out.edl")
    assert ask("export-edl", film, out)["report"] == []
    lines = out.read_text(encoding="utf-8").splitlines()
    assert "* LOC: 00:00:00:20 MAGENTA Card 2: a red ball" in lines
    assert sum(line.startswith("* FROM CLIP NAME: clip.mp4") for line in lines) == 4


def packed(path: Path, content: str, *footage: Path, more: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("content.otio", content)
        for each in footage:
            file.write(each, f"media/{each.name}")
        for name, data in (more or {}).items():
            file.writestr(name, data)
    return path


def test_packed_footage_lies_beside_the_film(film: Path) -> None:
    out, clip = film.with_name("out.otio"), film.with_name("clip.mp4")
    ask("export-otio", film, out)
    content = out.read_text().replace('"clip.mp4"', '"media/clip.mp4"')
    astray = ("../out.txt", "media/../../out.txt", "/out.txt", "media/a/b", "media\\c")
    more: dict[str, bytes] = dict.fromkeys(astray, b"x")
    bundle = packed(film.with_name("cut.otioz"), content, clip, more=more)
    clip.unlink()
    board = ask("import-otio", bundle, film.with_name("new.tween"))
    folder = film.with_name("new.media")
    assert sorted(tree(folder)) == ["content.otio", "media/clip.mp4"]
    assert {c["path"] for c in board["clips"]} == {str(folder / "media" / "clip.mp4")}
    assert [card["prompt"] for card in board["cards"]] == ["", "a red ball"]
    assert not film.with_name("out.txt").exists()


def test_a_bundle_that_cannot_be_used_leaves_nothing(film: Path) -> None:
    good = packed(film.with_name("good.otioz"), '{"OTIO_SCHEMA": "Timeline.9"}')
    film.with_name("cut.otioz").write_bytes(good.read_bytes()[:60])
    film.with_name("text.otioz").write_text("Dear editor, this is no bundle.")
    film.with_name("taken.media").mkdir()
    before = tree(film.parent)
    for bundle, new in (
        ("good", "new"), ("cut", "new"), ("text", "new"), ("none", "new"), ("good", "taken"),
    ):  # fmt: skip
        answer = tween("import-otio", film.with_name(f"{bundle}.otioz"), film.with_name(f"{new}.tween"))
        assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1), answer
    assert tree(film.parent) == before
    assert not film.with_name("new.media").exists()


REFUSED = {
    "a script that is not there": ["script", "none.txt", "new.tween"],
    "an empty script": ["script", "empty.txt", "new.tween"],
    "a table without prompts": ["script", "table.csv", "new.tween"],
    "a script over a film": ["script", "table.csv", "film.tween"],
    "a script into no folder": ["script", "good.txt", "no/new.tween"],
    "a script with shots of no length": ["script", "good.txt", "new.tween", "--seconds", "0"],
    "a script with shots before time": ["script", "good.txt", "new.tween", "--seconds=-3"],
    "a timeline that is not there": ["import-otio", "none.otio", "new.tween"],
    "no timeline": ["import-otio", "good.txt", "new.tween"],
    "a timeline of the future": ["import-otio", "newer.otio", "new.tween"],
    "an otio file over a film": ["import-otio", "newer.otio", "film.tween"],
    "otio out over a file": ["export-otio", "film.tween", "newer.otio"],
    "otio out under another name": ["export-otio", "film.tween", "out.xml"],
    "otio out of no film": ["export-otio", "none.tween", "out.otio"],
    "an edl under another name": ["export-edl", "film.tween", "out.txt"],
    "an edl into no folder": ["export-edl", "film.tween", "no/out.edl"],
}


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED.keys())
def test_bad_input_is_one_sentence_and_nothing_is_written(
    film: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    place = film.parent
    (place / "empty.txt").write_text("\n")
    (place / "good.txt").write_text("A boat")
    (place / "table.csv").write_text("shot\na boat\n")
    (place / "newer.otio").write_text('{"OTIO_SCHEMA": "Timeline.9"}')
    monkeypatch.chdir(place)
    before = tree(place)
    answer = tween(*words)
    assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1), answer
    assert answer.err.endswith(".\n")
    assert "Error" not in answer.err
    assert tree(place) == before


@pytest.mark.parametrize(
    "words",
    [["script", "a.txt"], ["script", "a.txt", "b.tween", "--seconds", "long"], ["import-otio", "a.otio"],
     ["export-otio", "a.tween"], ["export-edl", "a.tween", "b.edl", "--reel", "x"]],
    ids=" ".join,
)  # fmt: skip
def test_a_command_line_that_makes_no_sense_is_status_2(words: list[str]) -> None:
    answer = tween(*words)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1), answer
