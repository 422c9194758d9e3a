"""Runs first in each of the three programs (PyInstaller's runtime hook)."""

import os

from engine.interpreter import see_packages

# The libraries of the bundle are for the bundle. The linker read this at the start and does not look again;
# a program that is started from here (a browser, nvidia-smi) must find the system's own.
for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)

see_packages()
