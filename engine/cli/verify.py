"""`tween verify`: who signed a file, what was drawn in it, and whether that is still true.

Exit status 0 where the credentials hold; 1 where they do not, and where there are none.
"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.text import plain, print_json
from engine.errors import TweenError
from engine.media.safety import display_name

if TYPE_CHECKING:
    from engine.render.provenance.reading import Credentials, DrawnPart

STATES = {
    "valid": "Valid: it is as it was when it was signed. Whether the signer is who they say is not known.",
    "trusted": "Trusted: it is as it was when it was signed, by someone you trust.",
    "invalid": "Invalid: do not believe what it says.",
    "none": "None: it carries no content credentials.",
}
KINDS = {
    "trainedAlgorithmicMedia": "all of it was drawn by a model",
    "compositeWithTrainedAlgorithmicMedia": "parts of it were drawn by a model",
    "compositeSynthetic": "made of parts of which some were drawn by a model",
    "algorithmicallyEnhanced": "improved by a program, not drawn by a model",
}
RELATIONS = {
    "parentOf": "it was made from this",
    "componentOf": "this is in it",
    "inputTo": "the model looked at this",
}
OWN = {
    "none": "no credentials of its own",
    "valid": "its own credentials were valid",
    "invalid": "its own credentials were invalid",
}


def verify(args: Namespace) -> None:
    from engine.render.provenance.identity import AUTHORITY, identity_folder
    from engine.render.provenance.reading import anchors_from, read_credentials

    own = identity_folder() / AUTHORITY
    anchors = "\n".join(anchors_from(own if one == "own" else Path(one)) for one in args.anchor)
    path = Path(args.file)
    found = read_credentials(path, anchors)
    if args.json:
        print_json({"path": str(path), **asdict(found), "tags": dict(found.tags)})
    else:
        print(plain("\n".join(lines(found))))
    if found.state == "none":
        raise TweenError(f"{display_name(path)} carries no content credentials.")
    if found.state == "invalid":
        why = ", and ".join(found.reasons) or "they do not hold"
        raise TweenError(f"The content credentials of {display_name(path)} are invalid: {why}.")


def lines(found: Credentials) -> list[str]:
    """What there is to say, one thing a line."""
    said = [STATES[found.state]]
    if found.signer:
        nobody = ", which nobody has vouched for" if found.self_signed and found.state == "valid" else ""
        said.append(f"Signed by {found.signer}, {found.key}{nobody}")
    if found.software:
        said.append(f"Made with {found.software}")
    if found.state != "none":
        kind = KINDS.get(found.source_type, found.source_type)
        said.append(f"What it is: {kind or 'it does not say that a model drew anything'}")
    said += [f"Drawn: {_drawn(part)}" for part in found.drawn]
    said += [
        f"Footage: {one.title} ({RELATIONS.get(one.relation, one.relation)}; {OWN[one.state]})"
        for one in found.ingredients
    ]
    said += [f"Metadata, which nobody signed: {key} {value}" for key, value in found.tags]
    return said


def _drawn(part: DrawnPart) -> str:
    where = f"frames {part.frames[0]}–{part.frames[1]}" if part.frames else "somewhere"
    when = f", {part.seconds[0]:.2f}–{part.seconds[1]:.2f} s" if part.seconds else ""
    model = f", by {part.models}" if part.models else ""
    words = f", as “{part.prompt}”" if part.prompt else ""
    without = f", without “{part.negative}”" if part.negative else ""
    return f"{where}{when}{model}{words}{without}"
