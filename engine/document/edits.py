"""Every edit, by an editor's own verb: `Document -> Document`, or a `TweenError` that changes nothing.

Clips are edited in `clip_edits`, cards in `card_edits`, the film's format in `format_edits`; the rest of the
program imports them from here.
"""

from engine.document.card_edits import (
    add_card,
    attach_keyframe,
    merge_cards,
    pin_take,
    remove_keyframe,
    roll_cards,
    set_card,
    set_prompt,
)
from engine.document.clip_edits import (
    add_asset,
    append_clip,
    lift,
    remove_clip,
    ripple_delete,
    set_track,
    split,
    trim_clip,
)
from engine.document.format_edits import set_format

__all__ = [
    "add_asset",
    "add_card",
    "append_clip",
    "attach_keyframe",
    "lift",
    "merge_cards",
    "pin_take",
    "remove_clip",
    "remove_keyframe",
    "ripple_delete",
    "roll_cards",
    "set_card",
    "set_format",
    "set_prompt",
    "set_track",
    "split",
    "trim_clip",
]
