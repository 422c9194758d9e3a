"""Backups: the last of each hour, day and week, never one over another, and a way back to the film."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.document.edits import set_prompt
from engine.document.model import Document
from engine.errors import TweenError
from engine.project.backups import Backup, backups, restore, superfluous
from engine.project.project import Project
from tests.cli.tween import ask, tween
from tests.document.boards import VIDEO, film

HOUR = 3600.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "film.tween"


def typed(doc: Document, text: str) -> Document:
    return set_prompt(doc, doc.cards[0].id, text)


def kept(every: timedelta, count: int) -> list[Backup]:
    """What is left when copies come at equal distances and each one is followed by thinning."""
    found: list[Backup] = []
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    for n in range(count):
        found.insert(0, Backup(n, begin + n * every, Path(str(n))))
        gone = superfluous(found)
        found = [backup for backup in found if backup not in gone]
    return found


def test_thinning_keeps_hours_days_and_weeks() -> None:
    found = kept(timedelta(hours=1), 24 * 90)
    assert 24 + 6 + 7 - 2 <= len(found) <= 24 + 7 + 8
    ages = [(found[0].at - backup.at) / timedelta(hours=1) for backup in found]
    assert ages[:24] == list(range(24))
    assert 6 * 7 * 24 <= ages[-1] <= 7 * 7 * 24
    assert len(kept(timedelta(minutes=1), 24 * 60)) == 24


def test_thinning_goes_by_number_when_the_clock_was_set_back() -> None:
    late, early = datetime(2099, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)
    found = [Backup(2, early, Path("2")), Backup(1, early, Path("1")), Backup(0, late, Path("0"))]
    assert superfluous(found) == (found[1],)


def test_a_copy_is_made_every_hour_of_editing_and_opens_for_reading(path: Path) -> None:
    now = [1_790_000_000.0]
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        project.commit(typed(film(), "first"), "Prompt")
        assert backups(path) == ()
        for hour in range(1, 4):
            now[0] += HOUR
            project.commit(typed(film(), f"hour {hour}"), "Prompt")
            project.commit(typed(film(), f"hour {hour} and on"), "Prompt")
        now[0] -= 100 * HOUR
        project.commit(typed(film(), "clock set back"), "Prompt")
        assert project.notice == ""
    found = backups(path)
    assert [backup.number for backup in found] == [4, 3, 2, 1]
    before = found[1].path.read_bytes()
    with Project.open(found[1].path) as copy:
        assert copy.document == typed(film(), "hour 3")
        assert copy.undo_name == "Prompt"
        assert copy.takes_folder == path.with_suffix(".takes")
        assert "it is a backup of film.tween" in copy.notice
        with pytest.raises(TweenError, match=r"backup of film\.tween"):
            copy.commit(film(), "Edit")
    assert found[1].path.read_bytes() == before
    assert [entry.suffix for entry in found[0].path.parent.iterdir()] == [".tween"] * 4


def test_paths_in_a_backup_start_from_the_film(path: Path) -> None:
    doc = film()
    beside = replace(VIDEO, path=str(path.parent / "a.webm"))
    doc = replace(doc, assets=(beside,))
    now = [HOUR]
    with Project.create(path, doc, clock=lambda: now[0]) as project:
        now[0] += HOUR
        project.commit(typed(doc, "a"), "Prompt")
    with Project.open(backups(path)[0].path) as copy:
        assert copy.document.assets == (beside,)


def test_a_damaged_film_is_set_aside_untouched_when_a_copy_is_restored(path: Path) -> None:
    now = [HOUR]
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        now[0] += HOUR
        project.commit(typed(film(), "good"), "Prompt")
        project.commit(typed(film(), "later"), "Prompt")
        copy = backups(path)[0].path
        with pytest.raises(TweenError, match="open in another program"):
            restore(copy)
    path.write_bytes(b"SQLite format 3\0, or what was left of it")
    kept = restore(copy)
    with Project.open(path) as project:
        assert project.document == typed(film(), "good")
        assert project.notice == ""
    (aside,) = path.with_suffix(".set-aside").rglob("film.tween")
    assert aside == kept
    assert aside.read_bytes() == b"SQLite format 3\0, or what was left of it"
    assert copy.exists()
    with pytest.raises(TweenError, match="is no backup"):
        restore(path)


def test_restoring_keeps_the_film_as_one_more_copy_and_can_be_taken_back(path: Path) -> None:
    now = [HOUR]
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        now[0] += HOUR
        project.commit(typed(film(), "good"), "Prompt")
        project.commit(typed(film(), "later"), "Prompt")
    kept = restore(backups(path)[0].path)
    assert [backup.path for backup in backups(path)][:1] == [kept]
    assert len(backups(path)) == 2
    with Project.open(path) as project:
        assert project.document == typed(film(), "good")
    assert kept is not None
    restore(kept)
    with Project.open(path) as project:
        assert project.document == typed(film(), "later")
        assert project.undo() == typed(film(), "good")
    path.unlink()
    assert restore(kept) is None
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["film.backups", "film.tween"]


def test_what_was_written_before_a_crash_is_in_the_copy_that_restoring_keeps(path: Path) -> None:
    now = [HOUR]
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        now[0] += HOUR
        project.commit(typed(film(), "good"), "Prompt")
        crashed = {file: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    for file, data in crashed.items():  # the film with its log, as a killed process leaves them
        file.write_bytes(data)
    path.with_name(".film.tween.lock").unlink()
    assert path.with_name("film.tween-wal").stat().st_size
    kept = restore(backups(path)[0].path)
    assert kept is not None
    with Project.open(kept, read_only=True) as project:
        assert project.document == typed(film(), "good")
    with Project.open(path) as project:
        assert project.document == typed(film(), "good")


def test_backups_are_listed_and_restored_from_the_command_line(path: Path) -> None:
    assert "There is no film" in tween("backups", path).err
    now = [HOUR]
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        assert "has no backups yet" in tween("backups", path).out
        for hour in ("one", "two"):
            now[0] += HOUR
            project.commit(typed(film(), hour), "Prompt")
        assert "open in another program" in tween("backups", path, "--restore", 1).err
    (two, one) = ask("backups", path)
    assert (one["number"], one["made"], one["edit"]) == (1, "1970-01-01T02:00:00+00:00", "Prompt")
    assert (one["frames"], one["cards"], one["problem"]) == (film().frames, len(film().cards), "")
    assert one["bytes"] == Path(one["path"]).stat().st_size
    assert "1970-01-01 03:00:00" in tween("backups", path).out
    Path(two["path"]).write_bytes(b"gone bad")
    assert "is not a Tweenboard film" in ask("backups", path)[0]["problem"]
    assert "has no backup “9”" in tween("backups", path, "--restore", 9).err
    answer = ask("backups", path, "--restore", Path(one["path"]).name)
    assert answer["restored"] == one["path"]
    with Project.open(path) as project:
        assert project.document == typed(film(), "one")
    with Project.open(answer["kept"], read_only=True) as project:
        assert project.document == typed(film(), "two")
    assert tween("backups", path, "--restore", "1").status == 0


def test_a_backup_that_cannot_be_made_is_a_notice_and_stops_no_edit(path: Path) -> None:
    path.with_suffix(".backups").write_text("a file in the way")
    now = [HOUR]
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        now[0] += HOUR
        project.commit(typed(film(), "on"), "Prompt")
        assert "No backup of film.tween could be made" in project.notice
    with Project.open(path) as project:
        assert project.document == typed(film(), "on")
