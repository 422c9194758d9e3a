"""Setting up from start to end with pip itself, on small packages that lie on this machine."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine import interpreter
from engine.errors import Cancelled, TweenError
from engine.jobs.setup import work
from engine.jobs.setup.wanted import Lists, Wheel
from tests.jobs.setup.wheels import wheel

LISTS = Lists(
    "tweendrawthing>=1\n",
    "torch==2.13.0\ntweendrawthing==1.0\ntweendrawpart==2.0\n",
    {"cluster": "tweendrawray\n"},
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of small packages; torch among them, of which pip must not find this environment's own."""
    index = tmp_path / "index"
    wheel(index, "tweendrawthing", "1.0", "VALUE = 1\n", ("tweendrawpart",))
    wheel(index, "tweendrawpart", "2.0", "VALUE = 2\n")
    wheel(index, "tweendrawpart", "3.0", "VALUE = 3\n")
    wheel(index, "tweendrawray", "4.0", "VALUE = 4\n", ("tweendrawlib",), within="tweenshared")
    wheel(index, "tweendrawlib", "5.0", "VALUE = 5\n", within="tweenshared")
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TWEENBOARD_TORCH_INDEX", "pip")
    monkeypatch.delenv("TWEENBOARD_PACKAGES", raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    monkeypatch.setattr(sys, "path", list(sys.path))
    return tmp_path / "data" / "drawing"


def quiet(what: str, done: int, total: int) -> None:
    pass


def never() -> bool:
    return False


def site(folder: Path) -> Path:
    return folder / f"py{sys.version_info.major}{sys.version_info.minor}"


def test_set_up_checked_repaired_and_removed(place: Path) -> None:
    said: list[str] = []
    now = work.set_up(LISTS, lambda what, done, total: said.append(what), never, "cpu")
    assert (now.kind, now.current, now.folder) == ("cpu", True, place)
    assert list(dict.fromkeys(said)) == ["ask", "fetch", "put"]
    assert importlib.util.find_spec("tweendrawthing").origin.startswith(str(site(place)))  # type: ignore[union-attr]
    part = site(place) / "tweendrawpart/__init__.py"
    assert part.read_text() == "VALUE = 2\n", "the version that was tried, not the newest"
    assert {path.name for path in place.iterdir()} == {site(place).name, "set-up.json"}

    assert work.check(quiet, never) == ()
    part.write_text("VALUE = 9\n")
    (site(place) / "tweendrawthing/__init__.py").unlink()
    assert work.check(quiet, never) == ("tweendrawpart", "tweendrawthing")
    assert work.repair(quiet, never) == ("tweendrawpart", "tweendrawthing")
    assert part.read_text() == "VALUE = 2\n"
    assert work.check(quiet, never) == ()

    assert not work.state(Lists(LISTS.needs, LISTS.pins + "other==1\n")).current
    (place / "mine.txt").write_text("a person's own")
    assert work.remove() > 0
    assert [path.name for path in place.iterdir()] == ["mine.txt"]
    assert work.state(LISTS).kind == ""


def test_what_is_there_goes_on_working_until_the_new_is_whole(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    work.set_up(LISTS, quiet, never, "cpu", other)
    assert interpreter.packages() == site(other), "a chosen place is remembered"
    newer = Lists(LISTS.needs, LISTS.pins.replace("tweendrawpart==2.0", "tweendrawpart==3.0"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.jobs.setup.place.install", full)
    with pytest.raises(TweenError, match="no room left"):
        work.set_up(newer, quiet, never, "cpu")
    assert (site(other) / "tweendrawpart/__init__.py").read_text() == "VALUE = 2\n"
    assert work.state(LISTS).current
    assert not work.state(newer).current
    monkeypatch.undo()


def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The packages that are fetched from now on."""
    names: list[str] = []
    real = work.fetch

    def told(wheel: Wheel, *rest: Any) -> Path:
        names.append(wheel.name)
        return real(wheel, *rest)

    monkeypatch.setattr(work, "fetch", told)
    return names


def test_a_part_comes_besides_and_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work.set_up(LISTS, quiet, never, "cpu")
    assert not (site(place) / "tweenshared").exists()
    names = fetched(monkeypatch)
    now = work.set_up(LISTS, quiet, never, parts=("cluster",))
    assert (now.kind, now.parts, now.current) == ("cpu", ("cluster",), True)
    assert names == ["tweendrawlib", "tweendrawray"], "what is there already is not fetched again"
    assert work.check(quiet, never) == ()

    lib, ray = (site(place) / f"tweenshared/{name}/__init__.py" for name in ("tweendrawlib", "tweendrawray"))
    lib.write_text("VALUE = 0\n")
    assert work.repair(quiet, never) == ("tweendrawlib",)
    assert ray.read_text() == "VALUE = 4\n", "mending one package must not take its neighbours' files"
    assert work.check(quiet, never) == ()

    newer = Lists(LISTS.needs, LISTS.pins.replace("tweendrawpart==2.0", "tweendrawpart==3.0"), LISTS.parts)
    now = work.set_up(newer, quiet, never, "cpu")
    assert (now.parts, now.current) == (("cluster",), True)
    assert lib.read_text() == "VALUE = 5\n"
    assert (site(place) / "tweendrawpart/__init__.py").read_text() == "VALUE = 3\n"


def test_a_part_that_was_stopped_leaves_what_was_there(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work.set_up(LISTS, quiet, never, "cpu")

    def stopped(wheel: Wheel, *rest: Any) -> Path:
        raise Cancelled("Stopped; what was fetched is kept.")

    with monkeypatch.context() as patched:
        patched.setattr(work, "fetch", stopped)
        with pytest.raises(Cancelled):
            work.set_up(LISTS, quiet, never, parts=("cluster",))
    now = work.state(LISTS)
    assert (now.current, now.parts) == (True, ())
    assert work.set_up(LISTS, quiet, never, parts=("cluster",)).parts == ("cluster",)


def test_setting_up_again_mends_and_fetches_nothing_else(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.set_up(LISTS, quiet, never, "cpu")
    names = fetched(monkeypatch)
    work.set_up(LISTS, quiet, never, "cpu")
    assert names == []
    part = site(place) / "tweendrawpart/__init__.py"
    part.write_text("VALUE = 9\n")
    work.set_up(LISTS, quiet, never, "cpu")
    assert (names, part.read_text()) == (["tweendrawpart"], "VALUE = 2\n")


def test_pip_of_the_installed_program_asks_for_all_again(
    place: Path, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would see what was set up, as every process of the program does, and ask for nothing."""
    work.set_up(LISTS, quiet, never, "cpu")
    start, host = (str(repo / "packaging/bundle" / name) for name in ("start.py", "host.py"))
    code = (
        "import runpy, sys; start, host = sys.argv[1:3]; sys.path.insert(0, '');"
        "runpy.run_path(start); sys.argv[:] = sys.argv[2:]; runpy.run_path(host, run_name='__main__')"
    )
    stand_in = [sys.executable, "-c", code, start, host]
    monkeypatch.setattr("engine.jobs.setup.wanted.module", lambda *words: [*stand_in, "-m", *words])
    seen = subprocess.run(
        [*stand_in, "-c", "import tweendrawthing; print(tweendrawthing.VALUE)"],
        cwd=interpreter.root(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert seen.stdout == "1\n"
    now = work.set_up(LISTS, quiet, never, "cpu", parts=("cluster",))
    assert now.current
    assert work.check(quiet, never) == ()
    assert (site(place) / "tweendrawthing/__init__.py").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/one.jpg").write_bytes(b"1")
    with pytest.raises(TweenError, match="holds other things; choose an empty folder"):
        work.set_up(LISTS, quiet, never, "cpu", tmp_path / "photos")


def test_an_index_without_it_is_one_sentence(place: Path) -> None:
    with pytest.raises(TweenError, match="No matching distribution found for tweennosuchthing"):
        work.set_up(Lists("tweennosuchthing\n", LISTS.pins), quiet, never, "cpu")
    assert not site(place).exists()


def test_a_disk_without_room_is_told_before_anything_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(work.ROOM, "cpu", 1 << 60)
    with pytest.raises(TweenError, match="free some space or choose another place"):
        work.set_up(LISTS, quiet, never, "cpu")
