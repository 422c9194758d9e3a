"""How `dev.py test` runs pytest: in several processes, failing when one test fails, ended whole by Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType, SimpleNamespace

import psutil
import pytest

from tests import conftest

GIB = 1 << 30
TWO = ["-n", "2", "-p", "no:cacheprovider"]
FILES = {
    "test_one.py": "def test_one(): pass\n",
    "test_two.py": "def test_two(): assert False\ndef test_three(): pass\n",
}
ENDLESS = """
import sys, threading
def test_endless():
    print("begun", file=sys.stderr, flush=True)
    threading.Event().wait()
"""
INTERRUPTED = """
import signal, sys
from pathlib import Path
import dev
signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored below a shell's background job
dev.set_up = lambda tests: Path(sys.executable)
dev.PATIENCE = 200.0  # a machine that does much else must not end what is ending by itself
whole = dev.checks
dev.checks = lambda python, words: {"pytest": whole(python, words)["pytest"]}
sys.exit(dev.main(["test", *sys.argv[1:]]))
"""


@pytest.fixture
def tests(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Writes test files to a folder, which is none of the project's own."""

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).write_text(text)
        return tmp_path

    return write


def test_a_test_that_fails_in_one_process_fails_the_whole_run(
    dev: ModuleType, tests: Callable, capfd: pytest.CaptureFixture[str]
) -> None:
    command = dev.checks(Path(sys.executable), [str(tests(FILES)), *TWO])["pytest"]
    outcome = dev.run_check("pytest", command, dev.clean_env())
    assert not outcome.passed
    assert "1 failed, 2 passed" in outcome.last_line
    assert "slowest 10 durations" in capfd.readouterr().out


ONCE = """
from pathlib import Path
def test_once():
    mark = Path(__file__).with_suffix(".mark")
    seen = mark.exists()
    mark.touch()
    assert seen
"""


@pytest.mark.parametrize(
    ("failing", "passed", "runs"),
    [
        (ONCE, True, 2),
        ("def test_two(): assert False\n", False, 2),
        ("".join(f"def test_{n}(): assert False\n" for n in range(4)), False, 1),
    ],
    ids=["once", "always", "many"],
)
def test_few_failed_tests_are_run_once_more_alone_and_must_pass_then(
    dev: ModuleType, tests: Callable, capfd: pytest.CaptureFixture[str], failing: str, passed: bool, runs: int
) -> None:
    folder = tests({"test_one.py": FILES["test_one.py"], "test_failing.py": failing})
    words = [str(folder), "-n", "2", "-o", f"cache_dir={folder / 'cache'}"]
    command, env = dev.checks(Path(sys.executable), words)["pytest"], dev.clean_env()
    outcome = dev.alone(dev.run_check("pytest", command, env), command, env)
    said = capfd.readouterr().out
    assert outcome.passed == passed
    assert said.count("── pytest") == runs
    assert ("Unsteady: alone 1 passed" in said) == passed
    assert "failed" in outcome.last_line  # the count of the whole run stays the run's


@pytest.mark.skipif(os.name == "nt", reason="signals a process group")
def test_ctrl_c_ends_every_process_and_is_told_by_the_exit_code(repo: Path, tests: Callable) -> None:
    folder = tests({"test_one.py": ENDLESS, "test_two.py": ENDLESS})
    run = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(folder), *TWO, "-s"],
        cwd=repo, env=os.environ | {"PYTHONPATH": str(repo / "packaging")}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert run.stdout is not None
    said, processes = "", []
    try:
        while said.count("begun") < 2:
            line = run.stdout.readline()
            said += line
            assert line, said
        processes = psutil.Process(run.pid).children(recursive=True)
        assert len(processes) >= 3  # pytest and two that run tests
        os.killpg(run.pid, signal.SIGINT)
        said += run.stdout.read()
        assert run.wait() == 130, said
        assert "KeyboardInterrupt" in said
        assert not [process.pid for process in processes if lives(process)]
    finally:
        for process in (run, *processes):
            with suppress(psutil.NoSuchProcess):
                process.kill()


def lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("cores", "free", "expected"), [(2, 16, 2), (64, 256, 4), (8, 7, 2), (1, 64, 1), (4, 1, 1)]
)
def test_a_process_a_core_as_far_as_there_is_memory(
    monkeypatch: pytest.MonkeyPatch, cores: int, free: int, expected: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(cores)), raising=False)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=free * GIB))
    assert conftest.pytest_xdist_auto_num_workers() == expected


def test_files_of_slow_tests_begin_first(request: pytest.FixtureRequest) -> None:
    files = {item.path: item for item in request.session.items}
    slow = {item.path for item in request.session.items if item.get_closest_marker("slow")}
    assert all(path in slow for path in list(files)[: len(slow)])
