"""The AppImage: a runtime, and behind it a squashfs of the tree that a desktop reads.

The runtime is the AppImage project's when one is given, else it is compiled from runtime.c (statically, with
Debian's squashfuse and fuse libraries): it mounts the picture, and where that cannot be done unpacks it.
"""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from pathlib import Path

from bundle.running import BuildError, run
from bundle.tree import APP_ID, lay_out

MAGIC = b"AI\x02"
"""What bytes 8 to 10 of a type-2 AppImage are."""
LIBRARIES = ("squashfuse_ll", "squashfuse", "fuse3", "zstd", "z", "lzma", "lz4", "lzo2", "pthread", "dl")
PACKAGES = "gcc libsquashfuse-dev libfuse3-dev libzstd-dev zlib1g-dev liblzma-dev liblz4-dev liblzo2-dev"
START = """\
#!/bin/sh
# Called `tween`, or with that as its first word, it is the command line; else the editor.
here="${APPDIR:-$(dirname "$(readlink -f "$0")")}"
if [ "$(basename "${ARGV0:-tweenboard}")" = tween ]; then exec "$here/usr/bin/tween" "$@"; fi
if [ "${1:-}" = tween ]; then shift; exec "$here/usr/bin/tween" "$@"; fi
exec "$here/usr/bin/tweenboard" "$@"
"""


def build(root: Path, bundle: Path, out: Path, version: str, given: Path | None = None) -> Path:
    """Write `out`/Tweenboard-VERSION-MACHINE.AppImage."""
    target = out / f"Tweenboard-{version}-{platform.machine()}.AppImage"
    with tempfile.TemporaryDirectory(dir=out) as scratch:
        tree, picture, runtime = (Path(scratch) / name for name in ("AppDir", "picture", "runtime"))
        fill(root, bundle, tree)
        squashed = ["mksquashfs", tree, picture, "-root-owned", "-noappend", "-no-progress"]
        run([*squashed, "-comp", "zstd", "-Xcompression-level", "15", "-b", "256K"])
        if given is not None:
            shutil.copyfile(given, runtime)
        else:
            compile_runtime(root, runtime)
        join(runtime, picture, target)
    return target


def fill(root: Path, bundle: Path, tree: Path) -> None:
    lay_out(root, bundle, tree / "usr")
    start = tree / "AppRun"
    start.write_text(START, encoding="utf-8")
    start.chmod(0o755)
    (tree / f"{APP_ID}.desktop").symlink_to(f"usr/share/applications/{APP_ID}.desktop")
    (tree / f"{APP_ID}.png").symlink_to(f"usr/share/icons/hicolor/256x256/apps/{APP_ID}.png")
    (tree / ".DirIcon").symlink_to(f"{APP_ID}.png")


def compile_runtime(root: Path, target: Path) -> None:
    source = root / "packaging/bundle/runtime.c"
    flags = ["-O2", "-static", "-Wall", "-Wextra", "-D_FILE_OFFSET_BITS=64"]
    try:
        run(["gcc", *flags, "-o", target, source, *(f"-l{name}" for name in LIBRARIES)])
    except BuildError as error:
        raise BuildError(
            f"The AppImage's runtime could not be compiled ({error}); install {PACKAGES}, or give the "
            "AppImage project's own with --runtime."
        ) from None
    run(["strip", target])


def join(runtime: Path, picture: Path, target: Path) -> None:
    """Runtime and picture in one file that is marked as an AppImage and may be run."""
    draft = target.with_name(f".{target.name}.part")
    with draft.open("wb") as file:
        for part in (runtime, picture):
            with part.open("rb") as source:
                shutil.copyfileobj(source, file)
        file.seek(8)
        file.write(MAGIC)
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(0o755)
    draft.replace(target)
