"""Every edit, by an editor's own verb: `Document -> Document`, or a `TweenError` that changes nothing.

What is locked refuses (`engine.document.locks`), and every invariant holds after each of them
(`engine.document.invariants`). They live by subject in the modules below; the rest of the program imports
them from here.
"""

from engine.document.asset_edits import remove_assets
from engine.document.board_edits import (
    add_card,
    merge_cards,
    remove_card,
    reorder_card,
    resize_card,
    roll_cards,
    split_card,
)
from engine.document.card_edits import (
    paint_region,
    pin_take,
    remove_region,
    set_card,
    set_lora,
    set_prompt,
    set_regions,
)
from engine.document.clip_edits import (
    add_asset,
    append_clip,
    insert,
    join,
    lift,
    lock_clip,
    mute_clip,
    overwrite,
    remove_clip,
    ripple_delete,
    split,
    unlock_clip,
)
from engine.document.fade_edits import (
    dissolve,
    set_fades,
)
from engine.document.format_edits import (
    set_format,
)
from engine.document.framing_edits import (
    set_framing,
    set_move,
)
from engine.document.grade_edits import (
    set_grade,
)
from engine.document.level_edits import (
    set_gain,
    set_level_keys,
    set_opacity,
)
from engine.document.marker_edits import (
    add_marker,
    clear_marks,
    move_marker,
    remove_marker,
    set_in,
    set_marker,
    set_out,
)
from engine.document.move_edits import (
    duplicate,
    group,
    move,
    paste,
    ungroup,
)
from engine.document.picture_edits import (
    attach_keyframe,
    attach_reference,
    move_keyframe,
    remove_keyframe,
    remove_reference,
)
from engine.document.room_edits import (
    insert_card,
    keep_ranges,
)
from engine.document.track_edits import (
    add_track,
    move_track,
    remove_track,
    set_track,
)
from engine.document.trim_edits import (
    ripple_trim,
    roll,
    set_speed,
    slide,
    slip,
    trim_clip,
)

__all__ = [
    "add_asset",
    "add_card",
    "add_marker",
    "add_track",
    "append_clip",
    "attach_keyframe",
    "attach_reference",
    "clear_marks",
    "dissolve",
    "duplicate",
    "group",
    "insert",
    "insert_card",
    "join",
    "keep_ranges",
    "lift",
    "lock_clip",
    "merge_cards",
    "move",
    "move_keyframe",
    "move_marker",
    "move_track",
    "mute_clip",
    "overwrite",
    "paint_region",
    "paste",
    "pin_take",
    "remove_assets",
    "remove_card",
    "remove_clip",
    "remove_keyframe",
    "remove_marker",
    "remove_reference",
    "remove_region",
    "remove_track",
    "reorder_card",
    "resize_card",
    "ripple_delete",
    "ripple_trim",
    "roll",
    "roll_cards",
    "set_card",
    "set_fades",
    "set_format",
    "set_framing",
    "set_gain",
    "set_grade",
    "set_in",
    "set_level_keys",
    "set_lora",
    "set_marker",
    "set_move",
    "set_opacity",
    "set_out",
    "set_prompt",
    "set_regions",
    "set_speed",
    "set_track",
    "slide",
    "slip",
    "split",
    "split_card",
    "trim_clip",
    "ungroup",
    "unlock_clip",
]
