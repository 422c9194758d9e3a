"""One worker process as the queue sees it: commands go in, what it tells comes back on a thread."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from engine.interpreter import module, root


class WorkerProcess:
    """Started by its construction. `told` gets each line, `ended` why it is no more, on a reader thread."""

    spare = 0
    """A job that ends its process without getting further would do so again."""

    def __init__(
        self,
        previews: Path,
        environment: Mapping[str, str],
        told: Callable[[WorkerProcess, dict[str, Any]], None],
        ended: Callable[[WorkerProcess, str], None],
    ) -> None:
        self.job: str | None = None
        """The job that it draws."""
        self._told, self._ended = told, ended
        # Passive: torch's threads sleep while they wait for each other. Spinning, they take the cores from
        # the window, and from themselves as soon as anything else runs (5 to 10 times slower on two cores).
        self._process = subprocess.Popen(
            module("engine.jobs.worker", str(previews)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=root(),
            env={"OMP_WAIT_POLICY": "PASSIVE", **os.environ, "HF_HUB_OFFLINE": "1", **environment},
        )
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, **command: Any) -> None:
        """Write a command; a worker that has died tells so by `ended`, not here."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError, ValueError):
            self._process.stdin.write(json.dumps(command) + "\n")
            self._process.stdin.flush()

    def end(self) -> None:
        """Kill it and wait; what it has kept on the disk stays."""
        self._process.kill()
        self._process.wait()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told(self, json.loads(line))
        code = self._process.wait()
        self._ended(self, f"The model's process ended unexpectedly (code {code});")
