"""The README's table of what Sketch, the built-in model, reaches, from the measures beside it.

    .venv/bin/python packaging/readme.py          after resources/models/sketch/measures.json was made anew

A test compares the table with what would be written now.
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
MEASURES = ROOT / "resources/models/sketch/measures.json"
BEGIN, END = "<!-- made by packaging/readme.py -->", "<!-- end -->"
WORDS = {
    "place": "the place (meadow, sea, night …)",
    "colour": "the colour of the subject",
    "subject": "the subject (boat, house, star …)",
    "shape": "the subject's shape",
    "motion": "the subject's motion",
    "camera": "the camera's motion",
    "size": "the subject's size",
    "look": "the look (paper, film, neon, watercolour)",
}
SHARE, BOOK, JUDGE = "_accuracy", "_with_book", "judge_"


def table(measures: dict[str, float]) -> str:
    """A row for each share that was measured, from words alone and with the model's picture book, with what
    the judge itself gets right, the best first."""
    names = [key.removesuffix(SHARE) for key in measures if key.endswith(SHARE) and not key.startswith(JUDGE)]
    names.sort(key=lambda name: (-measures[name + SHARE], name))
    lines = [
        "| what follows the prompt | with its picture book | from words alone | the judge is right |",
        "| --- | --- | --- | --- |",
    ]
    for name in names:
        keys = (name + BOOK, name + SHARE, f"{JUDGE}{name}{SHARE}")
        figures = (f"{measures[key]:.2f}" if key in measures else "" for key in keys)
        lines.append(f"| {WORDS.get(name, name.replace('_', ' '))} | {' | '.join(figures)} |")
    return "\n".join(lines)


def page(text: str, measures: dict[str, float]) -> str:
    """`text` with the table between its two marks."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    if not rest or not tail:
        raise SystemExit(f"{README.name} has no place for the table: it needs {BEGIN} and {END}.")
    return f"{head}{BEGIN}\n{table(measures)}\n{END}{tail}"


if __name__ == "__main__":
    README.write_text(
        page(README.read_text(encoding="utf-8"), json.loads(MEASURES.read_text(encoding="utf-8"))),
        encoding="utf-8",
    )
