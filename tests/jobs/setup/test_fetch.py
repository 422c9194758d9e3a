"""A file that is fetched goes on where it stopped, and is believed only with its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import Cancelled, TweenError
from engine.jobs.setup.fetch import fetch
from engine.jobs.setup.wanted import Wheel
from tests.jobs.setup.wheels import Served, serve

DATA = bytes(range(256)) * 4000
NAME = "thing-1.0-py3-none-any.whl"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serve() as found:
        found.files[NAME] = DATA
        yield found


def thing(served: Served, data: bytes = DATA) -> Wheel:
    return Wheel("thing", "1.0", f"{served.address}/{NAME}", hashlib.sha256(data).hexdigest())


def never() -> bool:
    return False


def test_a_line_that_breaks_is_taken_up_where_it_broke(served: Served, tmp_path: Path) -> None:
    served.cuts = [300_000, 200_000]
    told: list[int] = []
    path = fetch(thing(served), tmp_path, told.append, never)
    assert path.read_bytes() == DATA
    assert served.asked == ["", "bytes=300000-", "bytes=500000-"]
    assert told[-1] == len(DATA)
    assert told == sorted(told)


def test_what_a_stopped_attempt_left_is_not_fetched_again(served: Served, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(DATA[:1000])
    assert fetch(thing(served), tmp_path, lambda n: None, never).read_bytes() == DATA
    assert served.asked == ["bytes=1000-"]
    fetch(thing(served), tmp_path, lambda n: None, never)
    assert len(served.asked) == 1


def test_stopping_keeps_what_has_come(served: Served, tmp_path: Path) -> None:
    served.cuts = [400_000]
    with pytest.raises(Cancelled):
        fetch(thing(served), tmp_path, lambda n: None, lambda: len(served.asked) > 1)
    assert (tmp_path / f"{NAME}.part").stat().st_size >= 400_000
    assert not (tmp_path / NAME).exists()


def test_a_server_that_knows_of_no_parts_sends_it_all_again(served: Served, tmp_path: Path) -> None:
    served.parts = False
    (tmp_path / f"{NAME}.part").write_bytes(b"x" * 1000)
    assert fetch(thing(served), tmp_path, lambda n: None, never).read_bytes() == DATA


def test_another_content_than_said_is_thrown_away(served: Served, tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="was thrown away"):
        fetch(thing(served, b"other"), tmp_path, lambda n: None, never)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_that_lies_there_is_fetched_anew(served: Served, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(DATA[:-1] + b"!")
    assert fetch(thing(served), tmp_path, lambda n: None, never).read_bytes() == DATA


def test_a_line_that_keeps_breaking_is_one_sentence(served: Served, tmp_path: Path) -> None:
    served.cuts = [10, 10, 10, 10]
    with pytest.raises(
        TweenError, match=r"127\.0\.0\.1 does not give thing-1\.0.* what was fetched is kept\."
    ):
        fetch(thing(served), tmp_path, lambda n: None, never)
    assert (tmp_path / f"{NAME}.part").stat().st_size == 40


def test_a_file_that_is_not_there_is_one_sentence(served: Served, tmp_path: Path) -> None:
    served.files.clear()
    with pytest.raises(TweenError, match="HTTP 404"):
        fetch(thing(served), tmp_path, lambda n: None, never)
