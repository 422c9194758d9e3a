"""Draw the thumbnails of the style presets with the built-in model: `packaging/style_pictures.py [KEY …]`.

Each shows the `thumbnail` words of its preset: the colours and the place that go with the style. The built-in
model knows no looks, so what paper or pencil does to a picture is not seen there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image

from engine.sketch.checkpoint import BUILT_IN, GUIDANCE, STEPS
from engine.sketch.sampling import Sketch, text_to_video
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE
from engine.tools.styles import FOLDER, styles

FRAMES, SEED = 17, 5


def main() -> None:
    chosen = [each for each in styles().values() if not each.own and each.key in (sys.argv[1:] or [each.key])]
    model = Sketch.load(BUILT_IN)
    for each in chosen:
        (clip,) = text_to_video(
            model, [each.thumbnail], FRAMES, NATIVE_SIZE, NATIVE_FPS, SEED, STEPS, GUIDANCE
        )
        path = FOLDER / f"{each.key}.webp"
        Image.fromarray(clip[FRAMES // 2]).save(path, quality=80, method=6)
        print(f"{path.name}: {each.thumbnail}, {path.stat().st_size} bytes", flush=True)


if __name__ == "__main__":
    main()
