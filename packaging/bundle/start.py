"""Runs first in each of the three programs (PyInstaller's runtime hook)."""

import os
import sys

from engine.interpreter import drawing_folder, see_packages

# The libraries of the bundle are for the bundle. The linker read this at the start and does not look again;
# a program that is started from here (a browser, nvidia-smi) must find the system's own.
for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    if _before:
        os.environ[_name] = _before
    else:
        os.environ.pop(_name, None)

see_packages()
# What was set up comes as source, and PyInstaller's start switches off that it is kept compiled. It is kept
# beside it: never in the program's own folder, which its package does not know and would leave behind.
sys.pycache_prefix = str(drawing_folder() / "compiled")
sys.dont_write_bytecode = False
