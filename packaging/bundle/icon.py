"""The icon as Windows (.ico) and macOS (.icns) want it, drawn from the one SVG."""

from __future__ import annotations

import sys
from pathlib import Path

from bundle.running import run

ICO = [(size, size) for size in (16, 24, 32, 48, 64, 128, 256)]
LARGEST = 1024


def make(root: Path, python: Path, target: Path) -> None:
    """Write `target`, whose ending says which."""
    env = {"PYTHONPATH": str(root / "packaging"), "QT_QPA_PLATFORM": "offscreen"}
    run([python, "-m", "bundle.icon", root / "packaging/tweenboard.svg", target], env=env)


def draw(svg: Path, target: Path) -> None:
    import io

    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(LARGEST, LARGEST, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]
    picture = Image.open(io.BytesIO(bytes(held.data().data())))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".ico":
        picture.save(target, sizes=ICO)
    else:
        picture.save(target)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
