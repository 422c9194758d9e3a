"""Which LoRA files there are, without loading any: importable without torch.

They lie in the places for models, or in a folder `loras` there.
"""

from __future__ import annotations

from pathlib import Path

from engine.errors import TweenError
from engine.families.models.places import LORAS, roots


def lora_files() -> list[Path]:
    """Every LoRA at hand, by name; the first folder's where two have the same."""
    found: dict[str, Path] = {}
    for folder in roots():
        for place in (folder / LORAS, folder):
            for file in sorted(place.glob("[!.]*.safetensors")):
                found.setdefault(file.stem.casefold(), file)
    return [found[name] for name in sorted(found)]


def lora_file(name: str) -> Path:
    """The file that `name` means: a path, or a known file's name with or without its ending.

    Raises `TweenError` when there is none, or when it is of a kind that could hold code.
    """
    path = Path(name).expanduser()
    for file in lora_files():
        if name.casefold() in (file.name.casefold(), file.stem.casefold()):
            return file
    if not path.is_file():
        names = ", ".join(file.stem for file in lora_files()) or "none"
        raise TweenError(
            f"There is no LoRA “{name}”; LoRAs at hand: {names}, or the path of a .safetensors file."
        )
    if path.suffix != ".safetensors":
        raise TweenError(f"The LoRA {path} is no .safetensors file, and other kinds could run code.")
    return path
