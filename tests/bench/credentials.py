"""Seconds that signing an export takes, beside writing it, and the bytes that credentials add.

    python tests/bench/credentials.py [FOOTAGE] [--frames N]

FOOTAGE (Big Buck Bunny from the media corpus; without it, drawn here) was itself exported and signed before,
so that its credentials are checked and carried along as an ingredient; 2 s of it are drawn. Every format is
written without credentials, by the same settings, and what was written is then signed as the writer does it.
Seconds are the processor's, of all threads (the machine may be busy); the share is signing's over writing's.
A file of 400 MB shows what signing costs by its size. In a folder of pictures every one is signed: that share
is printed and not judged, since it goes by how small the pictures are. Nothing else signs here; the peer is
the export without credentials.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.media.output.settings import Settings
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.export import export
from engine.render.provenance.claim import Claim, claim_for
from engine.render.provenance.identity import own_identity
from engine.render.provenance.labels import Labels
from engine.render.provenance.signing import Signing
from tests.render.films import footage
from tests.render.joined import take_over

GOAL = 0.05
LARGE = 400 << 20
CORPUS = Path(os.environ.get("TWEENBOARD_MEDIA") or Path(__file__).parents[3] / "shared" / "media")
BUNNY = CORPUS / "big_buck_bunny_0_30.webm"
FORMATS = (
    ("film.mp4", Settings()),
    ("quick.mp4", Settings(speed="ultrafast")),
    ("film.mov", Settings()),
    ("film.gif", Settings()),
    ("pictures", Settings("png")),
    ("film.wav", Settings()),
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("footage", nargs="?", type=Path)
    parser.add_argument("--frames", type=int, default=120)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tweenboard-") as folder:
        os.environ["TWEENBOARD_DATA"] = str(Path(folder, "data"))
        document, shown = film_of(given.footage, Path(folder), given.frames)
        rows: list[tuple[object, ...]] = [("file", "bytes", "written s", "signed s", "share", "added")]
        shares = []
        for name, settings in FORMATS:
            row = measured(document, shown, Path(folder, name), settings)
            rows.append((name, *row))
            if name not in ("film.wav", "pictures"):  # mixing sound takes no time to speak of
                shares.append(row[3])
        rows.append(("large.mp4", *large(Path(folder), claim_for(document, shown, FrameRange(0, 24)))))
        table(rows)
    worst = max(shares)
    conclude("credentials", f"{worst:.1%} of the export at worst", "the export alone", worst, GOAL)


def film_of(path: Path | None, folder: Path, frames: int) -> tuple[Document, ShownTake]:
    """The footage, signed, with 2 s drawn in its middle."""
    source = path or BUNNY
    if not source.is_file():
        print("without the media corpus: footage drawn here")
        source = footage(folder / "drawn.mp4", frames)
    document = only(source)
    span = FrameRange(0, min(frames, document.frames))
    document = only(export(document, lambda card: None, folder / "footage.mp4", span).path)
    library = TakeLibrary(folder / "film.takes")
    middle = document.frames // 2
    drawn = FrameRange(middle, min(document.frames, middle + round(2 * document.rate)))
    picture = np.zeros((document.height, document.width, 3), np.uint8)
    picture[:, :, 0] = np.linspace(0, 255, document.width)
    return take_over(library, document, drawn, lambda n: np.roll(picture, 4 * n, axis=1)), library.shown


def only(path: Path) -> Document:
    asset = asset_from_file(path)
    document = Document(rate=asset.rate, width=asset.width, height=asset.height)
    return append_clip(add_asset(document, asset), asset.id)


def measured(
    document: Document, shown: ShownTake, out: Path, settings: Settings
) -> tuple[int, float, float, float, int]:
    """(bytes, seconds of writing, seconds of signing, their ratio, bytes added)."""
    plain = Labels(credentials=False)

    def write() -> None:
        export(document, shown, out, settings=settings, overwrite=True, labels=plain)

    written = timed(write, 1)
    files = sorted(out.iterdir()) if out.is_dir() else [out]
    before = sum(file.stat().st_size for file in files)
    span = FrameRange(0, document.frames)
    whole = claim_for(document, shown, span, out.suffix != ".wav")
    claims = [whole]
    if len(files) > 1:
        claims = [claim_for(document, shown, FrameRange(n, n + 1), sound=False) for n in range(len(files))]
    target, after = out.with_name("signed"), 0

    def sign() -> None:
        nonlocal after
        signing, after = Signing(own_identity()), 0
        for file, claim in zip(files, claims, strict=True):
            target.unlink(missing_ok=True)
            signing.sign(file, target, file.name, claim)
            after += target.stat().st_size

    signed = timed(sign)
    return before, written, signed, signed / written, after - before


def large(folder: Path, claim: Claim) -> tuple[int, str, float, str, int]:
    """What signing costs by size: a film with a box of so many bytes in it that no player reads."""
    source, target = footage(folder / "large.mp4", 24), folder / "large.signed"
    with source.open("ab") as file:
        file.write(LARGE.to_bytes(4, "big") + b"mdat")
        file.write(os.urandom(1 << 20) * (LARGE >> 20))
        file.truncate(file.tell() - 8)
    size = source.stat().st_size
    signed = timed(lambda: Signing(own_identity()).sign(source, target, source.name, claim))
    return size, "-", signed, "-", target.stat().st_size - size


def timed(act: Callable[[], None], times: int = 3) -> float:
    """Seconds of the processor, the median of so many times."""
    took = []
    for _ in range(times):
        begun = time.process_time()
        act()
        took.append(time.process_time() - begun)
    return statistics.median(took)


if __name__ == "__main__":
    main()
