"""Which threads give way to which: what one looks at comes before what is made ahead."""

from __future__ import annotations

import os
import sys
import threading


def give_way(nice: int) -> None:
    """The calling thread, and those that it starts, come after the others from now on, by `nice` (0 … 19).

    For threads that spend their time in codecs: one that holds Python's lock must not be kept waiting.
    """
    if sys.platform == "linux":  # where a thread has a priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), nice)
