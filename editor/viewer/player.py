"""Playback inside the window: the clock decides, pictures follow, late ones are dropped.

Still: the playhead's frame is asked for, the latest wish wins. Playing: a run of frames is composed ahead; at
every tick the newest picture that is due is shown, and the playhead goes where the clock is.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from editor import garbage
from editor.viewer.clock import Clock
from editor.viewer.comparing import Compare, sides
from editor.viewer.composing import Film, Picture
from editor.viewer.frames import FrameMaker, Run
from editor.viewer.previews import Previews
from editor.viewer.sound import RATE, SoundOut, SoundRun
from engine.document.queries import loops

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Document
    from engine.document.take import Take
    from engine.media.proxy import Quality

SPEEDS = (1, 2, 4, 8)
TICK_MS = 5
LEAD = 0.005
"""Seconds: a picture is on its way to the screen that much before its time, so that it is there at it."""
UPDATE_MS = 30
"""Edits within this time make one new picture."""
SILENT_S = 1.0
"""Seconds that pictures wait for a sound device to begin; after that they go on without it."""


class Player(QObject):
    shown = Signal(object)
    """A `Picture` to paint now."""
    state_changed = Signal()
    """Playing, speed or loop changed."""
    failed = Signal(str)
    """A sentence: the film cannot be read here. Empty once it can again."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self._stage = workspace.stage
        self._maker = FrameMaker(self)
        self._sound = SoundOut(self)
        self._clock = Clock(self._sound.heard)
        self.previews = Previews(workspace, self)
        self._size = (640, 360)
        self._compare = Compare()
        self._quality: Quality = "auto"
        self._made = 0
        self._run: Run | None = None
        self._speed = 0
        self._beat = -1
        self._with_sound = False
        self._asked = 0.0
        """When the sound device was asked to begin."""
        self._moving = False
        self.loop = False
        self.dropped = 0
        """Frames of the current run that were due and not shown."""
        self.picture: Picture | None = None
        self._trial: Document | None = None
        self._sentence = ""
        self._key: tuple[object, object, object] | None = None
        """What the pictures depend on, as last composed."""
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._update = QTimer(self, singleShot=True, interval=UPDATE_MS)
        self._update.timeout.connect(self._film_changed)
        self._connect()
        self._film_changed()

    def _connect(self) -> None:
        work = self._work
        self._maker.still.connect(self._show)
        self._maker.failed.connect(self._fail)
        work.document_changed.connect(self._update.start)
        work.tried.connect(self.try_out)
        work.takes_changed.connect(self._update.start)
        stage = self._stage
        stage.switched.connect(self._switched)
        stage.playhead_changed.connect(self._playhead_moved)
        stage.marks_changed.connect(self._marks_changed)
        self.previews.listed.connect(self._update.start)
        self.previews.made.connect(self._proxy_made)

    @property
    def playing(self) -> bool:
        return self._run is not None

    @property
    def speed(self) -> int:
        """Frames a beat, negative backward; 0 when still."""
        return self._speed if self._run is not None else 0

    @property
    def second(self) -> int:
        """Frames a second, as people count them."""
        return max(1, round(self._stage.document.rate))

    @property
    def sound(self) -> SoundOut:
        return self._sound

    # What a person does.

    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self, speed: int = 1) -> None:
        """From the playhead; from the other end again when the playhead stands at the end."""
        first, last = self._bounds()
        if last < first or not self._stage.document.frames:
            return
        start = self._stage.playhead
        at_end = start >= last if speed > 0 else start <= first
        if at_end or not first <= start <= last:
            start = first if speed > 0 else last
        # A film that loops goes on at its beginning, so that the join is seen.
        self._start(Run(start, speed, first, last, self.loop or loops(self._stage.document)))

    def pause(self) -> None:
        if self._run is None:
            return
        self._halt()
        self.state_changed.emit()
        self._maker.request(self._stage.playhead)

    def shuttle(self, direction: int) -> None:
        """J and L: each press in the same direction is faster, 1, 2, 4, 8 times."""
        faster = abs(self.speed) * 2 if self.speed * direction > 0 else 1
        self.play(direction * min(faster, SPEEDS[-1]))

    def step(self, frames: int) -> None:
        self.pause()
        self._stage.set_playhead(self._stage.playhead + frames)

    def to_start(self) -> None:
        self._stage.set_playhead(0)

    def to_end(self) -> None:
        self._stage.set_playhead(max(0, self._stage.document.frames - 1))

    def set_loop(self, on: bool) -> None:
        """Play the marked range, or all of it, round and round."""
        self.loop = on
        if self._run is not None:
            self.play(self._run.step)
        self.state_changed.emit()

    def set_view(self, size: tuple[int, int], compare: Compare) -> None:
        """Compose at this size (device pixels) from now on, and what it is compared with."""
        size = (max(2, size[0]), max(2, size[1]))
        if (size, compare) != (self._size, self._compare):
            self._size, self._compare = size, compare
            self._film_changed()

    def set_quality(self, quality: Quality) -> None:
        """Which footage is read through proxies here, and made proxies of."""
        if quality != self._quality:
            self._quality = quality
            self.previews.set_quality(quality)
            self._film_changed()

    def try_out(self, document: Document | None) -> None:
        """Show the film as it would be with an edit that nobody has made yet; None: as it is."""
        self._trial = document
        if (
            not self._update.isActive()
        ):  # started anew by every move of a drag, it would never come to its end
            self._update.start()

    def _proxy_made(self) -> None:
        self._made += 1
        self._update.start()

    def stop(self) -> None:
        """End both threads and wait for them."""
        self._update.stop()
        self._halt()
        self._maker.stop()
        self._sound.stop()
        self.previews.stop()

    # Following the workspace.

    def _switched(self) -> None:
        """Something else is on the stage: it stands still there."""
        if self._run is not None:
            self._halt()
            self.state_changed.emit()
        self._film_changed()

    def _film(self) -> Film:
        """What is on the stage, as it is to be composed now."""
        work, unlisted = self._work, self.previews.unlisted
        if self._stage.source is not None:
            return Film(
                self._stage.document,
                {},
                self._size,
                quality=self._quality,
                unlisted=unlisted,
                made=self._made,
            )
        card = work.card(self._compare.card) if self._compare.card else None
        chosen = work.takes_for(card) if card is not None else ()
        shown = {card.id: work.shown(card) for card in work.document.cards}
        against, takes = sides(self._compare, shown, chosen)
        document = self._trial or work.document
        return Film(
            document, takes, self._size, self._compare.on, against, self._quality, unlisted, self._made
        )  # fmt: skip

    def _film_changed(self) -> None:
        film = self._film()
        key = (_pictures(film.document, film.takes), film.files, film.other)
        if key == self._key:
            return
        same_film = self._key is not None and key[0] == self._key[0]
        self._key = key
        self._sentence = ""
        self.failed.emit("")
        self._maker.show(film)
        if self._stage.document.frames == 0:
            self.picture = None
            self._halt()
            self.shown.emit(None)
        elif self._run is None:
            self._maker.request(self._stage.playhead)
        elif not same_film:
            self.play(self._run.step)

    def _playhead_moved(self, frame: int) -> None:
        if self._moving:
            return
        if self._run is not None:
            self.play(self._run.step)
        else:
            self._maker.request(frame)

    def _marks_changed(self) -> None:
        if self._run is not None and self.loop:
            self.play(self._run.step)

    def _bounds(self) -> tuple[int, int]:
        """First and last frame to play: the marked range while looping, else all."""
        marked, frames = self._stage.marked() if self.loop else None, self._stage.document.frames
        if marked is None:
            return 0, frames - 1
        return marked.start, min(marked.stop, frames) - 1

    # Playing.

    def _start(self, run: Run) -> None:
        self._halt()
        self._run, self._speed, self._beat, self.dropped = run, run.step, -1, 0
        garbage.hold(id(self))
        self._maker.play(run)
        rate = self._stage.document.rate
        first, start, stop = (round(f / rate * RATE) for f in (run.first, run.start, run.last + 1))
        forward = run.step == 1
        self._with_sound = forward and self._sound.prepare(
            self._stage.document, SoundRun(start, first, stop, run.loop)
        )
        self._timer.start()
        self.state_changed.emit()

    def _halt(self) -> None:
        self._run = None
        garbage.release(id(self))
        self._timer.stop()
        self._clock.stop()
        self._sound.pause()
        self._maker.pause()

    def _tick(self) -> None:
        run = self._run
        if run is None:
            return
        if not self._clock.running:
            if not self._maker.primed() or (self._with_sound and not self._sound_begins()):
                return
            self._clock.start()
        beat = int((self._clock.elapsed() + LEAD) * float(self._stage.document.rate))
        self._show_beat(run, beat)

    def _sound_begins(self) -> bool:
        """A device takes a tenth of a second to begin: pictures wait for it, so that both begin together."""
        if not self._sound.maker.primed():
            return False
        if self._sound.heard() is None:
            self._sound.start()
            self._asked = monotonic()
        if monotonic() - self._asked > SILENT_S:
            self._sound.pause()  # it is no clock either
            return True
        heard = self._sound.heard()
        return heard is None or heard > 0

    def _show_beat(self, run: Run, beat: int) -> None:
        frame = run.frame_at(beat)
        made = self._maker.take(beat)
        if made is not None:
            self.dropped += max(0, made[0] - self._beat - 1)
            self._beat = made[0]
            self._show(made[1])
        if frame is None:
            self._move_to(run.end)
            self.pause()
        else:
            self._move_to(frame)

    def _move_to(self, frame: int) -> None:
        self._moving = True
        self._stage.set_playhead(frame)
        self._moving = False

    def again(self) -> None:
        """Compose anew: files that could not be read may be there now."""
        self._key = None
        self._film_changed()

    def _show(self, picture: Picture) -> None:
        self._fail("")  # what could not be read was another frame
        self.picture = picture
        self.shown.emit(picture)

    def _fail(self, sentence: str) -> None:
        if sentence != self._sentence:
            self._sentence = sentence
            self.failed.emit(sentence)


def _pictures(document: Document, takes: Mapping[str, Take | None]) -> object:
    """What the film's pictures and sound depend on; typing a prompt changes none of it."""
    shown = ((card.id, card.range, card.origin, bool(card.prompt or card.words)) for card in document.cards)
    names = tuple(take.id if take is not None else "" for take in takes.values())
    size = (document.rate, document.width, document.height)
    return size, document.assets, document.tracks, tuple(shown), names
