"""Tools as a person uses them: opened from the menu, filled in, and done."""

from __future__ import annotations

from typing import TypeVar

from editor.main_window import MainWindow
from editor.tools.dialog import ToolDialog
from editor.tools.form import ToolForm

Form = TypeVar("Form", bound=ToolForm)


def opened(window: MainWindow, action: str, kind: type[Form]) -> tuple[ToolDialog, Form]:
    """The dialog that a menu's action opens."""
    assert window.actions_by_id[action].isEnabled()
    window.actions_by_id[action].trigger()
    dialogs = [dialog for dialog in window.findChildren(ToolDialog) if dialog.isVisible()]
    assert len(dialogs) == 1
    form = dialogs[0].form
    assert isinstance(form, kind)
    return dialogs[0], form


def pressed(dialog: ToolDialog) -> None:
    """As when a person has waited for the preview and presses the button."""
    dialog.look()
    assert dialog.go.isEnabled(), dialog.hint.text()
    dialog.go.click()
