"""`tween slow` and `tween interpolate`: frames between frames, for slow motion and for a higher rate."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.tools.apply import add_drawing, add_film, apply
from engine.errors import TweenError

if TYPE_CHECKING:
    from engine.document.model import Document
    from engine.document.time import FrameRange
    from engine.project.project import Project
    from engine.tools.between import Tweening
    from engine.tools.edited import Edited


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("slow", "tools.slow", "slow motion with true frames between")
    add_film(sub)
    sub.add_argument(
        "range", metavar="A-B|CARD|end-Ss", help="frames, a card's number, or the last S seconds"
    )
    sub.add_argument("--speed", metavar="1/N", default="1/2", help="1/4, 0.25 or 25%% (default 1/2)")
    sub.add_argument("--repeat", action="store_true", help="repeat frames instead of finding those between")
    sub.add_argument(
        "--redraw", metavar="subtle|S", help="let the model redraw what was found, this strongly: .3"
    )
    sub.add_argument("--prompt", metavar="T", help="what happens there (default: what the card there says)")
    add_drawing(sub)

    more = command("interpolate", "tools.slow", "frames between frames, where the film shows some repeatedly")
    add_film(more)
    more.add_argument("range", metavar="A-B|CARD|end-Ss", nargs="?", help="(default: all of the film)")
    more.add_argument("--rate", metavar="N/D", help="the film's new frames a second, such as 48")
    add_drawing(more)


def slow(args: Namespace) -> None:
    apply(args, f"Slow {args.range} to {args.speed}", lambda project: _slowed(project, args))


def interpolate(args: Namespace) -> None:
    title = f"Interpolate {args.range or 'the film'}" + (f" to {args.rate}" if args.rate else "")
    apply(args, title, lambda project: _interpolated(project, args))


def _slowed(project: Project, args: Namespace) -> Edited:
    from engine.document.time import FrameRange
    from engine.tools.edited import Edited
    from engine.tools.redo import span_of
    from engine.tools.remix import strength_of
    from engine.tools.slow import redrawn, refuse, settled, speed_of, words_in
    from engine.tools.slow import slow as tool

    doc, shown = project.document, project.takes.shown
    span, speed = span_of(doc, args.range), speed_of(args.speed)
    strength = None if args.redraw is None else strength_of(args.redraw)
    prompt = args.prompt if args.prompt is not None else words_in(doc, span)
    refuse(doc, span, shown)
    if strength is None and args.prompt is not None:
        raise TweenError("Words are for what is redrawn; add --redraw .3, or leave --prompt out.")
    if strength is not None and not prompt.strip():
        raise TweenError(f"Nothing says what happens in {span}; give --prompt, or leave --redraw out.")
    tool(doc, span, speed)  # what it refuses is refused before frames are written
    from engine.cli.tools.making import settle

    doc = tool(settled(doc, span, shown, settle(project)), span, speed)
    wide = FrameRange(span.start, span.start + round(len(span) / speed))
    notes: tuple[str, ...] = ()
    if not args.repeat:
        doc, notes = _tweened(project, doc, wide, args)
    if strength is None:
        return Edited(doc, (), notes)
    doc, card = redrawn(doc, wide, strength, prompt)
    return Edited(doc, (card,), notes)


def _interpolated(project: Project, args: Namespace) -> Edited:
    from engine.document.time import FrameRange, parse_rate, rate_text
    from engine.tools.between import wanting
    from engine.tools.edited import Edited
    from engine.tools.rate import at_rate
    from engine.tools.redo import span_of

    doc, begun = project.document, None
    span = span_of(doc, args.range) if args.range else FrameRange(0, doc.frames)
    if args.rate:
        rate = parse_rate(args.rate)
        if rate <= doc.rate:
            raise TweenError(
                f"The film has {rate_text(doc.rate)} frames a second already; choose a rate above that, or "
                "use: tween aspect --rate."
            )
        if args.range:
            raise TweenError("A rate is for all of the film; leave the range out, or --rate.")
        begun = at_rate(doc, rate)
        doc, span = begun.document, FrameRange(0, begun.document.frames)
    if not wanting(doc, span) and not args.rate:
        raise TweenError(
            f"No footage in {span} has frames missing: its files have as many as the film shows; give a "
            "higher --rate, or use: tween slow."
        )
    doc, notes = _tweened(project, doc, span, args)
    if begun is None:
        return Edited(doc, (), notes)
    return Edited(doc, begun.cards, (*notes, *begun.notes))


def _tweened(
    project: Project, doc: Document, span: FrameRange, args: Namespace
) -> tuple[Document, tuple[str, ...]]:
    """The film with frames of their own for all clips in `span` that have too few; and what was done."""
    from engine.tools.between import UNWRITTEN, laid, make, seconds_for, wanting

    found = wanting(doc, span)
    if not found:
        return doc, ()
    from engine.cli.tools.making import folder, say, working
    from engine.families.memory.plan import duration

    for tweening in found:
        laid(doc, tweening.clip.id, UNWRITTEN)  # what is locked is refused before frames are found
    total = sum(tweening.frames for tweening in found)
    say(args, f"{total} frames by optical flow, about {duration(seconds_for(found))}.")
    done = 0
    for tweening in found:
        before = done
        with working("between", total) as (report, stopped):
            asset = make(tweening, folder(project), lambda n, b=before: report(b + n), stopped)
        doc = laid(doc, tweening.clip.id, asset)
        done += tweening.frames
    return doc, tuple(_notes(found))


def _notes(found: tuple[Tweening, ...]) -> list[str]:
    from engine.media.safety import display_name

    files = dict.fromkeys(display_name(tweening.asset.path) for tweening in found)
    return [f"The frames of {', '.join(files)} lie in a file of their own now; the footage is as it was."]
