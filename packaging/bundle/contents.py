"""What goes into the bundle: the program, the packages it needs without a model, and all of Python's library.

Whole packages, not only the modules that are seen to be imported: what is set up later for drawing finds
them there and imports what it likes of them.
"""

from __future__ import annotations

import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from bundle.running import run

EXTRAS = ("gui", "vision")
"""What the installed program has by itself."""
LATER, BESIDES = "models", ("cluster",)
"""What is set up later: for drawing, and if a person wishes (`engine.jobs.setup.wanted.PARTS`)."""

UNUSED_STDLIB = frozenset(
    {"antigravity", "ensurepip", "idlelib", "lib2to3", "test", "this", "tkinter", "_tkinter", "turtle"}
)
"""Modules that nobody needs here."""
BY_HOOK = frozenset(
    {"pyside6-essentials", "pyside6-addons", "shiboken6", "opencv-python-headless", "pyqtgraph"}
)
"""Packages of which PyInstaller's own hooks take the parts that are used."""
OWN = ("engine", "editor")


def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    """The package's name as indexes write it."""
    name = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement.strip())
    if name is None:
        raise ValueError(f"no requirement: {requirement!r}")
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def asked_for(root: Path, extras: Iterable[str] = EXTRAS) -> list[str]:
    """Requirement lines of the bundle, as pyproject.toml has them."""
    data = project(root)
    optional = data["optional-dependencies"]
    return [*data["dependencies"], *(line for extra in extras for line in optional[extra])]


def distributions(root: Path) -> list[str]:
    """Every package that these need, in the environment that builds, sorted. Markers are asked by being
    installed: what is not there is for another system."""
    todo, found = [name_of(line) for line in asked_for(root)], set[str]()
    while todo:
        name = todo.pop()
        if name in found:
            continue
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        found.add(name)
        todo += [name_of(line) for line in needs if "extra ==" not in line]
    return sorted(found)


def distributions_by(root: Path, python: Path) -> list[str]:
    """The same, of another Python's environment; with pip, which is in the bundle, too."""
    ask = "import sys; from bundle.contents import *; print('\\n'.join(distributions(Path(sys.argv[1]))))"
    said = run([python, "-c", ask, root], env={"PYTHONPATH": str(root / "packaging")})
    return sorted({*said.split(), "pip"})


def modules_of(name: str) -> list[str]:
    """Top-level modules of an installed package."""
    tops = set[str]()
    for file in distribution(name).files or []:
        top = file.parts[0]
        if len(file.parts) > 1 and top.isidentifier() and file.suffix in (".py", ".so", ".pyd"):
            tops.add(top)
        elif len(file.parts) == 1 and file.suffix in (".py", ".so", ".pyd"):
            tops.add(top.split(".")[0])
    return sorted(tops)


def stdlib() -> list[str]:
    """Every module of Python's own library that goes in, by its files: nothing is imported to find out."""
    found = set(sys.stdlib_module_names) - UNUSED_STDLIB
    folder = Path(sysconfig.get_path("stdlib"))
    for name in sorted(found):
        found |= set(modules_under(folder / name, name))
    return sorted(found)


def modules_under(folder: Path, name: str) -> list[str]:
    """The modules in a package's folder, tests left out; none where it is no package."""
    if not (folder / "__init__.py").is_file():
        return []
    paths = [path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py")]
    parts = [path.parts[:-1] if path.name == "__init__" else path.parts for path in paths]
    return sorted(
        ".".join((name, *part))
        for part in parts
        if all(word.isidentifier() and word not in ("test", "tests", "__main__") for word in part)
    )


def needs(root: Path, extra: str = LATER) -> str:
    """Requirements of what is set up later, one a line."""
    lines = project(root)["optional-dependencies"][extra]
    return "".join(f"{line}\n" for line in lines)


def licences(root: Path) -> list[tuple[str, str]]:
    return [(str(root / "LICENSE"), ".")]
