"""The scopes in a dock: made when they are first seen, so that nobody waits for them before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDockWidget

if TYPE_CHECKING:
    from editor.viewer.panel import ViewerPanel
    from editor.viewer.scopes.panel import ScopesPanel
    from editor.workspace import Workspace


class ScopesDock(QObject):
    def __init__(self, dock: QDockWidget, viewer: ViewerPanel, workspace: Workspace) -> None:
        super().__init__(dock)
        self._dock = dock
        self._viewer = viewer
        self.panel: ScopesPanel | None = None
        button, toggle = viewer.transport.scopes, dock.toggleViewAction()
        button.setChecked(toggle.isChecked())
        button.clicked.connect(self._show)
        toggle.toggled.connect(button.setChecked)
        dock.visibilityChanged.connect(self._fill)
        workspace.closing.connect(self._stop)
        self._fill(dock.isVisible())

    def _show(self, on: bool) -> None:
        self._dock.setVisible(on)
        if on:
            self._dock.raise_()

    def _fill(self, visible: bool) -> None:
        if not visible or self.panel is not None:
            return
        from editor.viewer.scopes.panel import ScopesPanel

        self.panel = ScopesPanel()
        self._dock.widget().deleteLater()
        self._dock.setWidget(self.panel)
        self._viewer.seen.connect(self.panel.show_image)
        self.panel.show_image(self._viewer.shown_image)

    def _stop(self) -> None:
        if self.panel is not None:
            self.panel.stop()
