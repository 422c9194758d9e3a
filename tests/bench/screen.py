"""A display of one's own, and when which window appears on it, whatever program it belongs to."""

from __future__ import annotations

import ctypes
import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from ctypes.util import find_library

SUBSTRUCTURE, MAP_NOTIFY = 1 << 19, 19
LEAST = (840, 480)
"""Pixels of a window that is no splash screen, menu or question."""


class _Event(ctypes.Structure):
    """What all events have, and a map event's window; XEvent is 24 longs."""

    _fields_ = (
        ("type", c_int), ("serial", c_ulong), ("sent", c_int), ("display", c_void_p), ("parent", c_ulong),
        ("window", c_ulong), ("override", c_int), ("rest", c_long * 24)
    )  # fmt: skip


class Windows:
    """Tells when a window of a display has been mapped. Raises `OSError` where Xlib is missing."""

    def __init__(self, display: str) -> None:
        name = find_library("X11")
        if name is None:
            raise OSError("libX11 is not installed")
        self._x = x = ctypes.CDLL(name)
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, (c_char_p,)
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = c_ulong, (c_void_p,)
        for each in (x.XConnectionNumber, x.XPending, x.XFlush, x.XCloseDisplay):
            each.argtypes = (c_void_p,)
        x.XSelectInput.argtypes = (c_void_p, c_ulong, c_long)
        x.XNextEvent.argtypes = (c_void_p, ctypes.POINTER(_Event))
        x.XGetGeometry.argtypes = (c_void_p, c_ulong, *[c_void_p] * 7)
        # A window may be gone again before it is asked how large it is.
        self._deaf = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda display, error: 0)
        x.XSetErrorHandler(self._deaf)
        self._display = x.XOpenDisplay(display.encode())
        if not self._display:
            raise OSError(f"display {display} cannot be opened")
        x.XSelectInput(self._display, x.XDefaultRootWindow(self._display), SUBSTRUCTURE)
        x.XFlush(self._display)

    def next(self, within: float) -> float | None:
        """`time.monotonic` when the next window of a program's size was mapped; None within `within` s."""
        event, until = _Event(), time.monotonic() + within
        while (left := until - time.monotonic()) > 0:
            if not self._x.XPending(self._display):
                select.select([self._x.XConnectionNumber(self._display)], [], [], left)
                continue
            now = time.monotonic()
            self._x.XNextEvent(self._display, ctypes.byref(event))
            if event.type == MAP_NOTIFY and not event.override and self._large(event.window):
                return now
        return None

    def forget(self) -> None:
        """What has been mapped until now."""
        event = _Event()
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, ctypes.byref(event))

    def _large(self, window: int) -> bool:
        root, places, sizes = c_ulong(), (c_int(), c_int()), [c_uint() for _ in range(4)]
        there = self._x.XGetGeometry(
            self._display, window, *(ctypes.byref(each) for each in (root, *places, *sizes))
        )
        width, height = sizes[0].value, sizes[1].value
        return bool(there) and width >= LEAST[0] and height >= LEAST[1]

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)


@contextmanager
def bus() -> Iterator[str]:
    """The address of a message bus, which some programs need to start. Raises `OSError` without D-Bus."""
    server = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


@contextmanager
def display() -> Iterator[str]:
    """An X server of 1920 × 1080 on a free display number; its name. Raises `OSError` without Xvfb."""
    read, write = os.pipe()
    try:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
    finally:
        os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
