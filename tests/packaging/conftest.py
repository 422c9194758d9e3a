"""dev.py as a module: its folder is no package, so that it runs with the standard library alone."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def dev(repo: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(repo / "packaging"))
    for name in ("dev", "system"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("dev")


@pytest.fixture
def system(dev: ModuleType) -> ModuleType:
    return dev.system
