"""A claim in a container's own metadata: read by any player, kept by few tools, signed by nobody.

`AIGC` is the key that China's labelling rules (GB 45438) ask for: a JSON object whose `Label` 1 says that a
model made it. `comment` says the same to people; `tweenboard` holds the claim itself, for `tween recover`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import uuid4

from engine import __version__
from engine.render.provenance.claim import Claim

AIGC, COMMENT, SOFTWARE, CLAIM = "AIGC", "comment", "software", "tweenboard"
OURS = (AIGC, COMMENT, SOFTWARE, CLAIM)
PROGRAM = f"Tweenboard {__version__}"
MANY = 20
"""Ranges that a comment lists; the claim has them all."""


def tags_for(claim: Claim) -> dict[str, str]:
    tags = {SOFTWARE: PROGRAM, COMMENT: f"Made with {PROGRAM}. {sentence(claim)}", CLAIM: claim.to_json()}
    if claim.drawn:
        tags[AIGC] = json.dumps(
            {
                "Label": "1",
                "ContentProducer": PROGRAM,
                "ProduceID": uuid4().hex,
                "ReservedCode1": "",
                "ContentPropagator": "",
                "PropagateID": "",
                "ReservedCode2": "",
            }
        )
    return tags


def sentence(claim: Claim) -> str:
    """What was drawn, for people."""
    if not claim.drawn:
        return "No part of it was drawn by a model."
    places = [str(one.place) for one in claim.drawn]
    more = f" and {len(places) - MANY} more" if len(places) > MANY else ""
    models = dict.fromkeys(model for one in claim.drawn for model in one.models)
    return (
        f"Of {claim.frames} frames, {', '.join(places[:MANY])}{more} were drawn by AI ({', '.join(models)})."
    )


def claim_in(metadata: Mapping[str, str]) -> Claim | None:
    """The claim that a container's metadata hold, if any. Matroska writes keys in capitals."""
    found = {key.casefold(): value for key, value in metadata.items()}
    return Claim.from_json(found.get(CLAIM, ""))
