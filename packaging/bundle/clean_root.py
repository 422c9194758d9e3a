"""A clean Debian in a folder, to prove in: made by debootstrap, entered by chroot, removed afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from bundle.running import BuildError, run

SUITE = "bookworm"
USER = "person"
MOUNTS = ("proc", "dev", "dev/pts", "dev/shm", "sys")
LET_IN = ("resolv.conf", "hosts")


class CleanRoot:
    """`with CleanRoot(folder) as root`: root.do([...]) runs as its ordinary user, root.admin([...]) as root.

    `shown`: folders of this machine that are seen in there at the same place, to read only.
    """

    def __init__(self, folder: Path, mirror: str, shown: tuple[Path, ...] = ()) -> None:
        self.folder, self._mirror, self._shown = folder, mirror, shown
        self._mounted: list[Path] = []
        self.env: dict[str, str] = {}
        """What every command there gets besides the least that a session has."""

    def __enter__(self) -> CleanRoot:
        if os.geteuid() != 0:
            raise BuildError("A clean Debian can only be made by root.")
        if not (self.folder / "etc/debian_version").is_file():
            run(["debootstrap", "--variant=minbase", SUITE, self.folder, self._mirror])
        try:
            self._mount_all()
            for name in LET_IN:
                shutil.copyfile(Path("/etc") / name, self.folder / "etc" / name)
            if subprocess.run(["chroot", self.folder, "id", USER], capture_output=True).returncode:
                self.admin(["useradd", "--create-home", "--shell", "/bin/bash", USER])
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        shutil.rmtree(self.folder)

    def _mount_all(self) -> None:
        for name in MOUNTS:
            self._mount(Path("/") / name, self.folder / name)
        for place in self._shown:
            self._mount(place, self.folder / place.relative_to("/"))
            run(["mount", "-o", "remount,ro,bind", self.folder / place.relative_to("/")])

    def _mount(self, place: Path, there: Path) -> None:
        there.mkdir(parents=True, exist_ok=True)
        run(["mount", "--bind", place, there])
        self._mounted.append(there)

    def _leave(self) -> None:
        """End what still runs in there, then take the mounts away; with one left, nothing is deleted."""
        for pid in self._inside():
            os.kill(pid, signal.SIGKILL)
        while self._mounted:
            there = self._mounted.pop()
            for _ in range(20):
                if subprocess.run(["umount", there], capture_output=True).returncode == 0:
                    break
                time.sleep(0.25)  # a killed program's last file is closed a moment later
            else:
                raise BuildError(f"{there} could not be unmounted, so {self.folder} was left.")

    def _inside(self) -> list[int]:
        """Processes whose root is this folder."""
        found = []
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                try:
                    here = (process / "root").readlink() == self.folder
                except OSError:
                    continue
                found += [int(process.name)] if here else []
        return found

    def admin(self, command: list[str], env: Mapping[str, str] | None = None) -> str:
        return run(["chroot", self.folder, *command], env=self._least("/root", env), alone=True)

    def do(self, command: list[str], env: Mapping[str, str] | None = None) -> str:
        return run([*self._as_person(), *command], env=self._least(f"/home/{USER}", env), alone=True)

    def refused(self, command: list[str]) -> str:
        """What it says on standard error when it is refused, as it must be."""
        words = [*self._as_person(), *command]
        done = subprocess.run(
            words, env=self._least(f"/home/{USER}", None), capture_output=True, text=True, errors="replace"
        )
        if done.returncode == 0:
            raise BuildError(f"{' '.join(map(str, command))} went well, which it must not: {done.stdout}")
        return done.stderr

    def begin(self, command: list[str], env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        words = [str(word) for word in (*self._as_person(), *command)]
        with (self.folder / "tmp/said.txt").open("w") as said:
            return subprocess.Popen(
                words, env=self._least(f"/home/{USER}", env), text=True, stdout=said, stderr=said
            )

    def _as_person(self) -> list[str | Path]:
        return ["chroot", f"--userspec={USER}:{USER}", self.folder]

    def _least(self, home: str, env: Mapping[str, str] | None) -> dict[str, str]:
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        least = {"HOME": home, "PATH": path, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        return {**least, **self.env, **(env or {})}

    def home(self) -> Path:
        return self.folder / "home" / USER

    def files(self) -> set[str]:
        """Every file, folder and link outside the home and what the running system shows, by its path."""
        left_out = {"proc", "dev", "sys", "tmp", "home", "run", *(p.parts[1] for p in self._shown)}
        found = set()
        for top in self.folder.iterdir():
            if top.name in left_out:
                continue
            found.add(top.name)
            if top.is_dir() and not top.is_symlink():
                found |= {str(path.relative_to(self.folder)) for path in top.rglob("*")}
        return found
