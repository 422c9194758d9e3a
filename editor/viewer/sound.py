"""Sound while playing: a thread mixes ahead, the GUI thread feeds the device, if there is one."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.document.model import Document
from engine.errors import TweenError

if TYPE_CHECKING:
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QAudioSink

    from engine.render.sound import SoundMixer

RATE = 48_000
BYTES = 8
"""A sample of two float32 channels."""
CHUNK = RATE // 20
BLOCK = RATE // 50
"""Samples of which the meter shows the loudest."""
AHEAD = 8
BUFFER = RATE * BYTES // 5
"""A fifth of a second in the device's buffer: what a busy window may sleep through."""
FEED_MS = 15
DEVICE_S = 0.015
"""Seconds of sound between the buffer that Qt tells of and the ear: what the system's sound server holds
(measured by tests/bench/offset.py; a card adds a few milliseconds of its own)."""


Loudness = tuple[int, float, float]
"""A block's first sample since the run began, and the peaks of both channels in it; 1 is full scale."""


@dataclass(frozen=True, slots=True)
class SoundRun:
    """Film samples from `start`; after `stop` the run is over, or goes on at `first` when it loops."""

    start: int
    first: int
    stop: int
    loop: bool = False


class SoundMaker:
    """The mixing thread: chunks of float32 stereo, a few ahead of what has been taken."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._document: Document | None = None
        self._run: SoundRun | None = None
        self._at = 0
        self._made: deque[bytes] = deque()
        self._loud: deque[Loudness] = deque()
        self._out = 0
        """Samples made since the run began; rounds of a loop count on."""
        self._stopped = False
        self._thread: threading.Thread | None = None
        self.sentence = ""
        """Why there is no sound, once reading it has failed."""

    def play(self, document: Document, run: SoundRun) -> None:
        with self._lock:
            self._document, self._run, self._at = document, run, run.start
            self._made.clear()
            self._loud.clear()
            self._out = 0
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._work, name="viewer-sound", daemon=True)
                self._thread.start()
            self._lock.notify_all()

    def pause(self) -> None:
        with self._lock:
            self._run = None
            self._made.clear()

    def primed(self) -> bool:
        with self._lock:
            return self._run is None or len(self._made) >= 2 or self._over()

    def take(self) -> bytes:
        with self._lock:
            chunk = self._made.popleft() if self._made else b""
            self._lock.notify_all()
            return chunk

    def loudness(self, sample: int) -> tuple[float, float]:
        """The peaks of both channels around a sample counted from the run's beginning; samples before it are
        not asked for again."""
        with self._lock:
            while len(self._loud) > 1 and self._loud[1][0] <= sample:
                self._loud.popleft()
            first, left, right = self._loud[0] if self._loud else (0, 0.0, 0.0)
            return (left, right) if first <= sample else (0.0, 0.0)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            self._lock.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _over(self) -> bool:
        return self._run is None or (self._at >= self._run.stop and not self._run.loop)

    def _work(self) -> None:
        from engine.render.sound import SoundMixer

        mixer: SoundMixer | None = None
        mixed: Document | None = None
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._stopped or (len(self._made) < AHEAD and not self._over()))
                if self._stopped:
                    break
                document, run, at = self._document, self._run, self._at
            assert document is not None
            assert run is not None
            if mixer is None:
                mixer = SoundMixer(document, RATE)
            elif document is not mixed:
                mixer.update(document)
            mixed = document
            self._mix(mixer, run, at)
        if mixer is not None:
            mixer.close()

    def _mix(self, mixer: SoundMixer, run: SoundRun, at: int) -> None:
        if at >= run.stop:
            at = run.first
        count = min(CHUNK, run.stop - at)
        loud: list[tuple[int, float, float]] = []
        try:
            samples = mixer.read(at, count)
            chunk = samples.tobytes()
            for first in range(0, count, BLOCK):
                left, right = abs(samples[first : first + BLOCK]).max(axis=0)
                loud.append((first, float(left), float(right)))
        except TweenError as error:
            self.sentence = str(error)
            chunk = bytes(count * BYTES)
        with self._lock:
            if self._run is run:
                self._made.append(chunk)
                self._loud.extend((self._out + first, left, right) for first, left, right in loud)
                self._out += count
                self._at = at + count


class SoundOut(QObject):
    """The device. `open` says whether there is one; `heard` is the clock."""

    lost = Signal()
    """The device went away while playing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.maker = SoundMaker()
        self._sink: QAudioSink | None = None
        self._device: QIODevice | None = None
        self._rest = b""
        self._written = 0
        self._volume = 1.0
        self._timer = QTimer(self, interval=FEED_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._feed)

    def prepare(self, document: Document, run: SoundRun) -> bool:
        """Mix ahead for a run; False where nothing could be heard."""
        if not any(
            t.kind == "audio" and not t.muted and any(not clip.muted for clip in t.clips)
            for t in document.tracks
        ):
            return False
        if not self._open():
            return False
        self.maker.play(document, run)
        return True

    def start(self) -> None:
        if self._sink is not None:
            self._rest, self._written = b"", 0
            self._device = self._sink.start()
            self._sink.setVolume(self._volume)
            self._feed()
            self._timer.start()

    def pause(self) -> None:
        self._timer.stop()
        self.maker.pause()
        self._device = None
        if self._sink is not None:
            self._sink.reset()

    def heard(self) -> float | None:
        """Seconds of sound that have been played; None while silent."""
        if self._device is None or self._sink is None:
            return None
        waiting = self._sink.bufferSize() - self._sink.bytesFree()
        return max(0.0, (self._written - waiting) / (RATE * BYTES) - DEVICE_S)

    def level(self) -> tuple[float, float] | None:
        """How loud both channels are at what is heard now, whatever the volume; None while silent."""
        heard = self.heard()
        return self.maker.loudness(int(heard * RATE)) if heard is not None else None

    @property
    def volume(self) -> float:
        return self._volume

    def set_volume(self, volume: float) -> None:
        """0 … 1 as people hear it: the device gets the cube, which is close to equal steps of loudness."""
        self._volume = min(1.0, max(0.0, volume)) ** 3
        if self._sink is not None:
            self._sink.setVolume(self._volume)

    def stop(self) -> None:
        self.pause()
        self.maker.stop()
        self._sink = None

    def _open(self) -> bool:
        """The default output, opened once; QtMultimedia is loaded only now."""
        if self._sink is not None:
            return True
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return False
        layout = QAudioFormat()
        layout.setSampleRate(RATE)
        layout.setChannelCount(2)
        layout.setSampleFormat(QAudioFormat.SampleFormat.Float)
        if not device.isFormatSupported(layout):
            return False
        self._sink = QAudioSink(device, layout, self)
        self._sink.setBufferSize(BUFFER)
        return True

    def _feed(self) -> None:
        if self._sink is None or self._device is None:
            return
        free = self._sink.bytesFree()
        while free > 0:
            chunk = self._rest or self.maker.take()
            if not chunk:
                return
            sent = self._device.write(chunk[:free])
            if sent <= 0:
                self._rest = chunk
                return
            self._written += sent
            self._rest = chunk[sent:]
            free -= sent
