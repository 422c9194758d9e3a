"""The command that looks for shot changes: scenes."""

from __future__ import annotations

from argparse import Namespace

from engine.cli.text import Meter, print_json, table
from engine.document.time import rate_text
from engine.media.probe import probe
from engine.media.safety import display_name
from engine.media.scenes import THRESHOLD, Scene, Span, find_scenes

HEAD = ("FRAMES", "SHARPNESS", "MOTION", "BRIGHTNESS", "BARS", "DUPLICATES", "FROZEN", "BLACK")


def scenes(args: Namespace) -> None:
    meter = Meter()
    threshold = THRESHOLD if args.threshold is None else args.threshold
    try:
        found = find_scenes(
            args.file,
            threshold=threshold,
            report=lambda done, total: meter.show(display_name(args.file), done, total),
        )
    finally:
        meter.clear()
    if args.json:
        rate = rate_text(probe(args.file).rate)
        print_json({"rate": rate, "threshold": threshold, "scenes": [scene.to_json() for scene in found]})
        return
    print(table(HEAD, [_row(scene) for scene in found]))


def _row(scene: Scene) -> tuple[object, ...]:
    return (
        f"{scene.start}–{scene.stop}",
        scene.sharpness,
        scene.motion,
        scene.brightness,
        _bars(scene.bars),
        scene.duplicates,
        _spans(scene.frozen),
        _spans(scene.black),
    )


def _spans(spans: tuple[Span, ...]) -> str:
    return ", ".join(f"{start}–{stop}" for start, stop in spans) or "none"


def _bars(bars: tuple[int, int, int, int]) -> str:
    names = ("left", "top", "right", "bottom")
    return ", ".join(f"{name} {size}" for name, size in zip(names, bars, strict=True) if size) or "none"
