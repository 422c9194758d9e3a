"""Which local language models there are, without loading any: importable without torch.

They lie in the folders of `TWEENBOARD_MODELS`, beside the video models: a folder as transformers saves it,
whose config.json names a model for causal language (Qwen, Llama, Gemma, Mistral …).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from engine.errors import TweenError

CONFIG = "config.json"
WEIGHTS = "*.safetensors"


def language_models() -> list[Path]:
    """Every one at hand, by name; the first folder's where two have the same."""
    found: dict[str, Path] = {}
    for root in filter(None, os.environ.get("TWEENBOARD_MODELS", "").split(os.pathsep)):
        place = Path(root).expanduser()
        for folder in [place, *(sorted(place.iterdir()) if place.is_dir() else ())]:
            if _speaks(folder):
                found.setdefault(folder.name.casefold(), folder)
    return [found[name] for name in sorted(found)]


def language_model(name: str) -> Path:
    """The folder that `name` (a known model's name, or a path) means; `TweenError` when there is none."""
    for folder in language_models():
        if name.casefold() == folder.name.casefold():
            return folder
    folder = Path(name).expanduser()
    if _speaks(folder):
        return folder
    names = ", ".join(each.name for each in language_models()) or "none"
    raise TweenError(
        f"There is no language model “{name}”; at hand: {names}, or the path of a folder with its {CONFIG} "
        "and safetensors files."
    )


def _speaks(folder: Path) -> bool:
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        kinds = config.get("architectures") or []
        return any(str(kind).endswith("ForCausalLM") for kind in kinds) and any(folder.glob(WEIGHTS))
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return False
