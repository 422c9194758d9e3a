"""What the actions of the Tools menu do: one method for each id of the table in `editor.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from editor.main_window import MainWindow
    from editor.tools.dialog import ToolDialog
    from editor.tools.form import Place, ToolForm
    from editor.workspace import Workspace


class ToolCommands:
    """A part of `editor.commands.Commands`, which has the window and the workspace."""

    window: MainWindow
    work: Workspace

    def use_tool(self, action_id: str, place: Place = None) -> None:
        """The tool of an action at a place of the film that was pointed at."""
        getattr(self, action_id)(place)

    def draw_board(self, place: Place = None) -> None:
        from editor.tools.board import BoardForm

        self._ask(BoardForm(self.work, place))

    def from_template(self, place: Place = None) -> None:
        from editor.tools.template_form import TemplateForm

        self._ask(TemplateForm(self.work, place))

    def start_from(self, key: str) -> None:
        """A new film of the template `key` at once, as it is; "" asks which."""
        from editor.tools.template_form import new_board
        from engine.errors import TweenError
        from engine.tools.templates import template

        if not key:
            self.from_template()
            return
        try:
            new_board(self.work, template(key))
        except TweenError as error:
            self.work.notice.emit(str(error))

    def keep_template(self, place: Place = None) -> None:
        from editor.tools.template_form import KeepTemplateForm

        self._ask(KeepTemplateForm(self.work, place))

    def recut(self, place: Place = None) -> None:
        from editor.tools.longer import RecutForm

        self._ask(RecutForm(self.work, place))

    def extend_film(self, place: Place = None) -> None:
        from editor.tools.longer import ExtendForm

        self._ask(ExtendForm(self.work, place))

    def loop_film(self, place: Place = None) -> None:
        from editor.tools.longer import LoopForm

        self._ask(LoopForm(self.work, place))

    def blend_cut(self, place: Place = None) -> None:
        from editor.tools.blending import BlendForm

        self._ask(BlendForm(self.work, place))

    def remix(self, place: Place = None) -> None:
        from editor.tools.anew import RemixForm

        self._ask(RemixForm(self.work, place))

    def redo_range(self, place: Place = None) -> None:
        from editor.tools.anew import RedoForm

        self._ask(RedoForm(self.work, place))

    def redo_last(self) -> None:
        """At once: another try at the film's last second."""
        from editor.tools.anew import last_second
        from engine.errors import TweenError
        from engine.tools.redo import redo

        span = last_second(self.work)
        try:
            edited = redo(self.work.document, span)
        except TweenError as error:
            self.work.notice.emit(str(error))
            return
        name = QCoreApplication.translate("tools", "Redo {0}").format(span)
        if self.work.apply(name, lambda doc: edited.document):
            self.work.generate(edited.cards, edited.wish)

    def restyle(self, place: Place = None) -> None:
        from editor.tools.looks import RestyleForm

        self._ask(RestyleForm(self.work, place))

    def change_format(self, place: Place = None) -> None:
        from editor.tools.looks import FormatForm

        self._ask(FormatForm(self.work, place))

    def draft(self, place: Place = None) -> None:
        from editor.tools.board import DraftForm

        self._ask(DraftForm(self.work, place))

    def refine(self, place: Place = None) -> None:
        from editor.tools.board import RefineForm

        self._ask(RefineForm(self.work, place))

    def animate(self, place: Place = None) -> None:
        from editor.tools.pictures import AnimateForm

        self._ask(AnimateForm(self.work, place))

    def slow_motion(self, place: Place = None) -> None:
        from editor.tools.slowed import SlowForm

        self._ask(SlowForm(self.work, place))

    def more_frames(self, place: Place = None) -> None:
        from editor.tools.slowed import InterpolateForm

        self._ask(InterpolateForm(self.work, place))

    def freeze(self, place: Place = None) -> None:
        from editor.tools.stills import FreezeForm

        self._ask(FreezeForm(self.work, place))

    def unfreeze(self, place: Place = None) -> None:
        from editor.tools.stills import UnfreezeForm

        self._ask(UnfreezeForm(self.work, place))

    def cinemagraph(self, place: Place = None) -> None:
        from editor.tools.stills import CinemagraphForm

        self._ask(CinemagraphForm(self.work, place))

    def _ask(self, form: ToolForm) -> ToolDialog:
        from editor.tools.dialog import ToolDialog

        dialog = ToolDialog(form, self.window.sides.cards.foot.forecasts, self.window)
        dialog.open()
        return dialog
