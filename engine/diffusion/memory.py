"""A job within the memory there is: planned before it is loaded, and again, smaller, when memory runs out.

What was drawn until then is not lost: the next attempt goes on from the last kept step, or from the finished
latents when it was their decoding that found no room.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.diffusion.forecast import Forecast, forecast
from engine.diffusion.progress import Watch
from engine.document.request import Request
from engine.document.take import Take
from engine.errors import TweenError
from engine.families.family import Family
from engine.families.loading import load, loaded_plan, unload
from engine.families.memory.accelerator import Peak, give_back, here, out_of_memory
from engine.families.memory.plan import Plan

Draw = Callable[[Family], Take]


def within_memory(request: Request, watch: Watch, draw: Draw) -> Take:
    """The take of `request` by `draw`, which is given its model, loaded by the first plan that does.

    Raises `TweenError` before anything is loaded where no plan fits, and when memory ran out under all.
    """
    ahead = _forecast(request)
    if ahead is None:
        return draw(load(request.model))
    plan = ahead.plan(loaded=loaded_plan(request.model))
    first = True
    while True:
        take = _attempt(request, watch, draw, ahead, plan, first)
        give_back()
        if take is not None:
            return take
        # Only here, with the failed attempt's frames gone, is nothing of it held any more.
        unload()
        give_back()
        smaller = _smaller(ahead, plan, first)
        how = f"in a smaller way ({smaller.sentence()})" if smaller != plan else "after giving all of it back"
        plan, first = smaller, False
        watch.tell("load", 0, 1, note=f"Memory ran out; going on {how}.")


def fitting(request: Request) -> Family:
    """The model of `request`, loaded by the first plan that fits. Raises `TweenError` where none does."""
    ahead = _forecast(request)
    return load(request.model, None if ahead is None else ahead.plan(loaded=loaded_plan(request.model)))


def _smaller(ahead: Forecast, plan: Plan, first: bool) -> Plan:
    """The next plan. Where there is none the same once more, since it may have been an earlier job's
    memory, or another program's, that was missing."""
    try:
        return ahead.plan(after=plan)
    except TweenError:
        if not first:
            raise
        return plan


def _forecast(request: Request) -> Forecast | None:
    """None for a model whose files cannot be counted: loading it says what is wrong with them."""
    try:
        return forecast(request, here())
    except TweenError:
        return None


def _attempt(
    request: Request, watch: Watch, draw: Draw, ahead: Forecast, plan: Plan, first: bool
) -> Take | None:
    """None when memory ran out."""
    peak, began = Peak(), watch.elapsed()
    try:
        with watch.timed("load_seconds"):
            family = load(request.model, plan)
        take = draw(family)
    except Exception as error:
        if not out_of_memory(error):
            raise
        return None
    if first and not take.stats["steps_before"]:
        ahead.record(plan, watch.elapsed() - began - watch.seconds["load_seconds"], peak.measured())
    return take
