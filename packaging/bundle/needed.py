"""Which system libraries the bundle is linked to and does not bring, and which Debian packages have them."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from pathlib import Path

from bundle.running import BuildError, run

AT_ONCE = 200
"""Files that one call of readelf looks at."""


def libraries(folder: Path) -> list[str]:
    """Names (such as libX11.so.6) of what lies outside `folder`, sorted."""
    linked = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path)]
    inside = {path.name for path in folder.rglob("*.so*")}
    # The linker itself is asked for by itself, and comes with the C library.
    return sorted(name for name in asked_for(linked) - inside if not name.startswith("ld-linux"))


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def asked_for(files: list[Path]) -> set[str]:
    found = set[str]()
    for at in range(0, len(files), AT_ONCE):
        said = run(["readelf", "--dynamic", *files[at : at + AT_ONCE]], env={"LC_ALL": "C"})
        found |= set(re.findall(r"\(NEEDED\)\s+Shared library: \[(.+?)\]", said))
    return found


def packages(names: Iterable[str]) -> list[str]:
    """Debian's packages that have these libraries here. Raises `BuildError` for one that is not here."""
    places = places_of(run(["ldconfig", "-p"]))
    found = set[str]()
    for name in names:
        if name not in places:
            raise BuildError(f"The bundle needs {name}, which is not on this machine; install its package.")
        found.add(owner(places[name]))
    return sorted(found)


def places_of(said: str) -> dict[str, Path]:
    """Library by library, where the linker finds it, from what `ldconfig -p` prints; the first counts."""
    found: dict[str, Path] = {}
    for name, place in re.findall(r"^\s+(\S+) \(.*\) => (\S+)$", said, re.MULTILINE):
        found.setdefault(name, Path(place))
    return found


def owner(library: Path) -> str:
    """Its package. /lib is a link to /usr/lib, and packages name either."""
    for place in (library, library.resolve(), Path("/usr") / library.relative_to("/")):
        try:
            said = run(["dpkg", "-S", place], quiet=True)
        except BuildError:
            continue
        return said.split(":")[0].strip()
    raise BuildError(f"No Debian package has {library}.")


def depends(folder: Path) -> str:
    """The control file's line. Built against this machine's C library, the bundle needs one as new."""
    version = platform.libc_ver()[1]
    names = packages(libraries(folder))
    return ", ".join(f"{name} (>= {version})" if name == "libc6" else name for name in names)
