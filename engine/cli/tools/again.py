"""`tween again`: a take is its recipe; draw it once more and see that it is the same."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from engine.cli.text import print_json
from engine.cli.tools.apply import add_film

if TYPE_CHECKING:
    from engine.document.request import Request
    from engine.document.take import Take
    from engine.project.recipe import Compared


def add(command: Callable[[str, str, str], ArgumentParser]) -> None:
    sub = command("again", "tools.again", "draw a take once more as it was, and say whether it is the same")
    add_film(sub)
    sub.add_argument("take", metavar="TAKE", help="its id, or the beginning of it")
    sub.add_argument("--show", action="store_true", help="only say what it was drawn from")


def again(args: Namespace) -> None:
    """The film stays as it is: what is drawn is compared, and dropped."""
    import tempfile
    from pathlib import Path

    from engine.cli.interrupt import stop_on_interrupt
    from engine.cli.work import draw_request
    from engine.project.project import Project
    from engine.project.recipe import compared, find_take, recipe
    from engine.project.takes import TakeLibrary

    with Project.open(args.film, read_only=True) as project:
        take = find_take(project.takes, args.take)
        if args.show:
            _show(args, take)
            return
        request = recipe(project, take)
        with (
            tempfile.TemporaryDirectory(prefix="tweenboard-") as folder,
            stop_on_interrupt() as stopped,
        ):
            drawn = draw_request(TakeLibrary(Path(folder)), request, f"Take {take.id}", stopped)
            found = compared(take, drawn)
    if args.json:
        print_json(
            {
                "take": take.id,
                "identical": found.identical,
                "frames": found.frames,
                "different_frames": found.different,
                "largest_difference": found.by,
            }
        )
    else:
        print(f"Take {take.id}: {_said(found)}")


def _said(found: Compared) -> str:
    if found.identical:
        return f"drawn again, all {found.frames} frames are bit-identical."
    if found.by < 0:
        return "drawn again, it has another size or length."
    return (
        f"drawn again, {found.different} of {found.frames} frames differ, by at most {found.by} of 255; "
        "another machine, device or number of threads adds up differently."
    )


def _show(args: Namespace, take: Take) -> None:
    if args.json:
        print_json({"take": take.id, "created": take.created, "recipe": take.request.to_json()})
    else:
        print("\n".join(_lines(take)))


def _lines(take: Take) -> Iterator[str]:
    request = take.request
    yield f"Take {take.id}, drawn {take.created[:19].replace('T', ' ')} UTC"
    yield f"frames    {request.draw} of the film, {request.rate} a second, for {_size(request)}"
    yield f"model     {request.model}, seed {request.seed}{_choices(request)}"
    yield f"prompt    {request.prompt}"
    if request.negative:
        yield f"not       {request.negative}"
    for span in request.spans:
        yield f"words     {span.place}: {span.prompt}"
    for known in request.known:
        how = "kept" if known.cap == 0 else f"redrawn for {known.cap:g} of the steps"
        beside = "" if known.place.overlaps(request.draw) else ", beside it"
        yield f"picture   {known.place}{beside}: {known.path} from frame {known.source_start}, {how}"
    for known in request.colours:
        yield f"colours   of {known.place}: {known.path} from frame {known.source_start}"
    for part in request.blends:
        yield f"blend     {part.place}: into {part.path} from frame {part.source_start}"
    for region in request.regions:
        yield f"region    {region.place}: {region.shape} {region.points}"
    for reference in request.references:
        yield f"reference {reference.path}, weight {reference.weight:g}"
    for lora in request.loras:
        yield f"LoRA      {lora.name}, weight {lora.weight:g}"


def _size(request: Request) -> str:
    scale = "" if request.scale == 1 else f", a draft at {request.scale:g}"
    return f"{request.width}×{request.height}{scale}{', around the picture' if request.outpaint else ''}"


def _choices(request: Request) -> str:
    steps = "" if request.steps is None else f", {request.steps} steps"
    return steps + ("" if request.guidance is None else f", guidance {request.guidance:g}")
