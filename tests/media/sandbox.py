"""Runs a function on files of unknown content, each in a process of its own with limits.

A server process imports the engine once and forks for every file, which takes milliseconds. What happens
to the child (a crash, a hang, too much memory) is an outcome, not an accident.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from engine.media.cache import VARIABLE

# What a child would have to import again: pytest too, whose main module is run in each child of a test.
PRELOAD = ["engine.media.sequences", "engine.media.thumbnails", "tests.media.looking", "tests.media.fuzzing"]
GIB = 1 << 30
ADDRESS_SPACE = 6 * GIB  # of which threads' stacks are much; what is really used is measured


@dataclass(frozen=True)
class Outcome:
    """How one file ended: `done` with a value, `crashed` with the exit status as `value`, or `hung` with that
    or the state in which it did nothing.

    `seconds` are of processor time (a busy machine is nobody's fault), `bytes` the most memory resident.
    """

    path: str
    state: str
    value: Any
    seconds: float
    bytes: int


def run(
    work: Callable[[str], Any], paths: Sequence[str], limit: float = 10.0, jobs: int = 2
) -> Iterator[Outcome]:
    """`work(path)` for each path, in the order in which they end.

    `work` is a module's function and returns what can be pickled. A child is killed after `limit` seconds of
    processor time, or when it used none at all for twelve times as long by the clock.
    """
    with tempfile.TemporaryDirectory(prefix="tweenboard-") as cache:  # nothing remembered from other runs
        yield from _run(work, paths, limit, jobs, cache)


def _run(
    work: Callable[[str], Any], paths: Sequence[str], limit: float, jobs: int, cache: str
) -> Iterator[Outcome]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOAD, *({"pytest"} & sys.modules.keys())])
    waiting = list(reversed(paths))
    running: dict[Any, tuple[str, Any, float, float]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            path = waiting.pop()
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_child, args=(work, path, theirs, limit, cache), daemon=True)
            process.start()
            theirs.close()
            running[ours] = path, process, time.monotonic() + 12 * limit, 0.0
        soonest = min(deadline for _, _, deadline, _ in running.values())
        ready = wait(list(running), max(0.0, soonest - time.monotonic()))
        late = [pipe for pipe, entry in running.items() if entry[2] <= time.monotonic()]
        for pipe in {*ready, *late}:
            path, process, _, used = running.pop(pipe)
            now, state = _used(process.pid)
            if pipe not in ready and (now > used or state == "T"):  # starved or stopped by others
                running[pipe] = path, process, time.monotonic() + 12 * limit, now
                continue
            yield _outcome(path, process, pipe, pipe in ready, state)


def _used(pid: int) -> tuple[float, str]:
    """(seconds of processor time that a process has used, its state as Linux names it); 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0, ""
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), fields[0]


def _outcome(path: str, process: Any, pipe: Any, told: bool, was: str) -> Outcome:
    with pipe:
        if told:
            try:
                value, seconds, peak = pipe.recv()
            except EOFError:  # it died before it could tell
                process.join()
                hung = process.exitcode in (-signal.SIGXCPU, -signal.SIGKILL)
                return Outcome(path, "hung" if hung else "crashed", process.exitcode, 0.0, 0)
            process.join()
            return Outcome(path, "done", value, seconds, peak)
    process.kill()
    process.join()
    return Outcome(path, "hung", f"state {was}", 0.0, 0)


def _child(work: Callable[[str], Any], path: str, pipe: Any, limit: float, cache: str) -> None:
    os.environ[VARIABLE] = cache
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    pipe.send((work(path), time.process_time(), _peak()))
    os._exit(0)  # destructors of a damaged file's decoder have nothing left to tell


def _peak() -> int:
    """The most resident memory of this process, bytes; getrusage would count the server's as well."""
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next((int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM")), 0)
