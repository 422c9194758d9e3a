"""Commands that write the film: export, recover."""

from __future__ import annotations

import time
from argparse import Namespace
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.interrupt import stop_on_interrupt
from engine.cli.text import Meter, print_json
from engine.document.model import Document
from engine.document.time import rate_text
from engine.project.project import Project

if TYPE_CHECKING:
    from engine.media.output.settings import Settings
    from engine.render.export import ExportReport


def export(args: Namespace) -> None:
    if args.smart:
        from engine.render.smart import smart_export as write
    else:
        from engine.render.export import export as write

    from engine.render.provenance.labels import Labels

    out, meter = Path(args.out), Meter()
    with Project.open(args.film, read_only=True) as project, stop_on_interrupt() as stopped:
        doc = project.document
        begun = time.monotonic()

        def report(done: int, total: int) -> None:
            spent = time.monotonic() - begun
            meter.show(out.name, done, total, spent * (total - done) / done if spent > 2 else None)

        try:
            written = write(
                doc,
                project.takes.shown,
                out,
                args.span,
                _settings(args, doc),
                overwrite=args.overwrite,
                report=report,
                cancelled=stopped,
                labels=Labels(not args.no_credentials, args.prompts_in_credentials, args.mark or ""),
            )
        finally:
            meter.clear()
    if args.json:
        print_json(_as_json(written, doc))
        return
    kept = ", ".join(map(str, written.kept)) or "nothing"
    drawn = ", ".join(map(str, written.drawn)) or "nothing"
    print(f"{written.path}: {written.frames} frames at {rate_text(doc.rate)}; kept {kept}; drawn {drawn}")
    for note in written.notes:
        print(note)


def _settings(args: Namespace, doc: Document) -> Settings:
    """The preset's settings, and over them what was said besides."""
    from engine.media.output.presets import preset
    from engine.media.output.settings import Settings

    film = (doc.width, doc.height)
    settings = preset(args.preset).settings_for(film) if args.preset else Settings()
    if args.format is not None and args.format != settings.format:
        # Another format has another encoder: its own quality and speed, not those of the preset's.
        settings = replace(settings, format=args.format, crf=None, bit_rate=None, speed="")
    if args.crf is not None or args.bit_rate is not None:
        settings = replace(settings, crf=args.crf, bit_rate=args.bit_rate)
    if args.speed is not None:
        settings = replace(settings, speed=args.speed)
    if args.size is not None:
        settings = replace(settings, size=args.size)
    if args.audio_bit_rate is not None:
        settings = replace(settings, audio_bit_rate=args.audio_bit_rate)
    if args.encoder != "software":
        settings = replace(settings, encoder=args.encoder, speed=args.speed or "")
    fill = settings.fill or args.fill
    return replace(settings, fill=fill, threads=args.threads, sound=not args.no_sound)


def _as_json(written: ExportReport, doc: Document) -> dict[str, object]:
    return {
        "path": str(written.path),
        "frames": written.frames,
        "rate": rate_text(doc.rate),
        "size": [doc.width, doc.height],
        "kept": [[span.start, span.stop] for span in written.kept],
        "drawn": [[span.start, span.stop] for span in written.drawn],
        "copied": [[span.start, span.stop] for span in written.copied],
        "notes": list(written.notes),
    }


def recover(args: Namespace) -> None:
    from engine.media.output.recover import recover as rescue
    from engine.render.provenance.labelling import label_again

    again = partial(label_again, credentials=not args.no_credentials)
    found = rescue(Path(args.file), Path(args.out) if args.out else None, args.overwrite, again)
    if args.json:
        print_json({"path": str(found.path), "frames": found.frames, "seconds": float(found.seconds)})
        return
    held = f"{found.frames} frames, " if found.frames else ""
    print(f"{found.path}: {held}{float(found.seconds):.1f} s recovered")
    if found.source.exists():
        print(f"{found.source} was left as it is; delete it once the film is all right")
