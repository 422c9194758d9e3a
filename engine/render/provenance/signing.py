"""Content credentials into a file that is complete. Nothing here asks the network.

The library reads one file and writes another; it destroys a file that it is to sign onto itself.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import TweenError
from engine.media.safe_file import write_error
from engine.media.safety import display_name
from engine.render.provenance.claim import ALL_DRAWN, DRAWN_IN, Claim, Footage
from engine.render.provenance.identity import Identity
from engine.render.provenance.manifest import actions, definition, ingredient, settings

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from c2pa import Builder, C2paBuilderIntent, C2paDigitalSourceType, Signer

SIGNED = {
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".gif": "image/gif",
    ".webp": "image/webp", ".png": "image/png", ".wav": "audio/wav",
}  # fmt: skip
"""File endings that credentials can go into -> MIME type. Matroska holds none."""
ALSO_READ = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".tif": "image/tiff", ".tiff": "image/tiff",
    ".heic": "image/heic", ".heif": "image/heif", ".avif": "image/avif", ".jxl": "image/jxl",
    ".avi": "video/x-msvideo", ".mp3": "audio/mpeg", ".flac": "audio/flac", ".m4a": "audio/mp4",
}  # fmt: skip
"""Footage that may carry credentials besides."""
USUAL_BYTES = 4_500
"""What credentials add to a file, about; every drawn range and file of footage some hundred more."""

LONGEST = {".wav": 1 << 32, ".webp": 1 << 32}
"""Bytes from which such a file has no room for credentials: its sizes are 32 bits."""


def require_library() -> None:
    """Raises `TweenError` where the library, which is partly machine code, is missing or cannot be loaded."""
    try:
        import c2pa  # noqa: F401
    except (ImportError, OSError, RuntimeError) as error:
        raise TweenError(
            f"Content credentials need the library c2pa, which cannot be loaded ({error}); "
            "reinstall the program, or export without credentials."
        ) from None


class Signing:
    """Signs files of one export. Footage that is in many of them is looked at once."""

    def __init__(self, identity: Identity) -> None:
        require_library()
        from c2pa import C2paSignerInfo, C2paSigningAlg, Signer

        info = C2paSignerInfo(C2paSigningAlg.ES256, identity.chain, identity.key, None)
        self._signer: Signer = Signer.from_info(info)
        self._archives: dict[Footage, bytes] = {}

    def sign(self, source: Path, target: Path, title: str, claim: Claim) -> None:
        """Write `source` with credentials to `target`, another file. `title`: what the file will be called.

        Raises `TweenError` (no room, a file that the library refuses); `target` is then no good.
        """
        from c2pa import C2paError

        written: _Written | None = None
        try:
            builder = self._builder(title, claim)
            with source.open("rb") as read, _Written(target) as written:
                builder.sign(self._signer, SIGNED[Path(title).suffix.lower()], read, written)
        except (C2paError, OSError) as error:
            cause = written.error if written is not None and written.error is not None else error
            if isinstance(cause, OSError):
                raise write_error(target.with_name(title), cause) from None
            raise TweenError(
                f"{display_name(title)} could not be given content credentials ({cause}); "
                "export it without them, or in another format."
            ) from None

    def _builder(self, title: str, claim: Claim) -> Builder:
        from c2pa import Builder, Context

        archives = [self._archive(one) for one in claim.footage]
        unread = [one for one, archive in zip(claim.footage, archives, strict=True) if not archive]
        builder = Builder(definition(title, unread), context=Context.from_dict(settings()))
        for archive in filter(None, archives):
            builder.add_ingredient_from_archive(io.BytesIO(archive))
        builder.set_intent(*_intent(claim))
        for action in actions(claim):
            builder.add_action(action)
        return builder

    def _archive(self, one: Footage) -> bytes:
        """The footage as an ingredient, with its own credentials if it has any; b"" where that cannot be."""
        if one not in self._archives:
            self._archives[one] = _archived(one)
        return self._archives[one]


def _archived(one: Footage) -> bytes:
    from c2pa import Builder, C2paError, Context

    kind = SIGNED.get(Path(one.path).suffix.lower()) or ALSO_READ.get(Path(one.path).suffix.lower())
    if not one.path or not kind:
        return b""
    builder = Builder({}, context=Context.from_dict(settings(archive=True)))
    archive = io.BytesIO()
    try:
        with Path(one.path).open("rb") as file:
            builder.add_ingredient(ingredient(one), kind, file)
        builder.write_ingredient_archive(one.label, archive)
    except (C2paError, OSError):  # a film is not refused for footage of which only the name can be told
        return b""
    return archive.getvalue()


def _intent(claim: Claim) -> tuple[C2paBuilderIntent, C2paDigitalSourceType]:
    from c2pa import C2paBuilderIntent, C2paDigitalSourceType

    kinds = {
        ALL_DRAWN: C2paDigitalSourceType.TRAINED_ALGORITHMIC_MEDIA,
        DRAWN_IN: C2paDigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA,
        "": C2paDigitalSourceType.DIGITAL_CREATION,  # nothing but black
    }
    if any(one.relation == "parentOf" for one in claim.footage):
        return C2paBuilderIntent.EDIT, C2paDigitalSourceType.EMPTY
    return C2paBuilderIntent.CREATE, kinds[claim.source_type]


class _Written(io.BufferedRandom):
    """The file that the library writes to. It tells only that writing failed: why is kept here."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path, "w+"), 1 << 20)
        self.error: OSError | None = None

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self.error = error
            raise
