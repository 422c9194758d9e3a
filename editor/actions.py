"""Every action of the window in one table; menus, shortcuts and tests are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from editor import icons

Needs = Literal[
    "", "film", "frames", "card", "clip", "chosen", "thing", "undo", "redo", "take", "busy", "jobs", "marks",
    "seen", "in_out", "source",
]  # fmt: skip


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks `text` for lupdate, which knows it by this name; PySide6's own has no return type."""
    return text


@dataclass(frozen=True)
class Spec:
    """`id` is also the name of the slot in `Commands`. `needs`: what must be there for it to make sense."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = ""
    checkable: bool = False


SEPARATOR = Spec("", "")

FILE = (
    Spec("new_film", QT_TRANSLATE_NOOP("actions", "&New film…"), ("Ctrl+N",), "film"),
    Spec("open_film", QT_TRANSLATE_NOOP("actions", "&Open…"), ("Ctrl+O",), "open"),
    Spec("recent", QT_TRANSLATE_NOOP("actions", "Open &recent")),
    SEPARATOR,
    Spec("import_footage", QT_TRANSLATE_NOOP("actions", "&Import footage…"), ("Ctrl+I",), "add"),
    Spec("import_project", QT_TRANSLATE_NOOP("actions", "Import &timeline or script…")),
    SEPARATOR,
    Spec(
        "export_film",
        QT_TRANSLATE_NOOP("actions", "&Export…"),
        ("Ctrl+M", "Ctrl+Shift+E"),
        "export",
        "frames",
    ),
    Spec("export_project", QT_TRANSLATE_NOOP("actions", "E&xport timeline…"), (), "", "frames"),
    SEPARATOR,
    Spec("save", QT_TRANSLATE_NOOP("actions", "&Save"), ("Ctrl+S",), "", "film"),
    Spec("save_as", QT_TRANSLATE_NOOP("actions", "Save &as…"), (), "", "film"),
    Spec("save_copy", QT_TRANSLATE_NOOP("actions", "Save a cop&y…"), (), "", "film"),
    Spec("collect", QT_TRANSLATE_NOOP("actions", "Collect me&dia…"), (), "", "film"),
    Spec("backups", QT_TRANSLATE_NOOP("actions", "&Backups…"), (), "clock", "film"),
    Spec("relink", QT_TRANSLATE_NOOP("actions", "&Missing footage…"), (), "search", "film"),
    Spec("show_in_folder", QT_TRANSLATE_NOOP("actions", "Show film in &folder"), (), "folder", "film"),
    SEPARATOR,
    Spec("settings", QT_TRANSLATE_NOOP("actions", "&Settings…"), ("Ctrl+,",), "settings"),
    Spec("close_film", QT_TRANSLATE_NOOP("actions", "&Close film"), ("Ctrl+W",), "", "film"),
    Spec("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), ("Ctrl+Q",)),
)
EDIT = (
    Spec("undo", QT_TRANSLATE_NOOP("actions", "&Undo"), ("Ctrl+Z",), "undo", "undo"),
    Spec("redo", QT_TRANSLATE_NOOP("actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "redo"),
    Spec("history", QT_TRANSLATE_NOOP("actions", "Undo &history"), (), "clock"),
    SEPARATOR,
    Spec("cut", QT_TRANSLATE_NOOP("actions", "Cu&t"), ("Ctrl+X",), "", "chosen"),
    Spec("copy", QT_TRANSLATE_NOOP("actions", "&Copy"), ("Ctrl+C",), "", "chosen"),
    Spec("paste", QT_TRANSLATE_NOOP("actions", "&Paste"), ("Ctrl+V",), "", "film"),
    Spec("paste_insert", QT_TRANSLATE_NOOP("actions", "Paste and make r&oom"), ("Ctrl+Shift+V",), "", "film"),
    Spec("duplicate", QT_TRANSLATE_NOOP("actions", "D&uplicate"), ("Ctrl+D",), "", "chosen"),
    Spec("select_all", QT_TRANSLATE_NOOP("actions", "Select &all"), ("Ctrl+A",), "", "frames"),
    Spec("select_none", QT_TRANSLATE_NOOP("actions", "Select nothing"), ("Ctrl+Shift+A",), "", "frames"),
    SEPARATOR,
    Spec(
        "split", QT_TRANSLATE_NOOP("actions", "&Split at playhead"), ("Ctrl+K", "Ctrl+B"), "split", "frames"
    ),
    Spec("delete", QT_TRANSLATE_NOOP("actions", "&Delete"), ("Del", "Backspace"), "trash", "thing"),
    Spec(
        "ripple_delete",
        QT_TRANSLATE_NOOP("actions", "Ripple dele&te"),
        ("Shift+Del", "Shift+Backspace"),
        "",
        "thing",
    ),
    Spec("lift", QT_TRANSLATE_NOOP("actions", "Lift in to out, leave a gap"), (";",), "", "marks"),
    Spec("extract", QT_TRANSLATE_NOOP("actions", "Extract in to out, close up"), ("'",), "", "marks"),
    SEPARATOR,
    Spec("snapping", QT_TRANSLATE_NOOP("actions", "S&napping"), ("S", "N"), "snap", "", True),
    SEPARATOR,
    Spec("set_in", QT_TRANSLATE_NOOP("actions", "Mark &in"), ("I",), "mark-in", "seen"),
    Spec("set_out", QT_TRANSLATE_NOOP("actions", "Mark &out"), ("O",), "mark-out", "seen"),
    Spec("go_in", QT_TRANSLATE_NOOP("actions", "Go to in"), ("Shift+I",), "", "in_out"),
    Spec("go_out", QT_TRANSLATE_NOOP("actions", "Go to out"), ("Shift+O",), "", "in_out"),
    Spec("clear_marks", QT_TRANSLATE_NOOP("actions", "&Clear in and out"), ("Alt+X",), "", "in_out"),
    SEPARATOR,
    Spec("add_marker", QT_TRANSLATE_NOOP("actions", "Add &marker"), ("M",), "marker", "frames"),
    Spec("edit_marker", QT_TRANSLATE_NOOP("actions", "Edit marker…"), ("Alt+M",), "", "frames"),
    Spec("previous_marker", QT_TRANSLATE_NOOP("actions", "Previous marker"), ("Ctrl+Shift+M",), "", "frames"),
    Spec("next_marker", QT_TRANSLATE_NOOP("actions", "Next marker"), ("Shift+M",), "", "frames"),
)
STORYBOARD = (
    Spec(
        "generate",
        QT_TRANSLATE_NOOP("actions", "&Draw this card"),
        ("Ctrl+Return", "Ctrl+Enter"),
        "generate",
        "card",
    ),
    Spec(
        "generate_all",
        QT_TRANSLATE_NOOP("actions", "Draw &all that need it"),
        ("Ctrl+Shift+Return",),
        "generate",
        "frames",
    ),
    Spec("cancel", QT_TRANSLATE_NOOP("actions", "&Cancel this card"), ("Ctrl+.",), "cancel", "busy"),
    Spec("cancel_all", QT_TRANSLATE_NOOP("actions", "Cancel all"), (), "", "jobs"),
    Spec(
        "pause_jobs",
        QT_TRANSLATE_NOOP("actions", "Pause or continue the jobs"),
        ("Ctrl+Shift+.",),
        "",
        "jobs",
    ),
    Spec("free_memory", QT_TRANSLATE_NOOP("actions", "Pause and free the memory"), (), "", "jobs"),
    SEPARATOR,
    Spec("describe", QT_TRANSLATE_NOOP("actions", "D&escribe this card"), ("Return",), "text", "card"),
    Spec("add_card", QT_TRANSLATE_NOOP("actions", "&New card at the end"), ("Ctrl+Shift+N",), "add", "film"),
    Spec("card_here", QT_TRANSLATE_NOOP("actions", "New card in this &gap"), ("Shift+N",), "add", "frames"),
    Spec("extend_after", QT_TRANSLATE_NOOP("actions", "E&xtend after this card"), ("Ctrl+E",), "", "card"),
    Spec(
        "extend_before", QT_TRANSLATE_NOOP("actions", "Extend before this card"), ("Ctrl+Alt+E",), "", "card"
    ),
    Spec(
        "card_from_marks",
        QT_TRANSLATE_NOOP("actions", "New card from in to out"),
        ("Ctrl+Shift+K",),
        "",
        "marks",
    ),
    Spec("paint_regions", QT_TRANSLATE_NOOP("actions", "&Paint what is redrawn"), ("G",), "brush", "card"),
    Spec("merge", QT_TRANSLATE_NOOP("actions", "&Merge with the next card"), ("Ctrl+J",), "merge", "card"),
    Spec("lock_card", QT_TRANSLATE_NOOP("actions", "&Lock or unlock card"), ("Ctrl+L",), "lock", "card"),
    SEPARATOR,
    Spec("models", QT_TRANSLATE_NOOP("actions", "M&odels…"), (), "library"),
)
TOOLS = (
    Spec(
        "draw_board",
        QT_TRANSLATE_NOOP("actions", "Draw the &board as one film…"),
        ("Ctrl+Alt+Return",),
        "generate",
        "frames",
    ),
    Spec("from_template", QT_TRANSLATE_NOOP("actions", "New board from &template…"), (), "add"),
    Spec("keep_template", QT_TRANSLATE_NOOP("actions", "Keep the board as a template…"), (), "", "frames"),
    SEPARATOR,
    Spec("recut", QT_TRANSLATE_NOOP("actions", "Re&cut…"), (), "split", "frames"),
    Spec("extend_film", QT_TRANSLATE_NOOP("actions", "&Extend…"), (), "to-end", "frames"),
    Spec("loop_film", QT_TRANSLATE_NOOP("actions", "&Loop…"), (), "loop", "film"),
    Spec(
        "blend_cut",
        QT_TRANSLATE_NOOP("actions", "Ble&nd at this cut…"),
        ("Ctrl+Alt+B",),
        "merge",
        "frames",
    ),
    SEPARATOR,
    Spec("remix", QT_TRANSLATE_NOOP("actions", "Re&mix…"), ("Ctrl+Alt+R",), "", "frames"),
    Spec("redo_range", QT_TRANSLATE_NOOP("actions", "Redo a st&retch…"), (), "again", "frames"),
    Spec(
        "redo_last",
        QT_TRANSLATE_NOOP("actions", "Re&do the last second"),
        ("Ctrl+Alt+Z",),
        "again",
        "frames",
    ),
    Spec("restyle", QT_TRANSLATE_NOOP("actions", "Re&style the film…"), (), "", "frames"),
    Spec("change_format", QT_TRANSLATE_NOOP("actions", "Change the &format…"), (), "", "film"),
    SEPARATOR,
    Spec("draft", QT_TRANSLATE_NOOP("actions", "Dr&aft…"), (), "", "frames"),
    Spec("refine", QT_TRANSLATE_NOOP("actions", "Ref&ine…"), (), "", "frames"),
    Spec("animate", QT_TRANSLATE_NOOP("actions", "Animate &pictures…"), (), "image", "film"),
    SEPARATOR,
    Spec("slow_motion", QT_TRANSLATE_NOOP("actions", "Slo&w motion…"), (), "clock", "frames"),
    Spec("more_frames", QT_TRANSLATE_NOOP("actions", "More frames a second…"), (), "", "frames"),
    Spec("freeze", QT_TRANSLATE_NOOP("actions", "Freeze this frame…"), (), "snapshot", "frames"),
    Spec("unfreeze", QT_TRANSLATE_NOOP("actions", "&Un-freeze…"), (), "play", "frames"),
    Spec("cinemagraph", QT_TRANSLATE_NOOP("actions", "Cinema&graph…"), (), "", "frames"),
)
CLIP = (
    Spec("trim_start", QT_TRANSLATE_NOOP("actions", "Trim &start to playhead"), ("Q",), "", "frames"),
    Spec("trim_end", QT_TRANSLATE_NOOP("actions", "Trim &end to playhead"), ("W",), "", "frames"),
    SEPARATOR,
    Spec("show_source", QT_TRANSLATE_NOOP("actions", "Show the source in the &viewer"), (), "film", "film"),
    Spec("show_film", QT_TRANSLATE_NOOP("actions", "&Back to the film"), ("Esc",), "", "source"),
    Spec("insert_here", QT_TRANSLATE_NOOP("actions", "&Insert at the playhead"), ("F9",), "", "film"),
    Spec("overwrite_here", QT_TRANSLATE_NOOP("actions", "&Overwrite at the playhead"), ("F10",), "", "film"),
    SEPARATOR,
    Spec(
        "cut_at_shots",
        QT_TRANSLATE_NOOP("actions", "Cut at s&hot changes"),
        ("Ctrl+Shift+B",),
        "split",
        "frames",
    ),
    SEPARATOR,
    Spec("fade_in_here", QT_TRANSLATE_NOOP("actions", "&Fade in to playhead"), ("Shift+Q",), "", "frames"),
    Spec("fade_out_here", QT_TRANSLATE_NOOP("actions", "Fade ou&t at playhead"), ("Shift+W",), "", "frames"),
    Spec("dissolve", QT_TRANSLATE_NOOP("actions", "&Dissolve at the cut"), ("Ctrl+Shift+D",), "", "frames"),
    SEPARATOR,
    Spec("nudge_back", QT_TRANSLATE_NOOP("actions", "Nudge a frame &back"), ("Alt+Left",), "", "chosen"),
    Spec("nudge_on", QT_TRANSLATE_NOOP("actions", "Nudge a frame &on"), ("Alt+Right",), "", "chosen"),
    Spec("group", QT_TRANSLATE_NOOP("actions", "&Group"), ("Ctrl+G",), "", "chosen"),
    Spec("ungroup", QT_TRANSLATE_NOOP("actions", "&Ungroup"), ("Ctrl+Shift+G",), "", "chosen"),
    SEPARATOR,
    Spec(
        "clip_properties",
        QT_TRANSLATE_NOOP("actions", "Clip &properties…"),
        ("Alt+Return",),
        "info",
        "clip",
    ),
    Spec("frame_clip", QT_TRANSLATE_NOOP("actions", "F&raming…"), ("Ctrl+Alt+F",), "frame", "clip"),
    Spec("framing_tool", QT_TRANSLATE_NOOP("actions", "Frame in the vie&wer"), ("T",), "", "frames"),
    Spec("reset_framing", QT_TRANSLATE_NOOP("actions", "Reset framing"), (), "", "clip"),
    Spec("toggle_key", QT_TRANSLATE_NOOP("actions", "Key frame at the playhead"), ("Alt+K",), "", "clip"),
    Spec("previous_key", QT_TRANSLATE_NOOP("actions", "Previous key frame"), ("Alt+,",), "", "clip"),
    Spec("next_key", QT_TRANSLATE_NOOP("actions", "Next key frame"), ("Alt+.",), "", "clip"),
    Spec("level_clip", QT_TRANSLATE_NOOP("actions", "Vol&ume and opacity…"), ("Ctrl+Alt+V",), "", "clip"),
    Spec("grade_clip", QT_TRANSLATE_NOOP("actions", "Co&lours…"), ("Ctrl+Alt+L",), "", "clip"),
    Spec("copy_grade", QT_TRANSLATE_NOOP("actions", "Copy colours"), (), "", "clip"),
    Spec("paste_grade", QT_TRANSLATE_NOOP("actions", "Paste colours"), (), "", "chosen"),
    Spec("reset_grade", QT_TRANSLATE_NOOP("actions", "Reset colours"), (), "", "chosen"),
    SEPARATOR,
    Spec("add_title", QT_TRANSLATE_NOOP("actions", "Add t&itle…"), ("Ctrl+T",), "text", "film"),
    Spec("edit_title", QT_TRANSLATE_NOOP("actions", "Edit tit&le…"), ("Ctrl+Shift+T",), "", "frames"),
    SEPARATOR,
    Spec("add_video_track", QT_TRANSLATE_NOOP("actions", "Add &video track"), (), "", "film"),
    Spec("add_audio_track", QT_TRANSLATE_NOOP("actions", "Add &audio track"), (), "", "film"),
    SEPARATOR,
    Spec("tool_select", QT_TRANSLATE_NOOP("actions", "Select tool"), ("V",), "tool-select"),
    Spec("tool_ripple", QT_TRANSLATE_NOOP("actions", "Ripple tool"), ("B",), "tool-ripple"),
    Spec("tool_roll", QT_TRANSLATE_NOOP("actions", "Roll tool"), ("R",), "tool-roll"),
    Spec("tool_slip", QT_TRANSLATE_NOOP("actions", "Slip tool"), ("Y",), "tool-slip"),
    Spec("tool_slide", QT_TRANSLATE_NOOP("actions", "Slide tool"), ("U",), "tool-slide"),
    Spec("tool_razor", QT_TRANSLATE_NOOP("actions", "Razor tool"), ("C",), "tool-razor"),
)
TAKE = (
    Spec("pin_take", QT_TRANSLATE_NOOP("actions", "&Pin or unpin this take"), ("P",), "pin", "take"),
    Spec("newer_take", QT_TRANSLATE_NOOP("actions", "&Newer take"), ("Shift+Up",), "", "take"),
    Spec("older_take", QT_TRANSLATE_NOOP("actions", "&Older take"), ("Shift+Down",), "", "take"),
    Spec(
        "all_takes", QT_TRANSLATE_NOOP("actions", "&All takes side by side"), ("Shift+P",), "compare", "take"
    ),
)
VIEW = (
    Spec("play", QT_TRANSLATE_NOOP("actions", "&Play or pause"), ("Space",), "play", "seen"),
    Spec("shuttle_back", QT_TRANSLATE_NOOP("actions", "Shuttle back"), ("J",), "", "seen"),
    Spec("shuttle_stop", QT_TRANSLATE_NOOP("actions", "Stop"), ("K",), "", "seen"),
    Spec("shuttle_on", QT_TRANSLATE_NOOP("actions", "Shuttle forward"), ("L",), "", "seen"),
    Spec("step_back", QT_TRANSLATE_NOOP("actions", "One frame back"), ("Left", ","), "step-back", "seen"),
    Spec("step_on", QT_TRANSLATE_NOOP("actions", "One frame on"), ("Right", "."), "step-forward", "seen"),
    Spec("to_start", QT_TRANSLATE_NOOP("actions", "To the start"), ("Home",), "to-start", "seen"),
    Spec("to_end", QT_TRANSLATE_NOOP("actions", "To the end"), ("End",), "to-end", "seen"),
    Spec("previous_edit", QT_TRANSLATE_NOOP("actions", "Previous edit"), ("Up",), "", "frames"),
    Spec("next_edit", QT_TRANSLATE_NOOP("actions", "Next edit"), ("Down",), "", "frames"),
    SEPARATOR,
    Spec("loop", QT_TRANSLATE_NOOP("actions", "&Loop in to out"), ("Shift+L",), "loop", "seen"),
    Spec(
        "snapshot", QT_TRANSLATE_NOOP("actions", "Save this f&rame…"), ("Ctrl+Shift+S",), "snapshot", "seen"
    ),
    SEPARATOR,
    Spec(
        "zoom_in",
        QT_TRANSLATE_NOOP("actions", "Zoom &in"),
        ("Ctrl+=", "Ctrl++", "+", "="),
        "zoom-in",
        "frames",
    ),
    Spec("zoom_out", QT_TRANSLATE_NOOP("actions", "Zoom &out"), ("Ctrl+-", "-"), "zoom-out", "frames"),
    Spec("zoom_fit", QT_TRANSLATE_NOOP("actions", "Zoom to &fit"), ("\\", "Shift+Z"), "fit", "frames"),
    SEPARATOR,
    Spec("viewer_fit", QT_TRANSLATE_NOOP("actions", "Fit the pic&ture"), ("Ctrl+0",), "fit", "seen"),
    Spec("viewer_actual", QT_TRANSLATE_NOOP("actions", "Picture at &100 %"), ("Ctrl+1",), "", "seen"),
    Spec("viewer_double", QT_TRANSLATE_NOOP("actions", "Picture at &200 %"), ("Ctrl+2",), "", "seen"),
    Spec("safe_areas", QT_TRANSLATE_NOOP("actions", "&Safe areas"), ("Ctrl+'",), "guides", "seen"),
    Spec("compare", QT_TRANSLATE_NOOP("actions", "&Compare"), ("Ctrl+Alt+C",), "compare", "frames"),
    SEPARATOR,
    Spec("panels", QT_TRANSLATE_NOOP("actions", "P&anels")),
    Spec("full_screen", QT_TRANSLATE_NOOP("actions", "F&ull-screen viewer"), ("F11",), "fullscreen", "seen"),
    Spec("next_panel", QT_TRANSLATE_NOOP("actions", "Go to the &next panel"), ("F6",)),
    Spec("previous_panel", QT_TRANSLATE_NOOP("actions", "Go to the previous panel"), ("Shift+F6",)),
    Spec("maximise", QT_TRANSLATE_NOOP("actions", "&Maximise this panel"), ("`", "Shift+F11")),
    Spec("light_theme", QT_TRANSLATE_NOOP("actions", "&Light theme"), (), "", "", True),
    Spec("reset_layout", QT_TRANSLATE_NOOP("actions", "&Reset layout")),
)
HELP = (
    Spec("palette", QT_TRANSLATE_NOOP("actions", "&Find an action…"), ("Ctrl+Shift+P",), "search"),
    Spec("help", QT_TRANSLATE_NOOP("actions", "&Help on what is chosen"), ("F1",), "info"),
    Spec("shortcuts", QT_TRANSLATE_NOOP("actions", "&Keyboard shortcuts"), ("Ctrl+Alt+K",)),
    Spec("about", QT_TRANSLATE_NOOP("actions", "&About Tweenboard"), (), ""),
)

MENUS: tuple[tuple[str, tuple[Spec, ...]], ...] = (
    (QT_TRANSLATE_NOOP("actions", "&File"), FILE),
    (QT_TRANSLATE_NOOP("actions", "&Edit"), EDIT),
    (QT_TRANSLATE_NOOP("actions", "&Storyboard"), STORYBOARD),
    (QT_TRANSLATE_NOOP("actions", "T&ools"), TOOLS),
    (QT_TRANSLATE_NOOP("actions", "&Clip"), CLIP),
    (QT_TRANSLATE_NOOP("actions", "&Take"), TAKE),
    (QT_TRANSLATE_NOOP("actions", "&View"), VIEW),
    (QT_TRANSLATE_NOOP("actions", "&Help"), HELP),
)
SUBMENUS = ("recent", "panels")


def specs() -> tuple[Spec, ...]:
    """Every action, without separators and submenus."""
    return tuple(s for _, menu in MENUS for s in menu if s.id and s.id not in SUBMENUS)


def translated(text: str) -> str:
    return QCoreApplication.translate("actions", text)


def build(window: QMainWindow, run: Callable[..., object]) -> tuple[dict[str, QAction], dict[str, QMenu]]:
    """(actions by id, submenus by id), in the menu bar; an action calls `run(id)` or `run(id, checked)`."""
    made: dict[str, QAction] = {}
    submenus: dict[str, QMenu] = {}
    for title, entries in MENUS:
        menu = window.menuBar().addMenu(translated(title))
        menu.setToolTipsVisible(True)
        for spec in entries:
            if not spec.id:
                menu.addSeparator()
            elif spec.id in SUBMENUS:
                submenus[spec.id] = menu.addMenu(translated(spec.text))
            else:
                made[spec.id] = _action(window, spec, run)
                menu.addAction(made[spec.id])
    return made, submenus


def _action(window: QMainWindow, spec: Spec, run: Callable[..., object]) -> QAction:
    action = QAction(translated(spec.text), window)
    action.setObjectName(spec.id)
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    if spec.icon:
        action.setIcon(icons.icon(spec.icon))
    action.setCheckable(spec.checkable)
    if spec.checkable:
        action.toggled.connect(lambda checked: run(spec.id, checked))
    else:
        action.triggered.connect(lambda checked=False: run(spec.id))
    return action
