"""What stands around the picture. It is made after the window is on the screen, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from editor.cards.panel import CardPanel
from editor.commands import Commands
from editor.dialogs.files import Dialogs
from editor.exports import Exports
from editor.jobs.panel import JobsPanel
from editor.keys.shown import keys_of
from editor.left import WhereLeft
from editor.library.importing import attach_pictures
from editor.library.panel import LibraryPanel
from editor.library.thumbs import Thumbs
from editor.panels.history import HistoryPanel
from editor.shots import ShotCuts
from editor.timeline import TimelineView

if TYPE_CHECKING:
    from editor.main_window import MainWindow
    from editor.timeline.headers import TrackHeaders


@dataclass(frozen=True)
class Sides:
    commands: Commands
    dialogs: Dialogs
    exports: Exports
    shots: ShotCuts
    library: LibraryPanel
    jobs: JobsPanel
    history: HistoryPanel
    cards: CardPanel
    timeline: TimelineView


def make_sides(window: MainWindow) -> Sides:
    """Panels and verbs, wired to each other; what lies outside is wired by the window."""
    work = window.workspace
    thumbs = Thumbs(work.background, window)
    dialogs = Dialogs(window)
    sides = Sides(
        commands=Commands(window),
        dialogs=dialogs,
        exports=Exports(work),
        shots=ShotCuts(work),
        library=LibraryPanel(work, thumbs),
        jobs=JobsPanel(work, thumbs),
        history=HistoryPanel(work),
        cards=CardPanel(work, thumbs),
        timeline=TimelineView(work),
    )
    work.seams_changed.connect(sides.timeline.refresh)
    sides.library.import_button.clicked.connect(dialogs.import_footage)
    sides.cards.draw_requested.connect(sides.commands.draw)
    sides.cards.left.connect(sides.timeline.setFocus)
    sides.cards.roll_requested.connect(sides.commands.roll_seed)
    sides.cards.compare_requested.connect(lambda _, take: window.viewer().transport.compare.against(take))
    sides.cards.reveal_requested.connect(dialogs.show_in_folder)
    sides.timeline.prompt_requested.connect(window.describe)
    sides.timeline.generate_requested.connect(sides.commands.draw)
    sides.timeline.tool_requested.connect(sides.commands.use_tool)
    _wire_headers(window, sides.timeline.headers)
    WhereLeft(work, sides.timeline)
    sides.timeline.verbs.key_of = lambda action: keys_of(window.actions_by_id[action])
    sides.timeline.dropping.model_of = lambda card: sides.cards.models.of(card.model or work.model)
    sides.timeline.pictures_dropped.connect(lambda drop: attach_pictures(work, drop))
    return sides


def _wire_headers(window: MainWindow, headers: TrackHeaders) -> None:
    """What stands left of the timeline does what the menu's entries do, and tells their keys."""
    actions = window.actions_by_id
    headers.split.follow(actions["split"])
    headers.split.clicked.connect(actions["split"].trigger)
    headers.key_of = lambda tool: keys_of(actions[f"tool_{tool}"])
    window.keys.changed.connect(headers.show_tool)
