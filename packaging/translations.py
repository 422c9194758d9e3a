"""The translations, brought up to date by one command, with the venv's Python:

    .venv/bin/python packaging/translations.py            write resources/translations/*.ts and *.qm
    .venv/bin/python packaging/translations.py --check    say what is not up to date, and exit with 1

What a person sees in `editor/` is found by Qt's lupdate. The engine speaks English and knows no Qt: its
sentences are found here, as texts with holes `{0}` where a value stands. Translate in Qt Linguist or in the
.ts files themselves, then run this again. No line numbers, no dates: a file changes only where its texts do.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CODES = ("zh_CN",)
NOT_IN_THE_WINDOW = {"cli", "sketch", "wording.py", "language.py"}
"""Parts of the engine whose sentences only a terminal shows, or only a model reads."""
PUT_TOGETHER = ("sentence", "card_label", "claim", "check_file", "_translated", "reason_of")
"""Functions of the engine that make a sentence from parts; the parts are translated."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 when out of date")
    check = parser.parse_args().check
    late: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for code in CODES:
            source, built = make(code, Path(folder))
            for made in (source, built):
                kept = FOLDER / made.name
                if kept.is_file() and kept.read_bytes() == made.read_bytes():
                    continue
                late.append(made.name)
                if not check:
                    kept.parent.mkdir(exist_ok=True)
                    kept.write_bytes(made.read_bytes())
    if late:
        print("Out of date:" if check else "Written:", ", ".join(late))
    return 1 if late and check else 0


def make(code: str, folder: Path) -> tuple[Path, Path]:
    """(the .ts, the .qm) of a language, made in `folder` from the sources as they are now."""
    source, built = folder / f"tweenboard_{code}.ts", folder / f"tweenboard_{code}.qm"
    kept = FOLDER / source.name
    if kept.is_file():
        source.write_bytes(kept.read_bytes())
    engine = folder / "engine_sentences.py"
    found = {("engine", text) for text in engine_sentences(ROOT)} | set(named(ROOT))
    lines = (f'QT_TRANSLATE_NOOP("{context}", {_quoted(text)})' for context, text in sorted(found))
    engine.write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = [str(path) for path in sorted((ROOT / "editor").rglob("*.py"))]
    options = ("-locations", "none", "-no-obsolete", "-sort-messages", "-silent")
    _tool("lupdate", *files, str(engine), "-ts", str(source), *options)
    _tool("lrelease", "-silent", "-nounfinished", str(source), "-qm", str(built))
    return source, built


def engine_sentences(root: Path) -> Iterator[str]:
    """Every text of the engine that ends as a sentence does, and parts of some; no docstrings."""
    for path in sorted((root / "engine").rglob("*.py")):
        if NOT_IN_THE_WINDOW & set(path.relative_to(root).parts):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        aside, parts, raised = set(_aside(tree)), set(_parts(tree)), set(_raised(tree))
        for node in ast.walk(tree):
            text = _template(node) if id(node) not in aside else ""
            # What follows a sentence is another one, or nothing: each is said for itself.
            text = re.sub(r"(?<=\.)\{\d+\}$", "", text)
            if " " in text.strip() and id(node) in parts | raised and not text.startswith("TWEENBOARD_"):
                yield text
            begins = text[:1].isupper() or text[:1] in ("{", "“")
            if " " in text and text.endswith(".") and begins and not text.startswith("TWEENBOARD_"):
                yield text


def named(root: Path) -> Iterator[tuple[str, str]]:
    """(context, text) of what the program brings along: styles, templates, presets, formats, and what the
    models that can be got are good for, which is said like a sentence of the engine."""
    for context in ("styles", "templates"):
        for path in sorted((root / "resources" / context).glob("*.toml")):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from ((context, table[key]) for key in ("name", "about") if key in table)
            yield from ((context, word) for word in table.get("fill", ()))
    catalogue = tomllib.loads((root / "resources" / "models" / "catalogue.toml").read_text(encoding="utf-8"))
    yield from (("engine", model["good_for"]) for model in catalogue["model"])
    sys.path.insert(0, str(root))
    from engine.media.output.formats import FORMATS
    from engine.media.output.presets import PRESETS

    yield from (("presets", preset.title) for preset in PRESETS)
    yield from (("formats", format.title) for format in FORMATS)


def _aside(tree: ast.Module) -> Iterator[int]:
    """Docstrings, and the parts of a text with holes, which is taken as a whole."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            yield from (id(each.value) for each in body if isinstance(each, ast.Expr))
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in ast.walk(node) if part is not node)


def _parts(tree: ast.Module) -> Iterator[int]:
    """What functions put a sentence together from that are known for it by their names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in PUT_TOGETHER:
            signs = {id(key) for each in ast.walk(node) if isinstance(each, ast.Dict) for key in each.keys}
            yield from (id(each) for each in ast.walk(node) if id(each) not in signs)


def _raised(tree: ast.Module) -> Iterator[int]:
    """What a person is refused with, however it begins and ends."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "TweenError":
            yield from (id(each) for each in node.args)


def _template(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    text, holes = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text += f"{{{holes}}}"
            holes += 1
    return text


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _tool(name: str, *arguments: str) -> None:
    import PySide6

    program = Path(PySide6.__file__).parent / (f"{name}.exe" if sys.platform == "win32" else name)
    subprocess.run([str(program), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
