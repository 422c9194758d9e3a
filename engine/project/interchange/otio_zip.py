"""`.otioz`: a ZIP file of a timeline (`content.otio`) and its footage (`media/…`), unpacked for a film."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from engine.errors import TweenError
from engine.media.safe_file import write_error

CONTENT = "content.otio"
MEDIA = "media"


@contextmanager
def unpacked(path: Path, folder: Path) -> Iterator[Path]:
    """`folder`, made for it and holding the timeline and its footage; gone again when the block fails.

    Only names that the format has are unpacked. Raises `TweenError`, also where `folder` is there already.
    """
    try:
        folder.mkdir()
    except OSError as error:
        raise write_error(folder, error) from None
    try:
        _unpack(path, folder)
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            files = [info for info in packed.infolist() if _belongs(info.filename)]
            if sum(info.file_size for info in files) > shutil.disk_usage(folder).free:
                raise TweenError(f"There is no room to unpack {path}; free some space and try again.")
            (folder / MEDIA).mkdir()
            for info in files:
                target = folder.joinpath(*PurePosixPath(info.filename).parts)
                with packed.open(info) as source, target.open("xb") as out:
                    shutil.copyfileobj(source, out)
    except FileNotFoundError:
        raise TweenError(f"There is no file {path}.") from None
    except OSError as error:
        raise TweenError(f"{path} could not be unpacked: {error.strerror or 'it is damaged'}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise TweenError(f"{path} is damaged, or no packed OpenTimelineIO file.") from None


def _belongs(name: str) -> bool:
    parts = PurePosixPath(name).parts
    plain = all(part not in ("..", ".") and not set(part) & set("\\:\0") for part in parts)
    return plain and not name.endswith("/") and (name == CONTENT or (len(parts) == 2 and parts[0] == MEDIA))
