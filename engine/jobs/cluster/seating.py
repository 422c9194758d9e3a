"""Which seat of the cluster draws which card, and which ones help: shared by all drawers of one `Cluster`.

A card that begins takes a seat that is idle, with its model loaded; else one that only helps; else a new one
is started. Seats that no card waits for help those that draw, where the windows of a step can be drawn side
by side (`engine.diffusion.sharing`). A helper costs nobody anything: when it is lost, called away or refuses,
the one that draws goes on alone.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.errors import TweenError
from engine.jobs.cluster.parcel import Parcel
from engine.jobs.cluster.place import Place, gone, is_loss

if TYPE_CHECKING:
    from engine.jobs.cluster.cluster import Cluster, Machine


@dataclass(eq=False, slots=True)
class Shared:
    """A card that `place` draws, and whose windows `most` others can help with. `kind`: of its machine."""

    place: Place
    job: str
    parcel: Parcel
    kind: str
    most: int
    asked: set[Place] = field(default_factory=set)
    """Who helps, or could not."""
    joined: list[Place] = field(default_factory=list)
    """Who helps now."""


class _CalledAway(Exception):
    """A card of its own was waiting for the helper, or the one that it helped with is over."""


class Seating:
    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock = threading.RLock()
        self._users = 0
        self._places: list[Place] = []
        self._shared: list[Shared] = []

    def enter(self) -> None:
        """One more drawer."""
        with self._lock:
            self._users += 1

    def leave(self) -> None:
        """One less; after the last nobody sits any more."""
        with self._lock:
            self._users -= 1
            ended = [] if self._users else list(self._places)
            for place in ended:
                self.drop(place)

    def take(self, machines: tuple[Machine, ...], go_on: Callable[[], None]) -> Place:
        """A seat to draw a card on, greeted. Raises `TweenError`, what `go_on` does, and Ray's errors where a
        new one was lost."""
        while True:
            place, new = self._pick(machines)
            try:
                place.greet(machines, go_on)
                return place
            except BaseException as error:
                self.drop(place)
                if new or not isinstance(error, Exception) or not is_loss(error):
                    raise

    def give(self, place: Place) -> None:
        """It has drawn its card, and is idle."""
        with self._lock:
            place.draws = False
        self._lend()

    def drop(self, place: Place) -> None:
        """It is no more, or is to be."""
        with self._lock:
            if place not in self._places:
                return
            self._places.remove(place)
            place.draws, place.helps = False, None
        place.end()

    def share(self, shared: Shared) -> None:
        """Idle seats can help with this card until it is `over`."""
        with self._lock:
            self._shared.append(shared)
        self._lend()

    def over(self, job: str) -> None:
        with self._lock:
            self._shared = [each for each in self._shared if each.job != job]
            for place in [each for each in self._places if each.helps and each.helps.job == job]:
                self._call_away(place)
                if not place.name:  # it never came: what it is waiting for is another's
                    self.drop(place)
        self._lend()

    # Within.

    def _pick(self, machines: tuple[Machine, ...]) -> tuple[Place, bool]:
        with self._lock:
            free = [place for place in self._places if not place.draws]
            free.sort(key=lambda place: place.helps is not None)
            place = free[0] if free else Place(machines)
            if not free:
                self._places.append(place)
            elif place.helps is not None:
                place.helps.asked.discard(place)
                self._call_away(place)
            place.draws = True
            return place, not free

    def _call_away(self, place: Place) -> None:
        shared, place.helps = place.helps, None
        if shared is not None:
            place.say(do="rest", job=shared.job)

    def _lend(self) -> None:
        """Have idle seats help, and those start that there is room for."""
        machines = self._cluster.machines
        with self._lock:
            for shared in self._shared:
                idle = [each for each in self._places if not each.draws and each.helps is None]
                helpers = [each for each in idle if each not in shared.asked]
                wanted = shared.most - len(shared.asked)
                room = min(wanted - len(helpers), self._cluster.count() - len(self._places))
                helpers += self._started(machines, room)
                for place in helpers[: max(0, wanted)]:
                    place.helps = shared
                    shared.asked.add(place)
                    work = (place, shared, machines)
                    threading.Thread(target=self._join, args=work, daemon=True).start()

    def _started(self, machines: tuple[Machine, ...], count: int) -> list[Place]:
        """That many more, or none where Ray is gone."""
        with contextlib.suppress(*gone()):
            places = [Place(machines) for _ in range(count)]
            self._places += places
            return places
        return []

    def _join(self, place: Place, shared: Shared, machines: tuple[Machine, ...]) -> None:
        """On a thread of its own: from its greeting to the end of its help."""
        fits = False
        try:
            fits = self._help(place, shared, machines)
        except _CalledAway:
            return
        except Exception as error:  # noqa: BLE001
            # The edge of the thread: a machine that is no more, or a defect of this program's.
            if not is_loss(error):
                traceback.print_exc(file=sys.stderr)
        with self._lock:
            if place.helps is not shared:
                return
            place.helps = None
            if not fits:
                self.drop(place)
        self._lend()

    def _help(self, place: Place, shared: Shared, machines: tuple[Machine, ...]) -> bool:
        """Bring what the helper needs, make the two known to each other, and wait for the end of it. Whether
        it can be had for other cards."""

        def go_on() -> None:
            if place.helps is not shared:
                raise _CalledAway

        try:
            place.greet(machines, go_on)
        except TweenError:
            return False
        parcel = shared.parcel
        job = (shared.job, parcel.request, parcel.files, parcel.model, place.name, shared.kind)
        try:
            place.bring(parcel.pieces, go_on, lambda done, total: None)
            if place.ask("help", *job):
                return True
        except (TweenError, OSError):
            return True
        with self._lock:
            go_on()
            shared.place.say(do="helper", job=shared.job, seat=place.actor)
            shared.joined.append(place)
        try:
            place.ask("helped", shared.job)
        finally:
            shared.joined.remove(place)
        return True
