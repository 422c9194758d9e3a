"""The files that a Linux desktop reads, laid where it looks for them: shared by the .deb and the AppImage."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from bundle.running import run

APP_ID = "io.github.tweenboard.Tweenboard"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
FILES = {
    "tweenboard.desktop": f"share/applications/{APP_ID}.desktop",
    "tweenboard.metainfo.xml": f"share/metainfo/{APP_ID}.metainfo.xml",
    "tweenboard.mime.xml": f"share/mime/packages/{APP_ID}.xml",
    "tweenboard.svg": f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
}
PROGRAMS = ("tweenboard", "tween")


def lay_out(root: Path, bundle: Path, usr: Path) -> None:
    """Fill `usr` with the program, its commands and what desktops read."""
    shutil.copytree(bundle, usr / "lib/tweenboard", symlinks=True)
    (usr / "bin").mkdir(parents=True)
    for name in PROGRAMS:
        (usr / "bin" / name).symlink_to(f"../lib/tweenboard/{name}")
    for name, place in FILES.items():
        target = usr / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "packaging" / name, target)
    icons(root, usr / "share/icons/hicolor")
    manual(root, usr / "share/man/man1")


def icons(root: Path, theme: Path) -> None:
    for size in SIZES:
        target = theme / f"{size}x{size}/apps/{APP_ID}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        source = root / "packaging/tweenboard.svg"
        run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", target, source])


def manual(root: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    text = (root / "packaging/tween.1").read_bytes()
    (folder / "tween.1.gz").write_bytes(gzip.compress(text, mtime=0))
    (folder / "tweenboard.1.gz").write_bytes(gzip.compress(b".so man1/tween.1\n", mtime=0))
