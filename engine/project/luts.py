"""Look-up tables of a film: copied beside it, so that it keeps its look wherever the file came from."""

from __future__ import annotations

from pathlib import Path

from engine.document.grade import Lut
from engine.document.luts import ENDING
from engine.errors import TweenError
from engine.media.cube import read_cube
from engine.media.fingerprint import fingerprint
from engine.media.safe_file import SafeFile, write_error
from engine.media.safety import check_file, display_name
from engine.project.places import made_folder

NAME = 40
"""Letters of the file's name that its copy keeps."""


def kept_lut(film: Path, file: Path, strength: float = 1.0) -> Lut:
    """The table in `file`, read once and copied into the folder of `film`; the same one is copied once.

    Raises `TweenError` where it is no table, or cannot be copied; nothing is left behind then.
    """
    read_cube(file)
    source = Path(check_file(file))
    content = fingerprint(source)
    folder = made_folder(film)
    target = folder / f"{_name(source)} {content[:12]}{ENDING}"
    if not target.exists():
        _copy(source, target)
    if fingerprint(target) != content:
        raise TweenError(f"{display_name(target)} in the film's folder has changed; delete it and try again.")
    return Lut(str(target), content, strength)


def _name(source: Path) -> str:
    """What of the file's name every system can have in one."""
    kept = "".join(sign for sign in source.stem if sign.isprintable() and sign not in '/\\:*?"<>|')
    return kept[:NAME].strip(" .") or "table"


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(target, error) from None
    draft = SafeFile(target)
    try:
        draft.temporary.write_bytes(source.read_bytes())
    except OSError as error:
        reason = write_error(target, error)
        draft.discard()
        raise reason from None
    draft.commit()
