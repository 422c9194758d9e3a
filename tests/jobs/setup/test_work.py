"""Setting up from start to end with pip itself, on small packages that lie on this machine."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from engine import interpreter
from engine.errors import TweenError
from engine.jobs.setup import work
from engine.jobs.setup.wanted import Lists
from tests.jobs.setup.wheels import wheel

LISTS = Lists("tweendrawthing>=1\n", "torch==2.13.0\ntweendrawthing==1.0\ntweendrawpart==2.0\n")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of four packages; torch among them, of which pip must not find this environment's own."""
    index = tmp_path / "index"
    wheel(index, "tweendrawthing", "1.0", "VALUE = 1\n", ("tweendrawpart",))
    wheel(index, "tweendrawpart", "2.0", "VALUE = 2\n")
    wheel(index, "tweendrawpart", "3.0", "VALUE = 3\n")
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
