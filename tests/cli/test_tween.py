"""Everything that `tween` does without a model, on small media and on the real clip."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.media.probe import probe
from engine.project.project import Project
from engine.project.takes import TakeLibrary
from tests.cli.tween import ask, tween
from tests.render.films import add_take, footage, picture


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return footage(tmp_path_factory.mktemp("media") / "clip.mp4", 72)


@pytest.fixture
def film(tmp_path: Path, clip: Path) -> Path:
    path = tmp_path / "film.tween"
    assert tween("new", path, clip).status == 0
    return path


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "still.png"
    Image.fromarray(np.full((96, 160, 3), 90, np.uint8)).save(path)
    return path


def test_probe_prints_the_keys_of_the_contract(clip: Path, image: Path) -> None:
    info = ask("probe", clip)
    assert (info["kind"], info["frames"], info["width"], info["height"]) == ("video", 72, 160, 96)
    assert (info["rate"], info["duration"]) == ("24/1", 3.0)
    assert info["audio"]["channels"] == 2
    assert isinstance(info["notes"], list)
    assert ask("probe", image)["kind"] == "image"
    text = tween("probe", clip).out
    assert "72" in text
    assert "160×96" in text


def test_new_takes_format_from_the_first_video_and_footage_in_order(
    tmp_path: Path, clip: Path, image: Path
) -> None:
    board = ask("new", tmp_path / "a.tween", image, clip)
    assert (board["rate"], board["size"], board["frames"]) == ("24/1", [160, 96], 120)
    assert [card["range"] for card in board["cards"]] == [[0, 48], [48, 120]]
    assert [card["state"] for card in board["cards"]] == ["keep", "keep"]
    assert [clip["range"] for clip in board["clips"] if clip["track"] == "V1"] == [[0, 48], [48, 120]]
    board = ask("new", tmp_path / "b.tween", clip, "--rate", "12", "--size", "320x180")
    assert (board["rate"], board["size"], board["frames"]) == ("12/1", [320, 180], 36)
    board = ask("new", tmp_path / "c.tween")
    assert (board["size"], board["frames"], board["cards"], board["clips"]) == ([1280, 720], 0, [], [])


def test_in_and_out_cut_the_one_piece_of_footage(tmp_path: Path, clip: Path) -> None:
    board = ask("new", tmp_path / "a.tween", clip, "--in", 10, "--out", 40)
    assert board["frames"] == 30
    assert board["clips"][0]["source_start"] == 10
    assert ask("new", tmp_path / "b.tween", clip, "--in", 70)["frames"] == 2


def test_a_clip_that_breaks_off_is_used_as_far_as_it_goes_and_says_so(tmp_path: Path, clip: Path) -> None:
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(clip.read_bytes()[: clip.stat().st_size * 2 // 3])
    board = ask("new", tmp_path / "a.tween", cut)
    assert 0 < board["frames"] < 72
    assert board["assets"][0]["notes"]
    assert "cut.mp4: " in tween("show", tmp_path / "a.tween").out


def test_split_card_and_show_tell_the_same_board(film: Path, clip: Path, image: Path) -> None:
    ask("split", film, 24, 48)
    ask("card", film, 2, "--prompt", "a ball", "--strength", 0.5, "--seed", 7, "--style", "Noir")
    told = ask(
        "card", film, "10-20", "--prompt", "小船向右航行", "--image", f"{image}@4", "--negative", "text"
    )
    board = ask("show", film)
    assert told == board
    assert [card["range"] for card in board["cards"]] == [[0, 10], [10, 20], [20, 24], [24, 48], [48, 72]]
    made, ball = board["cards"][1], board["cards"][3]
    assert (made["index"], made["prompt"], made["negative"], made["state"], made["takes"]) == (
        2, "小船向右航行", "text", "ready", [],
    )  # fmt: skip
    assert made["keyframes"] == [{"path": str(image), "offset": 4, "source_frame": 0, "frames": 1}]
    told = ask("card", film, 2, "--image", f"{image}@6-10", "--image", f"{clip}@0-3")
    keys = told["cards"][1]["keyframes"]
    assert [(key["offset"], key["frames"]) for key in keys] == [(0, 3), (4, 1), (6, 4)]
    for wrong in ("6-6", "9-3"):
        refused = tween("card", film, 2, "--image", f"{image}@{wrong}")
        assert (refused.status, "needs at least one frame" in refused.err) == (1, True)
    assert (ball["strength"], ball["seed"], ball["style"]) == (0.5, 7, "noir")
    lines = tween("show", film).out.splitlines()
    assert lines[0] == "film.tween: 72 frames at 24/1 (00:00:03:00), 160×96"
    assert lines[-4].split()[:6] == ["2", "10–20", "ready", "0", "1.0", "0"]
    ask("card", film, 2, "--keep", "--style", "none")
    assert ask("show", film)["cards"][1]["state"] == "keep"
    one = tween("card", film, 4).out
    assert "a ball (noir)" in one
    assert len(one.splitlines()) == 2


def test_every_command_is_one_undoable_edit(film: Path) -> None:
    ask("split", film, 24, 48)
    ask("card", film, 1, "--prompt", "a ball", "--seed", 3)
    with Project.open(film) as project:
        assert project.history.names() == ("New film", "Split at 24, 48", "Card 1 (0–24)")


def test_takes_are_shown_measured_and_exported(film: Path, tmp_path: Path) -> None:
    ask("split", film, 24)
    ask("card", film, 2, "--prompt", "a red ball")
    assert ask("seams", film) == []
    assert "no joins" in tween("seams", film).out
    with Project.open(film) as project:
        take = add_take(TakeLibrary(project.takes_folder), project.document, lambda n: picture(n) // 2)
    card = ask("show", film)["cards"][1]
    assert [each["id"] for each in card["takes"]] == [take.id]
    assert card["shown"] == take.id
    (seam,) = ask("seams", film)
    assert seam["frame"] == 24
    assert seam["score"] > 1
    report = ask("export", film, tmp_path / "out.mp4")
    assert (report["frames"], report["kept"], report["drawn"]) == (72, [[0, 24]], [[24, 72]])
    info = probe(tmp_path / "out.mp4")
    assert (info.frames, info.rate, info.width, info.height) == (72, Fraction(24), 160, 96)
    part = ask("export", film, tmp_path / "part.mp4", "--range", "20-30", "--crf", 30)
    assert (part["frames"], part["kept"], part["drawn"]) == (10, [[20, 24]], [[24, 30]])
    assert tween("export", film, tmp_path / "part.mp4", "--overwrite").status == 0
    assert probe(tmp_path / "part.mp4").frames == 72


def test_models_lists_the_folders_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "model_index.json").write_text('{"_class_name": "LTXPipeline"}')
    monkeypatch.setenv("TWEENBOARD_MODELS", str(tmp_path))
    found = {model["name"]: model for model in ask("models")}
    assert found["tiny"]["path"] == str(folder)
    assert "tiny" in tween("models").out


def test_reading_goes_on_while_another_program_edits(film: Path, tmp_path: Path) -> None:
    with Project.open(film):
        assert ask("show", film)["frames"] == 72
        assert ask("export", film, tmp_path / "out.mp4", "--range", "0-5")["frames"] == 5
        refused = tween("split", film, 10)
        assert (refused.status, refused.err.count("\n")) == (1, 1)
        assert f"process {os.getpid()}" in refused.err


def test_the_real_clip(tmp_path: Path, media: Path) -> None:
    source = media / "big_buck_bunny_0_30.webm"
    film = tmp_path / "film.tween"
    info = ask("probe", source)
    assert (info["kind"], info["frames"], info["width"], info["height"]) == ("video", 720, 1280, 720)
    ask("new", film, source, "--in", 0, "--out", 324)
    ask("split", film, 114)
    board = ask("card", film, 2, "--prompt", "a blue boat sails to the right on the sea")
    assert (board["rate"], board["size"], board["frames"]) == ("24/1", [1280, 720], 324)
    assert [card["range"] for card in board["cards"]] == [[0, 114], [114, 324]]
    assert [card["state"] for card in board["cards"]] == ["keep", "ready"]
    report = ask("export", film, tmp_path / "out.mp4", "--range", "110-118")
    assert (report["frames"], report["kept"]) == (8, [[110, 118]])


@pytest.mark.parametrize("words", [["--help"], ["show", "{film}"], ["seams", "{film}"], ["models"]])
def test_no_command_but_generate_loads_torch_and_none_loads_qt(film: Path, words: list[str]) -> None:
    script = (
        "import sys\n"
        "from engine.cli import main\n"
        "try: status = main(sys.argv[1:])\n"
        "except SystemExit as end: status = end.code\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'torch', 'diffusers', 'transformers', 'PySide6', 'shiboken6'}, loaded\n"
        "sys.exit(status)\n"
    )
    words = [word.format(film=film) for word in words]
    subprocess.run([sys.executable, "-c", script, *words], check=True, capture_output=True)


def test_markers_are_noted_at_frames_and_timecodes(film: Path) -> None:
    assert tween("marker", film, "48", "--name", "here").status == 0
    assert [(m["frame"], m["name"]) for m in ask("marker", film, "00:00:01:12")["markers"]] == [
        (36, ""),
        (48, "here"),
    ]
    assert "48  00:00:02:00  here" in tween("show", film).out
    wrong = tween("marker", film, "soon")
    assert (wrong.status, wrong.err) == (
        1,
        "“soon” is no place in the film; write 00:00:04:18, 114f, 2.5s, or +20 frames.\n",
    )
