"""The proof that the package works where nothing else is, on one command, as root on Debian:

    python3 packaging/prove.py dist/tweenboard_0.1.0_amd64.deb [--appimage FILE] [--root /tmp/root-proof]

In a clean Debian made by debootstrap: the .deb is installed, its window comes up, footage and a film are
opened from the command line, torch is set up (stopped by force half-way, gone on with, damaged, repaired) and
Ray besides, a card is drawn by the command line and by the window's worker, the film is exported, its
credentials are read, and the package is taken away again. Prints sizes and times; ends with 1 where anything
is not as it must be.
pip's settings on this machine (a mirror, local wheels) are used in there too.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

from bundle.clean_root import USER, CleanRoot  # noqa: E402
from bundle.running import BuildError, run, size_of  # noqa: E402
from bundle.screen import Screen  # noqa: E402

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
MIRROR = "http://deb.debian.org/debian"
DESKTOP = (
    "desktop-file-utils",
    "shared-mime-info",
    "hicolor-icon-theme",
    "ca-certificates",
    "fonts-dejavu-core",
)
"""What any desktop has already."""
CACHES = ("var/", "etc/ld.so.cache", "usr/share/mime/", "usr/share/applications/mimeinfo.cache")
"""What the package manager and the desktop's own triggers write."""
ODD = "opt/Tweenböard 测试"
STEPS = "4"
SETTLED = 3
"""Seconds after which a window that was seen has its film, and takes keys."""
QUIT = 120
"""Seconds that the window may take to close; what waits in the background may take some."""


class Proof:
    def __init__(self, root: CleanRoot, screen: Screen, pictures: Path) -> None:
        self.root, self.screen, self.pictures = root, screen, pictures
        self.figures: list[tuple[str, str]] = []

    def note(self, what: str, value: str) -> None:
        self.figures.append((what, value))
        print(f"  {what}: {value}", flush=True)

    def timed(self, what: str, work: Callable[[], object]) -> float:
        begun = time.monotonic()
        work()
        seconds = time.monotonic() - begun
        self.note(what, f"{seconds:.1f} s")
        return seconds

    def tween(self, *words: str, program: str = "tween") -> str:
        return self.root.do([program, *words], env={"OMP_WAIT_POLICY": "PASSIVE"})

    def window(self, words: list[str], title: str, what: str, then: Callable[[str], None]) -> None:
        """Start the editor, wait until its window is there, do something with it, end it."""
        begun = time.monotonic()
        process = self.root.begin(words, env={"DISPLAY": self.screen.name})
        try:
            found, _ = self.screen.wait_for(title, process)
            self.note(what, f"{time.monotonic() - begun:.1f} s")
            then(found)
            if process.poll() is not None:
                raise BuildError(f"The editor ended by itself with {process.returncode}.")
            self.screen.press(found, "ctrl+q")
            expect(process.wait(QUIT) == 0, f"The editor ended with {process.returncode}.")
        except subprocess.TimeoutExpired:
            raise BuildError(f"The editor did not end in {QUIT} s after Ctrl+Q.") from None
        finally:
            process.kill()
            process.wait()


def expect(right: bool, sentence: str) -> None:
    if not right:
        raise BuildError(sentence)


def install(proof: Proof, deb: Path) -> set[str]:
    """Its dependencies first, so that what the package itself leaves behind can be told afterwards."""
    root = proof.root
    shutil.copyfile(deb, root.folder / "tmp" / deb.name)
    depends = run(["dpkg-deb", "-f", deb, "Depends"]).strip()
    names = [part.split("(")[0].split("|")[0].strip() for part in depends.split(",")]
    root.admin(["apt-get", "update", "-qq"])
    root.admin(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DESKTOP, *names])
    before = root.files()
    proof.timed("installing the .deb", lambda: root.admin(["dpkg", "-i", f"/tmp/{deb.name}"]))
    proof.note("the .deb", f"{deb.stat().st_size / 1e6:.1f} MB")
    proof.note("installed", f"{size_of(root.folder / 'usr/lib/tweenboard') / 1e6:.1f} MB")
    types = (root.folder / "usr/share/mime/globs2").read_text()
    expect("application/x-tweenboard:*.tween" in types, "The file type .tween was not registered.")
    return before


def first_start(proof: Proof) -> None:
    root = proof.root
    sample = root.folder / "usr/lib/tweenboard/_internal/resources/sample/sample.mp4"
    shutil.copyfile(sample, root.home() / "holiday.mp4")
    root.admin(["chown", "-R", f"{USER}:{USER}", f"/home/{USER}"])

    def look(window: str) -> None:
        time.sleep(6)
        proof.screen.picture(proof.pictures / "first-start.png")

    proof.window(["tweenboard"], "Tweenboard", "first start, until the window is seen", lambda window: None)
    footage = f"/home/{USER}/holiday.mp4"
    proof.window(["tweenboard", footage], "holiday", "start with footage, until its film is shown", look)


def make_film(proof: Proof) -> None:
    proof.tween("new", "/tmp/proof.tween", f"/home/{USER}/holiday.mp4")
    proof.tween("split", "/tmp/proof.tween", "24", "48")
    proof.tween("card", "/tmp/proof.tween", "2", "--prompt", "a red ball rolls to the right at sunset")
    said = proof.root.refused(["tween", "generate", "/tmp/proof.tween", "--cards", "2"])
    expect("tween setup" in said, f"Without torch it should say what to do; it said: {said}")


def set_up(proof: Proof) -> None:
    """Stopped by force while it fetches, gone on with, damaged, repaired."""
    root = proof.root
    drawing = root.home() / ".local/share/tweenboard/drawing"
    process = root.begin(["tween", "setup", "--device", "cpu"])
    deadline = time.monotonic() + 600
    while not list((drawing / "wheels").glob("*.whl")) and time.monotonic() < deadline:
        expect(process.poll() is None, "Setting up ended early; see tmp/said.txt in the root.")
        time.sleep(0.1)
    process.kill()
    process.wait()
    kept = len(list((drawing / "wheels").glob("*.whl")))
    proof.note("files kept by a set-up that was killed", str(kept))
    expect(kept > 0, "The set-up that was killed kept nothing.")
    proof.timed("setting up, gone on with", lambda: proof.tween("setup", "--device", "cpu"))
    proof.note("torch and what goes with it", f"{size_of(drawing) / 1e6:.0f} MB")
    state = json.loads(proof.tween("setup", "--state", "--json"))
    expect(state["current"] and state["torch"].startswith("2."), f"It is not ready after setting up: {state}")
    victim = next((drawing / "py311/torch").glob("functional.py"))
    victim.write_text("broken = ")
    said = root.refused(["tween", "setup", "--check"])
    expect("torch" in said, f"A damaged file was not found: {said}")
    proof.timed("repairing torch", lambda: proof.tween("setup", "--repair"))


def add_part(proof: Proof) -> None:
    """Ray besides. That it is there shows in what is then still missing: the cluster."""
    drawing = ["tween", "generate", "/tmp/proof.tween", "--cards", "2", "--cluster", "127.0.0.1:9"]
    said = proof.root.refused(drawing)
    expect("tween setup --with cluster" in said, f"Without Ray it should say what to do; it said: {said}")
    proof.timed("adding Ray", lambda: proof.tween("setup", "--with", "cluster"))
    said = proof.root.refused(drawing)
    expect("No cluster answers at 127.0.0.1:9" in said, f"Ray is not there after setting it up: {said}")


def draw_and_export(proof: Proof) -> None:
    film, out = "/tmp/proof.tween", "/tmp/proof.mp4"
    drawing = ["generate", film, "--cards", "2", "--steps", STEPS, "--json"]
    proof.timed(f"drawing a card, {STEPS} steps", lambda: proof.tween(*drawing))
    proof.timed("exporting", lambda: proof.tween("export", film, out, "--overwrite"))
    told = json.loads(proof.tween("probe", out, "--json"))
    expect(told["frames"] > 24, f"The export is not whole: {told}")
    signed = proof.tween("verify", out)
    expect("alid" in signed, f"The export is not signed: {signed}")
    proof.note("its credentials", signed.splitlines()[0])


def draw_in_window(proof: Proof) -> None:
    """The film from the command line, and its first card, which is selected, by the window's own worker."""
    takes = proof.root.folder / "tmp/proof.takes"
    proof.tween("card", "/tmp/proof.tween", "1", "--prompt", "a blue boat on the sea")
    before = set(takes.iterdir())

    def draw(window: str) -> None:
        time.sleep(SETTLED)
        proof.screen.press(window, "ctrl+Return")
        begun = time.monotonic()
        while not [take for take in set(takes.iterdir()) - before if (take / "take.json").exists()]:
            if time.monotonic() - begun > 900:
                proof.screen.picture(proof.pictures / "not-drawn.png")
                raise BuildError("The window's worker drew nothing in 15 minutes.")
            time.sleep(0.5)
        proof.note("drawing a card from the window", f"{time.monotonic() - begun:.0f} s")
        time.sleep(2)
        proof.screen.picture(proof.pictures / "drawn.png")

    proof.window(["tweenboard", "/tmp/proof.tween"], "proof", "start with a film, until it is shown", draw)


def bundle_elsewhere(proof: Proof) -> None:
    """The folder alone, where names are not plain English."""
    place = proof.root.folder / ODD
    shutil.copytree(proof.root.folder / "usr/lib/tweenboard", place, symlinks=True)
    state = json.loads(proof.tween("setup", "--state", "--json", program=f"/{ODD}/tween"))
    expect(state["current"], "The bundle in another place does not find what was set up.")
    code = "import torch; print(torch.ones(3).sum().item())"
    expect("3.0" in proof.root.do([f"/{ODD}/tween-python", "-c", code]), "Torch does not run there.")
    title = "bundle in another place, until its window is seen"
    proof.window([f"/{ODD}/tweenboard"], "Tweenboard", title, lambda window: None)
    shutil.rmtree(place)


def appimage_runs(proof: Proof, file: Path) -> None:
    there = proof.root.folder / "tmp" / file.name
    shutil.copyfile(file, there)
    there.chmod(0o755)
    inside = f"/tmp/{file.name}"
    proof.note("the AppImage", f"{file.stat().st_size / 1e6:.1f} MB")
    unpacked = {"APPIMAGE_EXTRACT_AND_RUN": "1"}
    said = proof.root.do([inside, "tween", "--version"], env=unpacked)
    expect(said.startswith("tween "), f"The AppImage's command line said: {said}")
    expect(not list((proof.root.folder / "tmp").glob(".mount_Tweenb*")), "The AppImage left its folder.")
    there.unlink()


def uninstall(proof: Proof, before: set[str]) -> None:
    root = proof.root
    mine = {path for path in root.home().rglob("*") if "tweenboard" in str(path).lower()}
    proof.timed("uninstalling", lambda: root.admin(["dpkg", "--purge", "tweenboard"]))
    left = {path for path in root.files() - before if not path.startswith(CACHES)}
    expect(not left, f"Uninstalling left: {sorted(left)[:20]}")
    expect(all(path.exists() for path in mine), "Uninstalling took a person's own files.")
    types = (root.folder / "usr/share/mime/globs2").read_text()
    expect("x-tweenboard" not in types, "The file type .tween is still registered.")
    proof.note("left behind, besides the person's own files", "nothing")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("deb", type=Path)
    parser.add_argument("--appimage", type=Path)
    parser.add_argument(
        "--root", type=Path, default=Path("/tmp/root-proof"), help="where the clean Debian goes"
    )
    parser.add_argument("--mirror", default=MIRROR, help="Debian's packages")
    parser.add_argument(
        "--show", type=Path, action="append", default=[], help="a folder that pip needs in there"
    )
    parser.add_argument("--pictures", type=Path, default=Path("/tmp"), help="where screenshots go")
    args = parser.parse_args(argv)
    try:
        with Screen() as screen, CleanRoot(args.root, args.mirror, tuple(args.show)) as root:
            root.env = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
            root.env |= {"TWEENBOARD_TORCH_INDEX": "pip", "OMP_NUM_THREADS": "1"}
            copy_pip_settings(root)
            proof = Proof(root, screen, args.pictures)
            prove(proof, args)
    except BuildError as error:
        print(f"prove: {error}", file=sys.stderr)
        return 1
    print(f"prove: all of it is so ({len(proof.figures)} figures above).")
    return 0


def copy_pip_settings(root: CleanRoot) -> None:
    """Those of the machine, and this person's own."""
    own = Path.home() / ".config/pip/pip.conf"
    places = [(path, path.relative_to("/")) for path in (Path("/etc/pip.conf"), CERTIFICATES)]
    for source, place in [*places, (own, Path("home") / USER / ".config/pip/pip.conf")]:
        if source.is_file():
            there = root.folder / place
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, there)


def prove(proof: Proof, args: argparse.Namespace) -> None:
    before = install(proof, args.deb)
    copy_pip_settings(proof.root)  # installing ca-certificates wrote its own
    first_start(proof)
    make_film(proof)
    set_up(proof)
    add_part(proof)
    draw_and_export(proof)
    draw_in_window(proof)
    bundle_elsewhere(proof)
    if args.appimage:
        appimage_runs(proof, args.appimage)
    uninstall(proof, before)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
