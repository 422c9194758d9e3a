"""Screenplays: what is seen in their scenes becomes cards; what is said does not."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from engine.document.invariants import check
from engine.project.interchange.fountain import actions
from engine.project.interchange.script import import_script

PLAY = """Title: The Kettle
Author: A Person

# Act one

INT. KITCHEN - NIGHT #1#

A red kettle *steams* on the stove. (3s)

The window stands open.
Rain.

ANNA (O.S.)
(tired)
At last.

/* not this
one */

CUT TO:

EXT./INT. A BOAT - DAY [[where?]]
A blue boat sails to the right.

= nobody sees this

> THE END <

.the meadow

!A BALL
rolls.

@McLeod
Hello.
"""


def test_scenes_give_settings_and_cuts_and_speech_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "kettle.fountain"
    path.write_text(PLAY)
    made = import_script(path)
    check(made.document)
    cards = made.document.cards
    assert [(card.prompt, card.setting, card.cut) for card in cards] == [
        ("A red kettle steams on the stove.", "kitchen, night, indoors", False),
        ("The window stands open. Rain.", "kitchen, night, indoors", False),
        ("A blue boat sails to the right.", "a boat, day, outdoors", True),
        ("A BALL rolls.", "the meadow", True),
    ]
    assert [len(card.range) for card in cards] == [72, 96, 96, 96]
    assert made.report == ("What is said was left out, 2 times: a shot is what is seen.",)


def test_lines_are_those_of_the_file() -> None:
    found = list(actions("\n\nINT. A\n\n/* x\ny */\nA hare.\n", print))
    assert [(each.line, each.words) for each in found] == [(7, "A hare.")]


@given(st.text("AB.x>#=!@~(*/[]:-\n TOINEXT", max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = list(actions(text, lambda sentence: None))
    assert all(0 < each.line <= text.count("\n") + 1 for each in found)
