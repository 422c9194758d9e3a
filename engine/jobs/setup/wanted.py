"""What is to be set up: pip, without installing anything, names every file with its address and hash."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from engine.errors import TweenError
from engine.interpreter import PACKAGES, module, root
from engine.jobs.setup.builds import Build
from engine.jobs.setup.graphics import Kind

NEEDS, PINS = "needs.txt", "constraints.txt"
PARTS = ("cluster",)
"""What may be set up besides, each by a list of its own (`NAME.txt`)."""
ASTRAY = ("PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV", "PIP_REQUIRE_HASHES")
"""Settings of pip that would put things elsewhere, or refuse to."""
OWN = ("PYTHONPATH", "PYTHONHOME")
"""What leads pip's Python astray."""
NONE_FITS = ("No matching distribution found", "Could not find a version")


@dataclass(frozen=True, slots=True)
class Wheel:
    """One file: `sha256` is "" only where it lies on this machine."""

    name: str
    version: str
    url: str
    sha256: str

    @property
    def file(self) -> str:
        """Its name, without a folder: whatever the address says, it stays where it is put."""
        return unquote(urlsplit(self.url).path).replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Wanted:
    """`key` says what was asked for; another one asks anew. `parts`: what comes besides drawing's needs."""

    key: str
    kind: Kind
    wheels: tuple[Wheel, ...]
    parts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(data: Any) -> Wanted:
        """Raises KeyError, TypeError and ValueError for what is no such thing."""
        parts = tuple(part for part in data.get("parts", ()) if part in PARTS)
        return Wanted(data["key"], data["kind"], tuple(Wheel(**wheel) for wheel in data["wheels"]), parts)


@dataclass(frozen=True, slots=True)
class Lists:
    """The requirements of drawing, the versions that were tried, and the requirements of each of `PARTS`; all
    come with the program."""

    needs: str
    pins: str
    parts: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of_program() -> Lists:
        folder = root() / "setup"
        try:
            needs, pins = ((folder / name).read_text(encoding="utf-8") for name in (NEEDS, PINS))
            parts = {part: (folder / f"{part}.txt").read_text(encoding="utf-8") for part in PARTS}
        except OSError:
            raise TweenError(
                "This Tweenboard runs from a Python of your own; install what drawing needs there: "
                "pip install 'tweenboard[models]'."
            ) from None
        return Lists(needs, pins, parts)

    def all(self, parts: Sequence[str]) -> str:
        """The requirements of drawing and of `parts`."""
        return self.needs + "".join(self.parts[part] for part in parts)

    def torch(self) -> str:
        """The version of torch that was tried."""
        pinned = re.search(r"^torch==([\w.]+)", self.pins, re.MULTILINE)
        if pinned is None:
            raise TweenError("The program's list of versions names no torch; reinstall the program.")
        return pinned[1]

    def key(self, kind: Kind, parts: Sequence[str] = ()) -> str:
        said = (self.all(parts), self.pins, kind, f"{sys.version_info.major}.{sys.version_info.minor}")
        return hashlib.sha256("\0".join(said).encode()).hexdigest()


def ask(lists: Lists, kind: Kind, builds: Sequence[Build], parts: Sequence[str] = ()) -> Wanted:
    """What drawing and `parts` need and the program does not bring, with the first of `builds` that
    there is.

    Raises `TweenError` when there is none, or nothing answers.
    """
    said = ""
    for build in builds:
        report, said = _pip(lists, build, parts)
        if report is not None:
            return Wanted(lists.key(kind, parts), kind, read_report(report), tuple(parts))
        if not any(words in said for words in NONE_FITS):
            break
    raise TweenError(
        f"pip could not find what drawing needs ({_reason(said)}); look at the network or the mirror, then "
        "try again: nothing was changed."
    )


def _pip(lists: Lists, build: Build, parts: Sequence[str]) -> tuple[dict[str, Any] | None, str]:
    """(pip's report, or None; what it said)."""
    with tempfile.TemporaryDirectory() as folder:
        needs, pins, report = (Path(folder) / name for name in (NEEDS, PINS, "report.json"))
        needs.write_text(lists.all(parts) + build.requirement(lists.torch()) + "\n", encoding="utf-8")
        pins.write_text(lists.pins, encoding="utf-8")
        index = ["--extra-index-url", build.index] if build.index else []
        asked = ["install", "--dry-run", "--quiet", "--no-input", "--only-binary", ":all:"]
        asked += ["--disable-pip-version-check", "--report", str(report), "-r", str(needs), "-c", str(pins)]
        # What was set up before does not count as there already: it is asked for whole.
        told = {**environment(os.environ), PACKAGES: str(Path(folder) / "nothing")}
        try:
            done = subprocess.run(
                module("pip", *asked, *index),
                cwd=root(), env=told, capture_output=True, text=True, errors="replace",
            )  # fmt: skip
        except OSError as error:
            raise TweenError(f"pip could not be started ({error.strerror}); reinstall the program.") from None
        if done.returncode:
            return None, done.stderr
        return json.loads(report.read_text(encoding="utf-8")), ""


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """A person's own settings of pip count (mirror, proxy, certificate), save those that lead elsewhere."""
    return {name: value for name, value in given.items() if name not in (*ASTRAY, *OWN)}


def read_report(report: Mapping[str, Any]) -> tuple[Wheel, ...]:
    """The files that pip's installation report names, sorted. Raises `TweenError` for one that cannot be
    checked."""
    wheels = []
    for item in report["install"]:
        url, name = item["download_info"]["url"], item["metadata"]["name"]
        digest = item["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256", "")
        wheel = Wheel(re.sub(r"[-_.]+", "-", name).lower(), item["metadata"]["version"], url, digest)
        if not wheel.file.endswith(".whl"):
            raise TweenError(f"{name} is not to be had as a wheel ({wheel.file}); use another index.")
        if not digest and urlsplit(url).scheme != "file":
            raise TweenError(f"The index tells no hash of {wheel.file}, so it was left; use another index.")
        wheels.append(wheel)
    return tuple(sorted(wheels, key=lambda wheel: wheel.name))


def _reason(said: str) -> str:
    lines = [line.removeprefix("ERROR: ") for line in said.splitlines() if line.startswith("ERROR: ")]
    last = lines[-1] if lines else (said.strip().splitlines() or ["it said nothing"])[-1]
    return last[:200].rstrip(".")
