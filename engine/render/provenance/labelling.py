"""From what a person wishes to what the writers are given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.output.formats import choose_format
from engine.media.output.label import Label
from engine.media.output.settings import Settings
from engine.render.provenance.claim import Claim, claim_for
from engine.render.provenance.identity import own_identity
from engine.render.provenance.labels import Labels
from engine.render.provenance.signing import LONGEST, SIGNED, Signing
from engine.render.provenance.tags import claim_in, tags_for


def label_for(
    document: Document, shown: ShownTake, span: FrameRange, out: Path, settings: Settings, labels: Labels
) -> tuple[Claim, Label]:
    """The claim of an export of `span` to `out`, and what its writer needs. Makes a key at first use.

    Raises `TweenError` where that cannot be: before anything is written.
    """
    format = choose_format(out, settings.format)
    suffix = ".png" if format.kind == "pictures" else out.suffix.lower()
    sound = settings.sound and bool(format.sound)
    claim = claim_for(document, shown, span, bool(format.codec), sound, labels.prompts)
    tags = tags_for(claim)
    if not labels.credentials or suffix not in SIGNED:
        plain = f"A “{suffix}” file holds no content credentials; only its metadata say what was drawn."
        return claim, Label(tags, notes=(plain,) if labels.credentials and claim.drawn else ())
    signing = Signing(own_identity())

    def sign(source: Path, target: Path, title: str, picture: int | None) -> str:
        of = claim
        if picture is not None:
            frame = FrameRange(span.start + picture, span.start + picture + 1)
            of = claim_for(document, shown, frame, sound=False, prompts=labels.prompts)
        return _sign(signing, source, target, title, of)

    return claim, Label(tags, sign)


def label_again(metadata: Mapping[str, str], frames: int, suffix: str, credentials: bool = True) -> Label:
    """For a film of `frames` frames (0: sound alone) that was recovered: what its metadata still say."""
    told = claim_in(metadata)
    if told is None:
        return Label()
    claim = told.until(frames) if frames else told
    if not credentials or suffix not in SIGNED:
        return Label(tags_for(claim))
    signing = Signing(own_identity())

    def sign(source: Path, target: Path, title: str, picture: int | None) -> str:
        return _sign(signing, source, target, title, claim)

    return Label(tags_for(claim), sign)


def _sign(signing: Signing, source: Path, target: Path, title: str, claim: Claim) -> str:
    suffix = Path(title).suffix.lower()
    if source.stat().st_size >= LONGEST.get(suffix, 1 << 62):
        return f"A “{suffix}” file of 4 GiB or more has no room for content credentials."
    signing.sign(source, target, title, claim)
    return ""
