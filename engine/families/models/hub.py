"""One repository on the Hugging Face hub, or on a mirror in its layout: its files, and one of them fetched.

huggingface_hub asks and transfers; it keeps no partial file of its own, so those are kept here and go on from
where they stopped. A redirect that leaves the address's own scheme (https, or http for a mirror given as
such) is refused.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from engine.errors import Cancelled, TweenError
from engine.families.models.lock import BLOCK, Report, never, quiet
from engine.interpreter import lacking
from engine.media.safe_file import write_error

if TYPE_CHECKING:
    from huggingface_hub import HfApi

MIRROR, HUB = "TWEENBOARD_MIRROR", "https://huggingface.co"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as the hub tells of it: `sha256` of large ones, `git` (git's own of the content) of others."""

    path: str
    size: int
    sha256: str = ""
    git: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A repository at one `revision`, which is a commit. `licence` as its page says, else ""."""

    repository: str
    revision: str
    files: tuple[Remote, ...]
    licence: str = ""


class _Foreign(Exception):
    """A redirect to another scheme."""


class _Short(Exception):
    """An answer of another length than it was said to have."""


class _Fetched:
    """What huggingface_hub writes into: counts, and stops when asked to."""

    def __init__(self, file: BinaryIO, report: Callable[[int], None], cancelled: Callable[[], bool]) -> None:
        self._file, self._report, self._cancelled = file, report, cancelled

    def write(self, chunk: bytes) -> int:
        if self._cancelled():
            raise Cancelled("Stopped; what was fetched is kept.")
        written = self._file.write(chunk)
        self._report(self._file.tell())
        return written

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, place: int) -> int:
        return self._file.seek(place)

    def truncate(self) -> int:
        return self._file.truncate()


class Hub:
    """`endpoint`: the hub's address; else `TWEENBOARD_MIRROR`, else `HF_ENDPOINT`, else the hub itself."""

    def __init__(self, endpoint: str | None = None) -> None:
        asked = endpoint or os.environ.get(MIRROR) or os.environ.get("HF_ENDPOINT") or HUB
        self.endpoint = asked.rstrip("/")
        parts = urlsplit(self.endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise TweenError(
                f"“{asked}” is no address to get models from; give one that begins with https://."
            )
        self._schemes = {"https", parts.scheme}
        # None: huggingface_hub's own (HF_TOKEN); over http anyone on the way could read it.
        self._token = None if parts.scheme == "https" else False

    def listing(self, repository: str, revision: str = "main") -> Listing:
        """Raises `TweenError` where the repository or the revision is not there, or nothing answers."""
        with self._translated(repository):
            info = self._api.model_info(repository, revision=revision, files_metadata=True)
            commit = str(info.sha or "")
            found = [
                Remote(
                    path=file.rfilename,
                    size=int((file.lfs.size if file.lfs else file.size) or 0),
                    sha256=str(file.lfs.sha256) if file.lfs else "",
                    git=str(file.blob_id or "") if not file.lfs else "",
                )
                for file in info.siblings or ()
            ]
            card: Any = info.card_data or {}
            licence = card.get("license_name") or card.get("license") or ""
        if not commit:
            raise TweenError(f"{self.endpoint} does not say which revision of {repository} it has.")
        return Listing(repository, commit, tuple(found), str(licence))

    def fetch(
        self,
        listing: Listing,
        file: Remote,
        target: Path,
        report: Report = quiet,
        cancelled: Callable[[], bool] = never,
    ) -> str:
        """Bring `file` to `target`, from where an earlier attempt stopped, and return its SHA-256.

        The bytes lie in `target` + ".part" until all are there and hash to what the hub says; when they do
        not, they are thrown away. Raises `TweenError`, and `Cancelled`, which keeps them.
        """
        part = target.with_name(f"{target.name}.part")
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            if part.exists() and part.stat().st_size > file.size:
                part.unlink()
            with part.open("ab") as opened:
                self._transfer(listing, file, opened, report, cancelled)
                opened.flush()
                os.fsync(opened.fileno())
            digest = verified(file, part, quiet, cancelled)
            if digest:
                part.replace(target)
            else:
                part.unlink()
        except OSError as error:
            raise write_error(target, error) from None
        if not digest:
            raise TweenError(
                f"{file.path} came from {self.endpoint} with another content than it is said to have, and "
                "was thrown away; try again, or use another mirror."
            )
        return digest

    def _transfer(
        self,
        listing: Listing,
        file: Remote,
        opened: BinaryIO,
        report: Report,
        cancelled: Callable[[], bool],
    ) -> None:
        from huggingface_hub import file_download, hf_hub_url
        from huggingface_hub.utils import build_hf_headers, disable_progress_bars, logging

        disable_progress_bars()
        logging.set_verbosity_error()  # what goes wrong is told here
        url = hf_hub_url(listing.repository, file.path, revision=listing.revision, endpoint=self.endpoint)
        _ = self._api  # gives huggingface_hub the client with our rules
        target: Any = _Fetched(opened, lambda done: report(done, file.size), cancelled)
        with self._translated(listing.repository, file.path):
            try:
                file_download.http_get(
                    url,
                    target,
                    resume_size=opened.tell(),
                    headers=build_hf_headers(token=self._token),
                    expected_size=file.size,
                    displayed_filename=file.path,
                )
            except OSError as error:
                if type(error) is OSError and error.errno is None:  # http_get's own word for a wrong length
                    raise _Short("its answer ended too early or too late") from None
                raise

    @cached_property
    def _api(self) -> HfApi:
        from huggingface_hub import HfApi, set_client_factory
        from huggingface_hub.utils._http import default_client_factory

        def client() -> Any:
            made = default_client_factory()
            hooks = made.event_hooks
            hooks["request"].append(self._keep_scheme)
            made.event_hooks = hooks
            return made

        set_client_factory(client)
        return HfApi(endpoint=self.endpoint, token=self._token, library_name="tweenboard")

    def _keep_scheme(self, request: Any) -> None:
        """Called for every request, those that redirects lead to among them."""
        if request.url.scheme not in self._schemes:
            raise _Foreign(str(request.url))

    @contextmanager
    def _translated(self, repository: str, path: str = "") -> Iterator[None]:
        """What the libraries raise, as one sentence."""
        try:
            import httpx2
            from huggingface_hub import errors
        except ModuleNotFoundError as error:
            raise TweenError(lacking(error) or str(error)) from error
        what = f"{path} of {repository}" if path else repository
        try:
            yield
        except _Foreign as error:
            raise TweenError(
                f"{self.endpoint} sent the request for {what} on to {error}, which is no {self._safest} "
                "address; it was not followed."
            ) from None
        except errors.OfflineModeIsEnabled:
            raise TweenError(
                "Models cannot be got while HF_HUB_OFFLINE is set; unset it, or add one from this machine."
            ) from None
        except errors.GatedRepoError:
            raise TweenError(
                f"{repository} is only given to those who accepted its terms on its page; do so there, "
                "then set HF_TOKEN to your token."
            ) from None
        except errors.RevisionNotFoundError:
            raise TweenError(f"{self.endpoint} has no such revision of {repository}.") from None
        except (errors.RepositoryNotFoundError, errors.EntryNotFoundError, errors.HFValidationError):
            raise TweenError(f"{self.endpoint} has no {what}; look at its name.") from None
        except errors.HfHubHTTPError as error:
            raise TweenError(
                f"{self.endpoint} refused {what} (HTTP {error.response.status_code}); try again later."
            ) from None
        except (httpx2.HTTPError, _Short) as error:
            raise TweenError(
                f"{self.endpoint} does not answer ({_short(error)}); look at the network, then go on with "
                "the same command: what was fetched is kept."
            ) from None

    @property
    def _safest(self) -> str:
        return " or ".join(sorted(self._schemes, reverse=True))


def _short(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:160].rstrip(".")


def verified(file: Remote, path: Path, report: Report = quiet, cancelled: Callable[[], bool] = never) -> str:
    """The SHA-256 of `path` when it is `file`, else "". Raises `OSError`, and `Cancelled`."""
    sha256, done = hashlib.sha256(), 0
    git = hashlib.sha1(b"blob %d\0" % file.size, usedforsecurity=False)
    with path.open("rb") as opened:
        while block := opened.read(BLOCK):
            if cancelled():
                raise Cancelled("Stopped; what was fetched is kept.")
            sha256.update(block)
            git.update(block)
            done += len(block)
            report(done, file.size)
    right = done == file.size and bool(file.sha256 or file.git)
    right = right and file.sha256 in ("", sha256.hexdigest()) and file.git in ("", git.hexdigest())
    return sha256.hexdigest() if right else ""
