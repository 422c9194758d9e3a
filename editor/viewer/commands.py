"""What the actions of the viewer do, besides playing: one method for each of their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from editor.main_window import MainWindow


class ViewerCommands:
    window: MainWindow

    def paint_regions(self) -> None:
        self.window.workspace.stage.show_film()
        self.window.viewer().toggle_painting()

    def framing_tool(self) -> None:
        self.window.workspace.stage.show_film()
        self.window.viewer().toggle_framing()

    def compare(self) -> None:
        self.window.workspace.stage.show_film()
        self.window.viewer().toggle_compare()

    def viewer_fit(self) -> None:
        self.window.viewer().set_zoom(None)

    def viewer_actual(self) -> None:
        self.window.viewer().set_zoom(1.0)

    def viewer_double(self) -> None:
        self.window.viewer().set_zoom(2.0)

    def safe_areas(self) -> None:
        self.window.viewer().toggle_safe_areas()
