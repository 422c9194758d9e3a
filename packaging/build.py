"""The installed program, by one command each; everything lands in dist/ (or --out).

    python3 packaging/build.py bundle       the folder with the program in it, on Linux, Windows or macOS
    python3 packaging/build.py deb          tweenboard_VERSION_ARCH.deb
    python3 packaging/build.py appimage     Tweenboard-VERSION-ARCH.AppImage
    python3 packaging/build.py release      both, with the bill of materials and checksums

--bundle FOLDER takes a bundle that is there already. The first build makes an environment in build/venv.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

from bundle import appimage, deb, environment, folder, release  # noqa: E402
from bundle.running import BuildError, size_of  # noqa: E402

WHAT = ("bundle", "deb", "appimage", "release")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=WHAT)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the results go")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="where it is put together")
    parser.add_argument("--venv", type=Path, help="the environment that builds (default: WORK/venv)")
    parser.add_argument("--bundle", type=Path, help="a bundle that was built before")
    parser.add_argument("--packed", choices=("xz", "zstd"), default="xz", help="how a .deb is packed")
    parser.add_argument("--runtime", type=Path, help="the AppImage project's runtime; else one is compiled")
    args = parser.parse_args(argv)
    try:
        for path in make(args):
            print(f"{path}  {size_of(path) / 1e6:.1f} MB", flush=True)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def make(args: argparse.Namespace) -> list[Path]:
    args.out.mkdir(parents=True, exist_ok=True)
    version = environment.version(ROOT)
    venv = args.venv or args.work / "venv"
    python = environment.ready(ROOT, venv) if args.bundle is None or args.what == "release" else None
    begun = time.monotonic()
    bundle = args.bundle or folder.build(ROOT, python, args.work)
    if args.bundle is None:
        print(f"Bundled in {time.monotonic() - begun:.0f} s", flush=True)
    made = [bundle]
    if args.what in ("deb", "release"):
        made.append(deb.build(ROOT, bundle, args.out, version, args.packed))
    if args.what in ("appimage", "release"):
        made.append(appimage.build(ROOT, bundle, args.out, version, args.runtime))
    if args.what == "release":
        made += release.build(ROOT, python, args.out, version, made[1:])
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
