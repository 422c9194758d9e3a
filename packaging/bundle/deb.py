"""The Debian package: no scripts of its own, so that removing it leaves nothing but what a person made."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tempfile
import textwrap
from pathlib import Path

from bundle import needed
from bundle.running import run, size_of
from bundle.tree import lay_out

NAME = "tweenboard"
MAINTAINER = "The Tweenboard authors <nobody@tweenboard.invalid>"
RECOMMENDS = "fontconfig, fonts-dejavu-core | fonts-noto-core"
"""fontconfig's programs know the fonts that titles are drawn with."""
SUGGESTS = "fonts-noto-cjk, xdg-utils"
SUMMARY = "storyboard and timeline editor that redraws footage with a video model"
LEVELS = {"xz": 6, "zstd": 5}
"""How hard each packer tries."""
ABOUT = """\
Cut a film into frame ranges, write on a card what should happen in one of them, and a video model on this
machine redraws it. What is not changed stays exactly as it was; every take is kept with its recipe.
.
Torch is not in this package: the program fetches it on its first run, for the graphics card that it finds,
into a folder of the user's."""


def build(root: Path, bundle: Path, out: Path, version: str, packed: str = "xz") -> Path:
    """Write `out`/tweenboard_VERSION_ARCH.deb. `packed`: xz, or zstd, which is quicker and larger."""
    machine = run(["dpkg", "--print-architecture"]).strip()
    target = out / f"{NAME}_{version}_{machine}.deb"
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        tree = Path(scratch) / "tree"
        lay_out(root, bundle, tree / "usr")
        papers(root, tree / f"usr/share/doc/{NAME}", version)
        normal_modes(tree)
        depends = needed.depends(tree / "usr/lib/tweenboard")
        meta = tree / "DEBIAN"
        meta.mkdir()
        (meta / "md5sums").write_text(sums(tree), encoding="utf-8")
        (meta / "control").write_text(
            control(version, machine, depends, size_of(tree / "usr") // 1024), encoding="utf-8"
        )
        level = LEVELS[packed]
        run(["dpkg-deb", "--root-owner-group", f"-Z{packed}", f"-z{level}", "--build", tree, target])
    return target


def control(version: str, machine: str, depends: str, kilobytes: int) -> str:
    about = textwrap.indent(ABOUT, " ")
    return (
        f"Package: {NAME}\nVersion: {version}\nArchitecture: {machine}\nMaintainer: {MAINTAINER}\n"
        f"Installed-Size: {kilobytes}\nDepends: {depends}\nRecommends: {RECOMMENDS}\nSuggests: {SUGGESTS}\n"
        f"Section: video\nPriority: optional\nDescription: {SUMMARY}\n{about}\n"
    )


def papers(root: Path, folder: Path, version: str) -> None:
    """Who may do what with it, and what changed: Debian wants both."""
    folder.mkdir(parents=True)
    shutil.copyfile(root / "LICENSE", folder / "copyright")
    note = f"{NAME} ({version}) stable; urgency=low\n\n  * Built from the project's own recipe.\n\n"
    note += f" -- {MAINTAINER}  Thu, 01 Jan 1970 00:00:00 +0000\n"
    (folder / "changelog.gz").write_bytes(gzip.compress(note.encode(), mtime=0))


def sums(tree: Path) -> str:
    """`MD5  path` a line, as dpkg's own check reads them."""
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    lines = []
    for path in files:
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'md5').hexdigest()}  {path.relative_to(tree)}\n")
    return "".join(lines)


def normal_modes(tree: Path) -> None:
    """Folders and programs 755, the rest 644, whatever this machine's umask was."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
