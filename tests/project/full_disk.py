"""Everything that writes, on a disk that really is full: run by `test_full_disk.py` in a mount of its own.

    python -m tests.project.full_disk FOLDER

FOLDER becomes a small file system in memory. For every page of room from none upward each act is tried; what
it says, and whether the film still has all that was acknowledged, is printed as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from engine.document.edits import set_prompt
from engine.document.model import Asset, Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.output.film_writer import FilmWriter
from engine.media.output.label import Label
from engine.media.output.settings import Settings
from engine.media.output.writer import TakeWriter
from engine.project.collect import collect
from engine.project.copying import save_copy
from engine.project.interchange.edl import export_edl
from engine.project.interchange.otio import export_otio
from engine.project.project import Project
from engine.render.provenance.claim import Claim, Drawn
from engine.render.provenance.identity import own_identity
from engine.render.provenance.signing import Signing
from engine.render.provenance.tags import tags_for
from tests.document.boards import film
from tests.project.test_takes import draw, request
from tests.render.films import RATE, SAMPLES, SIZE, picture, ticks

PAGE = 4096
DISK = 4 << 20
HOUR = 3600.0


class Disk:
    """A file system whose free room is set to the page, by a file that takes up the rest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder.parent / "unused"
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(folder)]
        subprocess.run(mount, check=True, capture_output=True)
        self._ballast = folder / "ballast"

    def leave(self, pages: int | None) -> None:
        """So many pages free; None for all there are."""
        self._ballast.unlink(missing_ok=True)
        if pages is not None:
            free = os.statvfs(self.folder).f_bfree - pages
            with self._ballast.open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(1, free) * PAGE)
            assert os.statvfs(self.folder).f_bfree == pages


@dataclass
class Tally:
    """`tried` writes, those `refused` in one sentence, and what went wrong otherwise."""

    tried: int = 0
    refused: int = 0
    sentences: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def attempt(self, act: Callable[[], object]) -> bool:
        self.tried += 1
        try:
            act()
        except TweenError as error:
            self.refused += 1
            self.sentences.add(str(error))
            if str(error).count("\n") or not str(error).endswith("."):
                self.wrong.append(f"not a sentence: {error}")
            return False
        return True


def typed(doc: Document, text: str) -> Document:
    return set_prompt(doc, doc.cards[0].id, text)


def edits(disk: Disk, pages: int, tally: Tally) -> None:
    """Edits and moves in the history until there is no room, then on once there is."""
    path = disk.folder / "film.tween"
    project = Project.create(path, film())
    disk.leave(pages)
    acknowledged, failed = project.document, False
    for n in range(40):
        wanted = typed(project.document, f"{n} " + "x" * 700)
        if tally.attempt(lambda wanted=wanted, n=n: project.commit(wanted, f"Edit {n}")):
            acknowledged = wanted
        else:
            failed = True
        if n % 9 == 8 and project.can_undo and tally.attempt(project.undo):
            acknowledged = project.document
        if project.document != acknowledged:
            tally.wrong.append(f"edits, {pages} pages: the window shows what was not saved")
        if failed and n > 8:
            break
    project.close()
    with Project.open(path) as project:
        if project.document != acknowledged or project.read_only:
            tally.wrong.append(f"edits, {pages} pages: an acknowledged edit is gone")
        disk.leave(None)
        project.commit(typed(project.document, "goes on"), "Edit")
    with Project.open(path) as project:
        if project.document != typed(acknowledged, "goes on"):
            tally.wrong.append(f"edits, {pages} pages: it did not go on")


def takes(disk: Disk, pages: int, tally: Tally) -> None:
    with Project.create(disk.folder / "film.tween", film()) as project:
        disk.leave(pages)
        drawn = sum(tally.attempt(lambda n=n: take(project, n)) for n in range(4))
        if len(project.takes.takes()) != drawn or project.takes.problems():
            tally.wrong.append(f"takes, {pages} pages: {drawn} drawn, {project.takes.problems()}")
        disk.leave(None)
        take(project, 99)


def take(project: Project, seed: int) -> None:
    """As drawing does it: latents first, then the frames, then the record."""
    dice = np.random.default_rng(seed)
    draft = project.takes.begin(request(project.document, 1, seed))
    try:
        draft.write_latents(dice.bytes(6000))
        with TakeWriter(draft.frames_path, (64, 64), Fraction(24)) as writer:
            writer.write(dice.integers(0, 255, (64, 64, 3), np.uint8))
        draft.commit(width=64, height=64)
    except TweenError:
        draft.discard()
        raise


def backups(disk: Disk, pages: int, tally: Tally) -> None:
    """A backup that finds no room stops no edit that does, and says so."""
    now = [HOUR]
    path = disk.folder / "film.tween"
    with Project.create(path, film(), clock=lambda: now[0]) as project:
        project.commit(typed(project.document, "y" * 30_000), "Edit")
        disk.leave(pages)
        now[0] += 2 * HOUR
        wanted = typed(project.document, "z")
        saved = tally.attempt(lambda: project.commit(wanted, "Edit"))
        made = len(list(path.with_suffix(".backups").glob("*.tween")))
        tally.refused += bool(project.notice)
        tally.sentences.add(project.notice)
        if saved and bool(project.notice) == bool(made):
            tally.wrong.append(f"backups, {pages} pages: {made} made, “{project.notice}”")
        disk.leave(None)
        now[0] += 2 * HOUR
        project.commit(typed(project.document, "more"), "Edit")
        if project.notice or not list(path.with_suffix(".backups").glob("*.tween")):
            tally.wrong.append(f"backups, {pages} pages: none afterwards")


def footage(folder: Path) -> Asset:
    path = folder / "clip.bin"
    path.write_bytes(os.urandom(50_000))
    return Asset("a", "video", str(path), "f", 48, 160, 96, Fraction(24), False)


def copies(disk: Disk, pages: int, tally: Tally) -> None:
    """Collecting, saving a copy, and the small exports: complete, or not there at all."""
    doc = replace(
        film(), assets=tuple(replace(a, path=footage(disk.folder).path) for a in film().assets[:1]), tracks=()
    )
    doc = replace(doc, cards=tuple(replace(card, keyframes=(), references=()) for card in doc.cards))
    with Project.create(disk.folder / "film.tween", doc) as project:
        draw(project.takes, request(project.document, 1), bytes(20_000))
        before = set(disk.folder.rglob("*"))
        acts: dict[str, Callable[[], object]] = {
            "all": lambda: collect(project, disk.folder / "all"),
            "copy.tween": lambda: save_copy(project, disk.folder / "copy.tween"),
            "out.otio": lambda: export_otio(project.document, disk.folder / "out.otio", project.takes.shown),
            "out.edl": lambda: export_edl(project.document, disk.folder / "out.edl", project.takes.shown),
            "out.mp4": lambda: movie(disk.folder / "out.mp4"),
            "signed.mp4": lambda: signed_movie(disk.folder / "signed.mp4"),
        }
        for name, act in acts.items():
            disk.leave(pages)
            done = tally.attempt(act)
            disk.leave(None)
            left = set(disk.folder.rglob("*")) - before
            if done != (disk.folder / name in left) or (left and not done):
                tally.wrong.append(f"{name}, {pages} pages: done {done}, left {sorted(map(str, left))}")
            for path in sorted(left, reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()


def movie(path: Path, label: Label | None = None) -> None:
    """As an export writes it: under a temporary name, complete or not at all."""
    with FilmWriter(path, SIZE, RATE, Settings(crf=12), SAMPLES, label=label) as writer:
        for n in range(12):
            writer.write(picture(n))
        writer.write_audio(ticks(12))


def signed_movie(path: Path) -> None:
    """As `movie`, with content credentials in it."""
    claim = Claim(12, RATE, (Drawn(FrameRange(0, 12), ("sketch",)),))

    def sign(source: Path, target: Path, title: str, picture: int | None) -> str:
        Signing(own_identity()).sign(source, target, title, claim)
        return ""

    movie(path, Label(tags_for(claim), sign))


def main() -> None:
    folder = Path(sys.argv[1])
    disk = Disk(folder)
    report = {}
    for act, most, step in ((edits, 48, 1), (takes, 24, 1), (backups, 40, 1), (copies, 60, 2)):
        tally = Tally()
        for pages in range(0, most, step):
            act(disk, pages, tally)
            disk.leave(None)
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        report[act.__name__] = {
            "tried": tally.tried,
            "refused": tally.refused,
            "sentences": sorted(tally.sentences),
            "wrong": tally.wrong,
        }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
