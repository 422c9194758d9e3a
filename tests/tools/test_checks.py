"""What is not drawn here: a list of words that names what it found, and a studio's own program."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.request import PromptSpan, Request
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.paths import DATA
from engine.tools.checks import (
    COMMAND,
    SWITCH,
    Refused,
    check_frames,
    check_request,
    checks_folder,
    found_in,
    is_on,
    switch,
    words,
)

REQUEST = Request("c", "l", 0, FrameRange(20, 48), Fraction(24), 64, 64, "tiny", "a red ball")
word = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    monkeypatch.delenv(SWITCH, raising=False)
    monkeypatch.delenv(COMMAND, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("A GORY scene", "gory"),
        ("a gory, dark scene", "gory"),
        ("beheaded", "behead*"),
        ("child\n  abuse", "child abuse"),
        ("\uff47\uff4f\uff52\uff59", "gory"),  # full-width letters
        ("go\u200bry", "gory"),  # a blank of no width
        ("这是暴力场面", "暴力"),
    ],
)
def test_words_are_found_as_the_eye_reads_them(text: str, entry: str) -> None:
    assert found_in(text, ("nothing", entry)) == entry


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("category", "gory"),
        ("allegory", "gory"),
        ("goryness", "gory"),
        ("child, abuse", "child abuse"),
        ("x", "*"),
    ],
)
def test_parts_of_other_words_are_not(text: str, entry: str) -> None:
    assert found_in(text, (entry,)) == ""


@given(word, st.lists(word, max_size=5), st.lists(word, max_size=5))
def test_a_word_is_found_wherever_it_stands(one: str, before: list[str], after: list[str]) -> None:
    assert found_in(" ".join([*before, one.upper().lower(), *after]), (one.upper().lower(),))


@given(st.text(), st.text(min_size=1))
def test_no_entry_is_taken_for_a_pattern(text: str, entry: str) -> None:
    assert found_in(text, (entry,)) in ("", entry)


def test_it_is_off_until_somebody_switches_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    nude = replace(REQUEST, prompt="a nude statue")
    assert not is_on()
    check_request(nude)
    switch(True)
    with pytest.raises(Refused, match=r"The prompt of frames 20–48 holds “nude\*”"):
        check_request(nude)
    check_request(REQUEST)
    check_request(replace(REQUEST, negative="nude"))
    with pytest.raises(Refused, match="gore"):
        check_request(replace(REQUEST, spans=(PromptSpan(FrameRange(20, 30), "gore"),)))
    monkeypatch.setenv(SWITCH, "0")
    check_request(nude)
    monkeypatch.setenv(SWITCH, "maybe")
    with pytest.raises(TweenError, match="say 1 or 0"):
        check_request(nude)
    monkeypatch.delenv(SWITCH)
    switch(False)
    check_request(nude)
    monkeypatch.setenv(SWITCH, "1")
    with pytest.raises(Refused):
        check_request(nude)


def test_the_list_is_the_persons_own() -> None:
    switch(True)
    own = checks_folder() / "words.txt"
    assert words() == tuple(
        line for line in own.read_text().splitlines() if line.strip() and not line.startswith("#")
    )
    own.write_text("# mine\nball\n", encoding="utf-8-sig")
    with pytest.raises(Refused, match="“ball”"):
        check_request(REQUEST)
    switch(False)
    switch(True)
    assert words() == ("ball",)
    own.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(TweenError, match="cannot be read"):
        check_request(REQUEST)


def program(folder: Path, code: str) -> str:
    path = folder / "judge"
    path.write_text(f"#!{sys.executable}\nimport json, os, sys\nsaid = json.load(sys.stdin)\n{code}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.skipif(os.name != "posix", reason="a script as a program")
def test_a_studios_program_sees_everything_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    code = (
        f"open({str(seen)!r}, 'a').write(json.dumps(said) + chr(10))\n"
        "if said['stage'] == 'frames': print('Too red.'); sys.exit(1)"
    )
    monkeypatch.setenv(COMMAND, program(tmp_path, code))
    check_request(REQUEST)
    with pytest.raises(Refused, match=r"^The check of this machine refused frames 20–48: Too red\.$"):
        check_frames(REQUEST, "frames.mkv")
    first, second = (json.loads(line) for line in seen.read_text().splitlines())
    assert Request.from_json(first["request"]) == REQUEST
    assert first["stage"] == "prompt"
    assert second["frames"] == "frames.mkv"


@pytest.mark.skipif(os.name != "posix", reason="a script as a program")
@pytest.mark.parametrize(
    ("code", "said"),
    [("os.kill(os.getpid(), 9)", "refused"), ("raise SystemExit(3)", "refused")],
)
def test_a_program_that_dies_lets_nothing_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    monkeypatch.setenv(COMMAND, program(tmp_path, code))
    with pytest.raises(Refused, match=said):
        check_request(REQUEST)


@pytest.mark.parametrize(("path", "said"), [("judge", "absolute path"), ("/nowhere/judge", "cannot be run")])
def test_a_program_that_is_missing_lets_nothing_pass(
    monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    monkeypatch.setenv(COMMAND, path)
    with pytest.raises(TweenError, match=said):
        check_request(REQUEST)
