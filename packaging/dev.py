"""The development entry point: from a fresh clone to a running program in one command.

    python3 packaging/dev.py demo [FOOTAGE]       the main job on the built-in model, exported as an MP4
    python3 packaging/dev.py test [PYTEST ARGS]   every check: ruff, pyright, import-linter, pytest
    python3 packaging/dev.py run [FILES]          the editor

Each makes `.venv` and installs what is needed first; what is already there is not done again. Runs with any
Python from 3.11 on, with the standard library alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import system
from system import SetupError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
EXTRAS = "gui,models,vision,cluster,dev"
PARALLEL = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
PATIENCE = 20.0
"""Seconds that a check has to end after Ctrl-C."""
FEW = 3
"""So many failed tests may be the machine's noise; more are not."""


# --- the virtual environment --------------------------------------------------------------------------------


def venv_python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted(root: Path) -> str:
    """Fingerprint of everything that decides what is installed, and where."""
    parts = [(root / "pyproject.toml").read_bytes(), (root / "packaging/constraints.txt").read_bytes()]
    return hashlib.sha256(b"\0".join([*parts, os.fsencode(root)])).hexdigest()


def stamp(venv: Path) -> Path:
    return venv / "tweenboard-setup.json"


def is_current(venv: Path, root: Path) -> bool:
    """Whether the stamp says that this very set-up was finished."""
    try:
        return json.loads(stamp(venv).read_text())["installed"] == wanted(root)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_stamp(venv: Path, root: Path) -> None:
    stamp(venv).write_text(json.dumps({"installed": wanted(root)}) + "\n")


def direct_packages(root: Path) -> list[str]:
    """The packages that pyproject.toml asks for by name, and the program itself."""
    import tomllib  # from 3.11 on; an older Python is told so by `set_up`

    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in EXTRAS.split(",") for line in extras[name])]
    return [re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in lines] + [project["name"]]


def runs(python: Path, code: str, *args: str) -> bool:
    try:
        return subprocess.run([python, "-I", "-c", code, *args], capture_output=True).returncode == 0
    except OSError:
        return False


def is_whole(venv: Path, root: Path) -> bool:
    """Whether the venv works and none of the packages was taken out by hand."""
    code = "import pip, sys; from importlib.metadata import version; [version(n) for n in sys.argv[1:]]"
    return runs(venv_python(venv), code, *direct_packages(root))


def clean_env(**extra: str) -> dict[str, str]:
    """The environment less what would lead the venv's Python or pip astray."""
    led_astray = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "VIRTUAL_ENV"}
    return {**{k: v for k, v in os.environ.items() if k not in led_astray}, **extra}


def install(venv: Path) -> None:
    """Make or mend the venv, then let pip install what is missing; a stopped run goes on where it was."""
    python = venv_python(venv)
    if not runs(python, "import pip"):
        print(f"Making {venv}", flush=True)
        if subprocess.run([sys.executable, "-m", "venv", "--clear", venv], env=clean_env()).returncode:
            raise SetupError(f"Python could not make a virtual environment in {venv}; see above.")
    print("Installing Python packages (a few minutes the first time)", flush=True)
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-warn-script-location"]
    quiet = [] if sys.stdout.isatty() else ["-q"]
    what = ["-e", f"{ROOT}[{EXTRAS}]", "-c", CONSTRAINTS]
    if subprocess.run([*pip, *quiet, *what], cwd=ROOT, env=clean_env()).returncode:
        raise SetupError("pip could not install the packages; see above, and run this again to go on.")


@contextmanager
def only_one() -> Iterator[None]:
    """Two set-ups of one checkout wait for each other."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with Path(__file__).open() as own:
        fcntl.flock(own, fcntl.LOCK_EX)
        yield


def set_up(*, tests: bool) -> Path:
    """Everything that must be installed; returns the venv's Python."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file may meet an older Python
        raise SetupError(f"Tweenboard needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    begun = time.monotonic()
    with only_one():
        system.ensure(tests=tests)
        if not (is_current(VENV, ROOT) and is_whole(VENV, ROOT)):
            install(VENV)
            write_stamp(VENV, ROOT)
            print(f"Set up in {time.monotonic() - begun:.0f} s", flush=True)
    return venv_python(VENV)


# --- the commands -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    name: str
    passed: bool
    seconds: float
    last_line: str


def run_check(name: str, command: list[str | Path], env: Mapping[str, str]) -> Outcome:
    """Run one check with its output passed on as it comes; its last line is kept for the summary."""
    print(f"\n── {name} " + "─" * max(0, 74 - len(name)), flush=True)
    begun, last = time.monotonic(), ""
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace"
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                print(line, end="", flush=True)
                last = line.strip() or last
        except KeyboardInterrupt:
            let_end(process)
            raise
    return Outcome(name, process.returncode == 0, time.monotonic() - begun, last)


def let_end(process: subprocess.Popen[str]) -> None:
    """Ctrl-C reached the check as well: what it says at its end is passed on, and nothing of it is left."""
    assert process.stdout is not None
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    try:
        for line in process.stdout:
            print(line, end="", flush=True)
    finally:
        timer.cancel()
        process.kill()  # a second Ctrl-C; of a process that has ended there is nothing to kill
        process.wait()


def checks(python: Path, pytest_args: list[str]) -> dict[str, list[str | Path]]:
    """Every check by name, pytest last. Modules, not scripts: those hold the path they were made at.

    Tests run in a process a core (tests/conftest.py says how many); those of a file stay together, in order.
    """
    lint_imports = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"
    return {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "pyright": [python, "-m", "pyright"],
        "import-linter": [python, "-c", lint_imports],
        "pytest": [python, "-m", "pytest", *PARALLEL, "--durations=10", *pytest_args],
    }


def alone(first: Outcome, command: list[str | Path], env: Mapping[str, str]) -> Outcome:
    """A few tests that failed beside others are run once more, alone: what fails then, too, has failed.

    Hundreds of tests kill processes or wait for windows, on a machine that may do much else. One that passes
    alone is said to be unsteady, in plain sight, for somebody to mend.
    """
    counts = re.findall(r"\b(\d+) (?:failed|errors?)\b", first.last_line)
    if first.passed or not counts or sum(map(int, counts)) > FEW:
        return first
    again = ["--last-failed", "--last-failed-no-failures", "none", "-n", "0"]
    second = run_check("pytest, once more, alone", [*command, *again], env)
    if not second.passed:
        return first
    print(f"Unsteady: alone {second.last_line.strip('= ')}; beside others {first.last_line.strip('= ')}.")
    return replace(first, passed=True, seconds=first.seconds + second.seconds)


def test(pytest_args: list[str]) -> int:
    """All checks, whatever the first ones say; 0 when every one passed."""
    python = set_up(tests=True)
    env = clean_env(
        QT_QPA_PLATFORM="offscreen",
        HF_HUB_OFFLINE="1",
        PYRIGHT_PYTHON_IGNORE_WARNINGS="1",
        PYRIGHT_PYTHON_GLOBAL_NODE="0",
        PYTHONUNBUFFERED="1",
        PYTHONDONTWRITEBYTECODE="",  # hundreds of processes, each of which would compile everything anew
    )
    every = checks(python, pytest_args)
    outcomes = [run_check(name, command, env) for name, command in every.items()]
    outcomes[-1] = alone(outcomes[-1], every["pytest"], env)
    print("\n── summary " + "─" * 67)
    for outcome in outcomes:
        print(f"{'ok    ' if outcome.passed else 'FAILED'}  {outcome.name:14} {outcome.seconds:6.1f} s")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    print("Failed: " + ", ".join(failed) if failed else "Every check passed.")
    print(outcomes[-1].last_line, flush=True)  # pytest's own count
    return 1 if failed else 0


def demo(footage: str | None) -> int:
    """The main job, in the venv's Python; then, where there is a display, the editor on its project."""
    python = set_up(tests=False)
    command = [python, ROOT / "packaging" / "demo.py", *([footage] if footage else [])]
    return subprocess.run(command, env=clean_env()).returncode


def run(files: list[str]) -> int:
    """The editor."""
    python = set_up(tests=False)
    if not (os.environ.get("QT_QPA_PLATFORM") or system.has_display()):
        raise SetupError("There is no display here for the editor's window; `dev.py demo` works without one.")
    return subprocess.run([python, "-P", "-m", "editor", *files], env=clean_env()).returncode


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    demo_parser = commands.add_parser("demo", help="the main job on the built-in model")
    demo_parser.add_argument("footage", nargs="?", help="a video; without it, the project's own sample")
    commands.add_parser("test", help="every check; further arguments go to pytest (-n0: one process)")
    run_parser = commands.add_parser("run", help="the editor")
    run_parser.add_argument("files", nargs="*", help="a .tween project, or footage to begin with")
    args, rest = parser.parse_known_args(argv)
    if rest and args.command != "test":
        parser.error(f"unknown argument: {rest[0]}")
    try:
        if args.command == "test":
            return test(rest)
        return demo(args.footage) if args.command == "demo" else run(args.files)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
