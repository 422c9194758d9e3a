"""What the tools share that make footage before they edit the film: its pictures, a bar, Ctrl+C."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.interrupt import stop_on_interrupt
from engine.cli.text import Meter

if TYPE_CHECKING:
    from engine.document.model import Asset
    from engine.document.time import FrameRange
    from engine.project.project import Project
    from engine.render.compose import Composer


def pictures(project: Project) -> Composer:
    """The film's pictures as they are exported, to the level; a context manager."""
    from engine.media.open import open_reader
    from engine.render.compose import Composer

    return Composer(project.document, project.takes.shown, None, partial(open_reader, exact=True))


def folder(project: Project) -> Path:
    """Where footage made for the film is written. Raises `TweenError` for a film that can only be read."""
    from engine.project.places import made_folder

    project.check_writable()
    return made_folder(project.path)


def still(project: Project, frame: int) -> Asset:
    """Film frame `frame` as a picture in the film's folder."""
    from engine.tools.between import write_still

    with pictures(project) as composer:
        return write_still(composer.frame(frame), f"frame {frame}", folder(project))


def settle(project: Project) -> Callable[[FrameRange], Asset]:
    """Frames of the film as they are shown -> footage of them in its folder."""
    from engine.tools.between import write_footage

    def write(span: FrameRange) -> Asset:
        path = folder(project) / f"drawn {span.start}-{span.stop} {made_key(project, span)}.mp4"
        with pictures(project) as composer, working("writing drawn frames", len(span)) as (report, stopped):
            frames = (composer.frame(n) for n in span)
            return write_footage(frames, path, composer.size, project.document.rate, report, stopped)

    return write


def made_key(project: Project, *parts: object) -> str:
    """For the name of a file made of the film as it is shown now, and of `parts`."""
    from engine.tools.between import file_key

    takes = [project.takes.shown(card) for card in project.document.cards]
    return file_key(project.document, [take and take.id for take in takes], parts)


@contextmanager
def working(what: str, total: int) -> Iterator[tuple[Callable[[int], None], Callable[[], bool]]]:
    """(say how many of `total` are done, whether Ctrl+C was pressed)"""
    meter = Meter()
    with stop_on_interrupt() as stopped:
        try:
            yield lambda done: meter.show(what, done, total), stopped
        finally:
            meter.clear()


def say(args: Namespace, sentence: str) -> None:
    """What is about to be made, and what it takes."""
    print(sentence, file=sys.stderr if args.json else sys.stdout, flush=True)
