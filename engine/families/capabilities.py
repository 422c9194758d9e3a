"""What each kind of model can do, told from its small files alone: no torch, no weights.

The window offers what is here; a request for more is refused with a sentence that names a model that can.
The families fill in their Spec from the same entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from engine.errors import TweenError

Sigma = Literal["token", "frame", "scalar"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`family` is the file in `engine/families` that draws with it; for the rest see `family.Spec`."""

    family: str
    title: str
    sigma: Sigma
    native_mask: bool = False
    references: int = 0
    distilled: bool = False
    lora: bool = True
    caches: tuple[str, ...] = ()
    notes: str = ""


#: Step caches (`engine.families.speed`) that give the same answer to the same input, the quickest first.
#: Those that skip blocks do not know LTX-2's and SkyReels' blocks, and are wrong on VACE's control branch.
BLOCKS = ("firstblock", "taylorseer")
ATTENTION = ("taylorseer",)
LTX = Capabilities("ltx", "LTX-Video", "token", caches=BLOCKS)
LTX2 = Capabilities(
    "ltx2",
    "LTX-2",
    "token",
    caches=ATTENTION,
    notes="It draws pictures only; its sound is not used.",
)
WAN = Capabilities(
    "wan",
    "Wan text to video",
    "scalar",
    caches=BLOCKS,
    notes="It was trained without kept frames; they are blended in, and Wan VACE or Wan 2.2 TI2V keep "
    "footage better.",
)
WAN_TOKEN = Capabilities("wan", "Wan 2.2 TI2V", "token", caches=BLOCKS)
VACE = Capabilities("vace", "Wan VACE", "scalar", native_mask=True, references=4, caches=ATTENTION)
SKYREELS = Capabilities("skyreels", "SkyReels-V2 DF", "frame", caches=ATTENTION)

PIPELINES: dict[str, Capabilities] = {
    "LTXPipeline": LTX,
    "LTXImageToVideoPipeline": LTX,
    "LTXConditionPipeline": LTX,
    "LTX2Pipeline": LTX2,
    "LTX2ImageToVideoPipeline": LTX2,
    "LTX2ConditionPipeline": LTX2,
    "WanPipeline": WAN,
    "WanImageToVideoPipeline": WAN,
    "WanVideoToVideoPipeline": WAN,
    "WanVACEPipeline": VACE,
    "SkyReelsV2DiffusionForcingPipeline": SKYREELS,
    "SkyReelsV2DiffusionForcingImageToVideoPipeline": SKYREELS,
    "SkyReelsV2DiffusionForcingVideoToVideoPipeline": SKYREELS,
}


def capabilities(index: Mapping[str, Any], notes: Mapping[str, Any], name: str) -> Capabilities | None:
    """Of the model whose model_index.json, tweenboard.json and folder name are given; None for a model that
    Tweenboard cannot draw with."""
    found = PIPELINES.get(str(index.get("_class_name", "")))
    if found is None:
        return None
    if found is WAN and index.get("expand_timesteps"):
        found = WAN_TOKEN
    elif index.get("_class_name") == "WanImageToVideoPipeline":
        return None  # before 2.2, Wan's image models have channels of their own for the picture
    if bool(notes.get("distilled", "distilled" in name.casefold())):
        found = replace(found, distilled=True)
    if found.family == "ltx" and isinstance(taught := notes.get("references"), int):
        found = replace(found, references=max(0, taught))
    return found


def known_families() -> str:
    """For a sentence: "LTX-Video, LTX-2, … or SkyReels-V2 DF"."""
    titles = list(dict.fromkeys(entry.title for entry in (*PIPELINES.values(), WAN_TOKEN)))
    return f"{', '.join(titles[:-1])} or {titles[-1]}"


def require(model: Any, *, references: int = 0, loras: int = 0) -> None:
    """Refuse what `model` (anything with these fields and a `name`, such as a Spec) cannot do."""
    if references and not model.references:
        able = _able(lambda entry: entry.references > 0)
        raise TweenError(
            f"{model.name} cannot follow reference pictures; choose a model that can, such as {able}."
        )
    if references > model.references:
        raise TweenError(
            f"{model.name} follows at most {model.references} reference pictures, not {references}; "
            "take some of them away."
        )
    if loras and not model.lora:
        able = _able(lambda entry: entry.lora)
        raise TweenError(f"{model.name} takes no LoRAs; choose a model that does, such as {able}.")


def _able(can: Any) -> str:
    return next(entry.title for entry in PIPELINES.values() if can(entry))
