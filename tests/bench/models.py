"""Getting a model from a hub on this machine: seconds, and what is fetched again after a stop in the middle.

    python tests/bench/models.py [--megabytes N]

Ours verifies every file and keeps what came; beside it huggingface_hub's own snapshot_download over the same
HTTP, which verifies nothing. Then the line of both breaks for good in the middle of the large file, and they
are started again. The goal: at most 0.6 of the bytes that the peer fetches again.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.update(HF_HUB_OFFLINE="0", HF_HUB_DISABLE_XET="1", HF_HUB_DISABLE_PROGRESS_BARS="1")

from figure import conclude, table

from tests.families.models.hub import Served, serve

WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"
GOAL_AGAIN = 0.6


def repository(folder: Path, megabytes: int) -> Path:
    """As little as makes a model that can be told by its index, and one large file of random weights."""
    for part in ("transformer", "text_encoder", "vae", "tokenizer", "scheduler"):
        (folder / part).mkdir(parents=True)
        (folder / part / "config.json").write_text("{}")
    index = {"_class_name": "WanPipeline", **{part: ["a", "b"] for part in ("transformer", "vae")}}
    (folder / "model_index.json").write_text(json.dumps(index))
    count = megabytes << 20
    entry = {"dtype": "U8", "shape": [count], "data_offsets": [0, count]}
    head = json.dumps({"weights": entry}).encode()
    (folder / WEIGHTS).write_bytes(len(head).to_bytes(8, "little") + head + os.urandom(count))
    return folder


def ours(hub: Served, to: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
    from engine.families.models.getting import get, plan
    from engine.families.models.hub import Hub

    own = Hub(hub.endpoint)
    get(own, plan(own, "studio/bench", to=to), cancelled=cancelled)


def theirs(hub: Served, to: Path) -> None:
    from huggingface_hub import snapshot_download

    snapshot_download("studio/bench", local_dir=to / "peer", endpoint=hub.endpoint, max_workers=1)


def timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fetched_again(hub: Served, work: Callable[[], None], size: int) -> float:
    """The share of the large file that is asked for once more after half of it came and the hub was gone."""
    hub.faults[WEIGHTS] = "gone"
    try:
        work()
    except Exception as error:  # noqa: BLE001 whatever each of them raises when the line breaks
        print(f"stopped: {str(error).splitlines()[0][:90]}")
    hub.faults.clear()
    hub.asked.clear()
    work()
    return sum(size - first for path, first in hub.asked if path == WEIGHTS) / size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    megabytes = parser.parse_args().megabytes
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        os.environ["TWEENBOARD_DATA"] = str(place / "data")
        folder = repository(place / "repository", megabytes)
        size = (folder / WEIGHTS).stat().st_size
        with serve(studio__bench=folder) as hub:
            seconds = timed(lambda: ours(hub, place / "a")), timed(lambda: theirs(hub, place / "b"))
            again = (
                fetched_again(hub, lambda: ours(hub, place / "c"), size),
                fetched_again(hub, lambda: theirs(hub, place / "d"), size),
            )
    table(
        [
            ("", "seconds", "MB a second", "fetched again after a stop"),
            ("ours, verified", seconds[0], round(megabytes / seconds[0]), again[0]),
            ("snapshot_download", seconds[1], round(megabytes / seconds[1]), again[1]),
        ]
    )
    conclude("models", f"{again[0]:.2f}", f"{again[1]:.2f}", again[0] / max(again[1], 1e-9), GOAL_AGAIN)


if __name__ == "__main__":
    main()
