"""The jobs that have not ended: in the queue's order, by their ids and by their cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from editor.jobs.view import ORDER, JobView


class JobTable:
    def __init__(self) -> None:
        self._jobs: dict[str, JobView] = {}
        self._of_card: dict[str, list[str]] = {}
        """The ids of each card's jobs, in the queue's order."""
        self._leads: dict[str, JobView] = {}
        """The view that each card shows: what runs before what waits before what failed."""

    def __len__(self) -> int:
        return len(self._jobs)

    def get(self, job_id: str) -> JobView | None:
        return self._jobs.get(job_id)

    def lead(self, card_id: str) -> JobView | None:
        """The job that the card shows."""
        return self._leads.get(card_id)

    def cards(self) -> Sequence[str]:
        return tuple(self._leads)

    def views(self) -> tuple[JobView, ...]:
        return tuple(self._jobs.values())

    def put(self, view: JobView) -> None:
        """A new job comes last; of one that is there this is known now."""
        if view.job_id not in self._jobs:
            self._of_card.setdefault(view.card, []).append(view.job_id)
        self._jobs[view.job_id] = view
        self._choose(view.card)

    def drop(self, view: JobView) -> None:
        if self._jobs.pop(view.job_id, None) is not None:
            self._of_card[view.card].remove(view.job_id)
            self._choose(view.card)

    def clear(self) -> None:
        self._jobs.clear()
        self._of_card.clear()
        self._leads.clear()

    def order(self, ids: Iterable[str]) -> None:
        """These first, in this order."""
        self._jobs = {job_id: self._jobs[job_id] for job_id in ids if job_id in self._jobs} | self._jobs
        self._of_card.clear()
        for view in self._jobs.values():
            self._of_card.setdefault(view.card, []).append(view.job_id)
        for card in self._of_card:
            self._choose(card)

    def renumber(self) -> bool:
        """Whether a place in the queue is another one now."""
        place, moved = 0, False
        for view in self.views():
            waits = view.state == "queued" and not view.paused
            place += waits
            if view.place_in_queue != (place if waits else 0):
                moved = True
                now = self._jobs[view.job_id] = replace(view, place_in_queue=place if waits else 0)
                if self._leads[view.card].job_id == view.job_id:
                    self._leads[view.card] = now
        return moved

    def _choose(self, card: str) -> None:
        mine = [self._jobs[job_id] for job_id in self._of_card.get(card, ())]
        if mine:
            self._leads[card] = min(mine, key=lambda view: ORDER[view.state])
        else:
            self._leads.pop(card, None)
            self._of_card.pop(card, None)
