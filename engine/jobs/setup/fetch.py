"""One file brought to the disk: goes on where it stopped, and gets its name once its hash is right."""

from __future__ import annotations

import hashlib
import http.client
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from engine.errors import Cancelled, TweenError
from engine.jobs.setup.wanted import Wheel
from engine.media.safe_file import PART, write_error

BLOCK = 1 << 20
SILENCE = 60
"""Seconds without a byte until the other side counts as gone."""
TRIES = 4
CERTIFICATES = ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
BROKEN = (urllib.error.URLError, TimeoutError, ConnectionError, ssl.SSLError, http.client.HTTPException)
"""How a line to a server breaks; a disk that cannot be written is none of these."""
Moved = Callable[[int], None]
"""(bytes of this file that are here)."""


def fetch(wheel: Wheel, folder: Path, moved: Moved, cancelled: Callable[[], bool]) -> Path:
    """Its place in `folder`, fetched unless it lies there whole.

    Raises `TweenError`, and `Cancelled`; both keep what has come so far (`NAME.part`).
    """
    target = folder / wheel.file
    part = target.with_name(target.name + PART)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if target.exists():
            if _right(wheel, target):
                moved(target.stat().st_size)
                return target
            target.unlink()
        _transfer(wheel, part, moved, cancelled)
        if not _right(wheel, part):
            part.unlink()
            raise TweenError(
                f"{wheel.file} came with another content than it is said to have, and was thrown away; try "
                "again, or use another mirror."
            )
        part.replace(target)
    except OSError as error:
        raise write_error(target, error) from None
    return target


def size(wheel: Wheel) -> int:
    """Its size in bytes as the server tells it, 0 where it does not."""
    request = urllib.request.Request(wheel.url, method="HEAD")
    try:
        with _opener().open(request, timeout=SILENCE) as answer:
            return int(answer.headers.get("Content-Length") or 0)
    except (OSError, http.client.HTTPException, ValueError):
        return 0


def _transfer(wheel: Wheel, part: Path, moved: Moved, cancelled: Callable[[], bool]) -> None:
    """A line that breaks is taken up again some times before it is told."""
    for left in reversed(range(TRIES)):
        try:
            return _once(wheel, part, moved, cancelled)
        except urllib.error.HTTPError as error:
            if error.code == 416:  # asked to go on behind its end: it is all there, or it is another file
                return None
            if error.code < 500 or not left:
                raise _gone(wheel, f"HTTP {error.code}") from None
        except BROKEN as error:
            if not left:
                raise _gone(wheel, str(getattr(error, "reason", "") or error)) from None
    return None


def _gone(wheel: Wheel, reason: str) -> TweenError:
    host = urlsplit(wheel.url).hostname or wheel.url
    return TweenError(
        f"{host} does not give {wheel.file} ({reason[:120] or 'it ended too early'}); look at the network, "
        "then set up again: what was fetched is kept."
    )


def _once(wheel: Wheel, part: Path, moved: Moved, cancelled: Callable[[], bool]) -> None:
    here = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(wheel.url, headers={"Range": f"bytes={here}-"} if here else {})
    with _opener().open(request, timeout=SILENCE) as answer:
        # Who does not know of parts sends the whole again.
        goes_on = getattr(answer, "status", None) == 206
        told = int(answer.headers.get("Content-Length") or 0)
        with part.open("ab" if goes_on else "wb") as file:
            begun = file.tell()
            while block := answer.read(BLOCK):
                if cancelled():
                    raise Cancelled("Stopped; what was fetched is kept.")
                file.write(block)
                moved(file.tell())
            file.flush()
            os.fsync(file.fileno())
            if told and file.tell() - begun < told:
                raise http.client.IncompleteRead(b"", told)


def _opener() -> urllib.request.OpenerDirector:
    """With the certificates of the system, or those that pip is told to use; its own where there are none."""
    named = next((os.environ[name] for name in CERTIFICATES if os.environ.get(name)), None)
    context = ssl.create_default_context(cafile=named)
    if not named and not context.get_ca_certs() and not any(_folder_of_certificates()):
        from pip._vendor import certifi

        context.load_verify_locations(certifi.where())
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))


def _folder_of_certificates() -> list[str]:
    place = ssl.get_default_verify_paths().capath
    return os.listdir(place) if place and Path(place).is_dir() else []  # noqa: PTH208


def _right(wheel: Wheel, path: Path) -> bool:
    if not wheel.sha256:
        return True
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == wheel.sha256
