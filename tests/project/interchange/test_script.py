"""Written scripts become boards; what cannot be used is named with its line."""

from __future__ import annotations

import contextlib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.invariants import check
from engine.errors import TweenError
from engine.project.interchange.imported import Imported
from engine.project.interchange.script import import_script


def script(folder: Path, name: str, text: str | bytes) -> Imported:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    made = import_script(path)
    check(made.document)
    return made


def shots(made: Imported) -> list[tuple[str, int]]:
    return [(card.prompt, len(card.range)) for card in made.document.cards]


def test_a_table_gives_a_card_a_row(tmp_path: Path) -> None:
    made = script(
        tmp_path, "s.csv",
        "Prompt,Seconds,Frames,negative,style,seed,strength\n"
        '"a red boat, leaving",3,,fog,noir,7,0.5\n'
        "night falls,,72,,,,\n\n"
        "the end,,,,,,\n",
    )  # fmt: skip
    assert shots(made) == [("a red boat, leaving", 72), ("night falls", 72), ("the end", 96)]
    first, second, third = made.document.cards
    assert (first.negative, first.style, first.seed, first.strength) == ("fog", "noir", 7, 0.5)
    assert (second.range.start, third.range.start, second.origin) == (72, 144, 72)
    assert made.report == ()


@pytest.mark.parametrize(("mark", "name"), [(";", "s.csv"), ("\t", "s.tsv"), ("\t", "s.csv")])
def test_other_separators_and_a_cell_over_two_lines(tmp_path: Path, mark: str, name: str) -> None:
    made = script(tmp_path, name, f'prompt{mark}seconds\n"a boat,\nleaving"{mark}2,5\nnight{mark}x\n')
    assert shots(made) == [("a boat, leaving", 60), ("night", 96)]
    assert made.report == ("Line 4: “x” is no length; the shot is 4 seconds long.",)


def test_bad_rows_are_named_and_the_others_stay(tmp_path: Path) -> None:
    made = script(
        tmp_path, "s.csv",
        "prompt,seconds,frames,style,seed,mood\n"
        ",3,,,,\n"
        "a,0,,,,\n"
        "b,3,72,,,\n"
        "c,,-5,,,\n"
        "d,,,gouache,minus,sad\n"
        "e,,,,,,more\n"
        "f,999999999,,,-1,\n",
    )  # fmt: skip
    assert shots(made) == [(name, 96) for name in "abcdef"]
    assert made.report == (
        "The column “mood” is not one of prompt, seconds, frames, negative, style, seed, strength, "
        "and was left out.",
        "Line 2 says nothing about what happens, and was left out.",
        "Line 3: “0” is shorter than one frame; the shot is 4 seconds long.",
        "Line 4: the length is given in seconds and in frames; the shot is 4 seconds long.",
        "Line 5: “-5” is no length; the shot is 4 seconds long.",
        "Line 6: “gouache” is no style that a card can have, and was left out.",
        "Line 6: “minus” is no seed that a card can have, and was left out.",
        "Line 7 has more cells than there are columns; put text with commas in quotes.",
        "Line 8: “999999999” is longer than a day; the shot is 4 seconds long.",
        "Line 8: “-1” is no seed that a card can have, and was left out.",
    )


def test_a_table_that_breaks_off_gives_the_rows_before(tmp_path: Path) -> None:
    made = script(tmp_path, "s.csv", 'prompt,seconds\na,1\n"b,1\nc,1\n')
    assert shots(made) == [("a", 24)]
    assert made.report[0].startswith("Line 3 and what follows cannot be read as a table: ")


def test_markdown_takes_the_list(tmp_path: Path) -> None:
    made = script(
        tmp_path, "s.md",
        "---\ntitle: x\n---\n# The boat\n\nAn idea.\n\n"
        "- A **red boat** leaves\n  the harbour (3s)\n"
        "* [ ] Night falls [36f]\n"
        "12. Waves (2.5 seconds)\n\n---\n<!-- - not\n- this -->\n```\n- nor this\n```\n",
    )  # fmt: skip
    assert shots(made) == [("A red boat leaves the harbour", 72), ("Night falls", 36), ("Waves", 60)]
    assert made.report == ("Line 6 is not part of the list, and was left out.",)


def test_markdown_without_a_list_takes_the_paragraphs(tmp_path: Path) -> None:
    made = script(tmp_path, "s.MD", "Scene 1\n\nA boat\nleaves. (10 f)\n\n## Two\nNight.\n")
    assert shots(made) == [("Scene 1", 96), ("A boat leaves.", 10), ("Night.", 96)]


def test_plain_text_takes_paragraphs_or_else_lines(tmp_path: Path) -> None:
    assert shots(script(tmp_path, "a.txt", "A boat\nleaves (1s)\n\n\nNight\n")) == [
        ("A boat leaves", 24), ("Night", 96),
    ]  # fmt: skip
    assert shots(script(tmp_path, "b.txt", "A boat (1s)\r\nNight\r\n")) == [("A boat", 24), ("Night", 96)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_script_and_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    words = "赤い舟が出る, été — 🚣"
    assert shots(script(tmp_path, "s.csv", f'prompt\n"{words}"\n'.encode(encoding))) == [(words, 96)]
    assert shots(script(tmp_path, "s.txt", f"{words} (2s)".encode(encoding))) == [(words, 48)]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("s.txt", b"caf\xe9", "UTF-8"),
        ("s.txt", b"a\0b", "not a text file"),
        ("s.txt", b" \n\n", "no shot"),
        ("s.md", b"# Only a heading", "no shot"),
        ("s.csv", b"", "no shot"),
        ("s.csv", b"prompt,seconds\n,3\n", "Line 2"),
        ("s.csv", b"shot,seconds\na,3\n", "no column “prompt”"),
        ("s.csv", b"prompt,prompt\na,3\n", "twice"),
    ],
)
def test_what_is_no_script_is_one_sentence(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    with pytest.raises(TweenError, match=word) as refused:
        script(tmp_path, name, data)
    assert "\n" not in str(refused.value)


def test_rate_and_usual_length_are_the_askers(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("A boat\nNight (1s)")
    made = import_script(path, Fraction(30000, 1001), (640, 360), Fraction(2))
    assert [len(card.range) for card in made.document.cards] == [60, 30]
    with pytest.raises(TweenError, match="seconds long"):
        import_script(path, seconds=Fraction(1, 1000))
    with pytest.raises(TweenError, match="There is no file"):
        import_script(tmp_path / "none.txt")
    with pytest.raises(TweenError, match="is a folder"):
        import_script(tmp_path)


@given(st.binary(max_size=200) | st.text(max_size=200), st.sampled_from(["csv", "tsv", "md", "txt"]))
@settings(max_examples=300, deadline=None)
def test_anything_at_all_is_a_board_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes | str, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(TweenError):
        made = import_script(path)
        check(made.document)
        assert made.document.cards
