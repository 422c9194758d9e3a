"""Whether a model fits this machine, told before it is fetched, by the engine's own planner."""

from __future__ import annotations

from engine.errors import TweenError
from engine.families.defaults import defaults, longest
from engine.families.memory.machine import this_machine
from engine.families.memory.plan import Job, Machine, Plan, choose
from engine.families.models.entries import Entry


def window_job(entry: Entry) -> Job:
    """One window as the model draws unless a card says otherwise."""
    own = defaults(entry.able, entry.index)
    width, height = own["native_size"]
    window = longest(own, entry.sizes.frame_stride)
    guided = not entry.able.distilled and own["guidance"] > 1
    return Job(width, height, window, window, int(own["steps"]), 2 if guided else 1)


def fitting(entry: Entry, machine: Machine | None = None) -> Plan | str:
    """The plan by which it would draw a window here, or the sentence why it cannot."""
    try:
        return choose(entry.sizes, window_job(entry), machine or this_machine())
    except TweenError as error:
        return str(error)
