"""What a request will take, before anything of its model is loaded: no torch, so that the window can tell."""

from __future__ import annotations

from dataclasses import dataclass

from engine.diffusion.layout import lay_out, working_size
from engine.document.request import Request
from engine.families.catalog import resolve
from engine.families.defaults import native
from engine.families.memory import history
from engine.families.memory.machine import this_machine
from engine.families.memory.plan import Correction, Job, Machine, Plan, choose
from engine.families.memory.sizes import Sizes, sizes


@dataclass(frozen=True, slots=True)
class Forecast:
    """One request on one machine, corrected by what was `measured` there."""

    model: Sizes
    job: Job
    machine: Machine
    measured: Correction

    def plan(self, after: Plan | None = None, loaded: Plan | None = None) -> Plan:
        """See `engine.families.memory.plan.choose`; raises `TweenError` where nothing fits."""
        return choose(self.model, self.job, self.machine, self.measured, after, loaded)

    def record(self, plan: Plan, seconds: float, peak: int | None) -> None:
        """The request was drawn by `plan`; the next forecast knows."""
        history.record(self.model, self.job, self.machine, plan, seconds, peak)


def forecast(request: Request, machine: Machine) -> Forecast:
    """Raises `TweenError` for a request or a model that cannot be used."""
    folder = resolve(request.model).resolve()
    model = sizes(folder)
    own = native(folder, model.frame_stride)
    layout = lay_out(request, model.frame_stride)
    width, height = working_size(
        request.width, request.height, own.size, model.space_stride * model.patch, request.scale
    )
    scale = own.guidance if request.guidance is None else request.guidance
    job = Job(
        width=width,
        height=height,
        frames=len(layout.frames),
        window=own.window,
        steps=own.steps if request.steps is None else request.steps,
        branches=2 if scale > 1 and own.guidance > 1 else 1,
    )
    return Forecast(model, job, machine, history.correction(model, job, machine))


def expected(request: Request, *drawing: int) -> Plan:
    """How `request` would be drawn on this machine now, with its peak and its seconds. `drawing`: ids of
    processes that make room for it. Raises `TweenError` with a sentence where it cannot be."""
    return forecast(request, this_machine(*drawing)).plan()
