"""What the machine itself must have: Qt's system libraries, a font, Python's venv, and the tests' programs.

Found missing by trying them, not by asking the package manager, so this holds on any Linux. On Debian and its
kin apt installs what lacks; elsewhere, and without root, one sentence says what to install.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

# Every library that the Qt modules and plugins in use are linked to and do not bring along (readelf -d over
# PySide6's libraries, xcb and wayland platforms, the multimedia plugin), with Debian's package for it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpulse.so.0": "libpulse0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_PACKAGE = "fonts-dejavu-core"
# Independent decoders and encoders to compare with, a display for the window's start-up time, and the judges
# of what a desktop, a package manager and a pager read.
TEST_PROGRAMS = {
    "ffmpeg": "ffmpeg",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "man": "man-db",
    "mandoc": "mandoc",
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
    "update-mime-database": "shared-mime-info",
    "dbus-run-session": "dbus-daemon",
    "readelf": "binutils",
}


class SetupError(Exception):
    """One sentence for the person at the keyboard: what lacks, and what to do."""


def loads(soname: str) -> bool:
    """Whether the dynamic linker finds this library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_font(folders: Iterable[str] = FONT_FOLDERS) -> bool:
    kinds = {".ttf", ".otf", ".ttc", ".pfb"}
    roots = (Path(folder).expanduser() for folder in folders)
    return any(path.suffix.lower() in kinds for root in roots for path in root.rglob("*"))


def has_display() -> bool:
    """Whether a person would see a window."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def missing_packages(*, library: Callable[[str], bool] = loads) -> list[str]:
    """Debian's names of what the program needs and this machine lacks, sorted, each once."""
    packages = {package for soname, package in QT_LIBRARIES.items() if not library(soname)}
    if not has_font():
        packages.add(FONT_PACKAGE)
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        packages.add(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return sorted(packages)


def missing_test_packages() -> list[str]:
    """The same for what only tests and benches use; those that miss it say so and are skipped."""
    return sorted(package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None)


def ensure(*, tests: bool) -> None:
    """Install what lacks. Where that cannot be done: `SetupError` with the exact command for what the program
    needs, a line of advice for what only tests need. Linux only; elsewhere Qt's wheels bring everything."""
    if not sys.platform.startswith("linux"):
        return
    needed, useful = missing_packages(), missing_test_packages() if tests else []
    if not needed and not useful:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        apt_install([*needed, *useful])
    elif needed:
        raise SetupError(
            f"Tweenboard needs system packages that are missing here; {advice([*needed, *useful])}, "
            "then run the same command again."
        )
    else:
        print(f"Some tests will be skipped; to run them all, {advice(useful)}.", flush=True)


def advice(packages: list[str]) -> str:
    """What a person does to get these packages, as part of a sentence."""
    if shutil.which("apt-get"):
        return f"run `sudo apt-get install -y --no-install-recommends {' '.join(packages)}`"
    return f"install what your system calls these Debian packages: {' '.join(packages)}"


def apt_install(packages: list[str]) -> None:
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # An update that fails may still leave lists that are good enough; the install itself is the judge.
    subprocess.run(["apt-get", "update", "-qq"], env=env, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.run(command, env=env, stdout=subprocess.DEVNULL).returncode:
        raise SetupError(f"apt could not install what is missing; see above, and try: {' '.join(command)}")
