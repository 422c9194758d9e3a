"""Blend: which two clips, for how long, under which curve."""

from __future__ import annotations

from typing import Literal, cast

from PySide6.QtWidgets import QLabel

from editor.language.words import asset_name
from editor.picker import Picker
from editor.tools.assets import AssetPicker
from editor.tools.curve import CurveEditor
from editor.tools.fields import FrameSpin, Segments, Words
from editor.tools.form import Place, ToolForm
from editor.workspace import Workspace
from engine.document.model import Document
from engine.document.queries import asset_by_id
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.tools.blend import MODES, Mode, mode_of
from engine.tools.edited import Edited

WITH_FILE = -1


def cuts(doc: Document, near: FrameRange | None = None) -> list[tuple[int, str, str]]:
    """(frame, the clip before, the clip after), by name, of every cut that is seen; of those `near`."""
    from engine.tools.overlap import cut_at

    video = [clip.place for track in doc.tracks if track.kind == "video" for clip in track.clips]
    found: list[tuple[int, str, str]] = []
    starts = {place.start for place in video if near is None or place.start in near}
    for at in sorted(starts & {place.stop for place in video}):
        try:
            pair = cut_at(doc, at)
        except TweenError:
            continue
        before, after = (asset_name(asset_by_id(doc, clip.asset)) for clip in pair)
        found.append((at, before, after))
    return found


class BlendForm(ToolForm):
    def __init__(self, work: Workspace, place: Place = None) -> None:
        super().__init__(work)
        self.title = self.tr("Blend")
        self.about = self.tr("One clip turns into another, drawn by the model as the curve says.")
        self.does = self.tr("Blend")
        self._make_where(place if isinstance(place, int) else work.playhead)
        self.mode = Segments(
            self.tr("Way"),
            (
                ("transition", self.tr("transition"), self.tr("From the first to the second")),
                ("mix", self.tr("mix"), self.tr("Through a stretch that is both")),
                ("sample", self.tr("sample"), self.tr("The second only appears in the first")),
            ),
            "transition",
        )
        self.add(self.tr("Way"), self.mode)
        self.curve = CurveEditor(MODES["transition"].points)
        self.add(self.tr("Influence of\nthe second"), self.curve)
        rate = work.document.rate
        self.length = FrameSpin(self.tr("Length"), rate, round(rate), least=2)
        self.add(self.tr("Length"), self.length)
        self.room = Segments(
            self.tr("The film"),
            (
                (None, self.tr("as it fits"), self.tr("Footage beyond the cut, where there is enough")),
                ("handles", self.tr("keeps its length"), self.tr("Takes footage beyond the cut")),
                ("ripple", self.tr("gets shorter"), self.tr("The second clip moves under the first")),
            ),
            None,
        )
        self.add(self.tr("The film"), self.room)
        self.words = Words(self.tr("What happens there"), self.tr("Made of what the cards beside it say"))
        self.add(self.tr("What happens"), self.words)
        self._connect()

    def _make_where(self, at: int) -> None:
        """The cut nearest to film frame `at` is chosen."""
        found = cuts(self.work.document)
        self.where = Picker()
        for frame, before, after in found:
            self.where.addItem(self.tr("At {0}: {1} → {2}").format(frame, before, after), frame)
        self.where.addItem(self.tr("With other footage…"), WITH_FILE)
        if found:
            self.where.setCurrentIndex(min(range(len(found)), key=lambda n: abs(found[n][0] - at)))
        self.add(self.tr("Where"), self.where)
        self.other = AssetPicker(
            self.tr("With"), self.work, ("video", "image"), self.tr("Choose footage or a picture")
        )
        self.add(self.tr("With"), self.other)
        self.goes = QLabel()
        self.goes.setProperty("role", "quiet")
        self.add("", self.goes)

    def _connect(self) -> None:
        self._show_rows()
        self.where.activated.connect(self._show_rows)
        self.mode.changed.connect(self._take_mode)
        self.curve.changed.connect(self._show_rows)
        for signal in (
            self.where.activated, self.other.changed, self.mode.changed, self.curve.changed,
            self.length.valueChanged, self.room.changed, self.words.typed,
        ):  # fmt: skip
            signal.connect(self.changed)

    def _take_mode(self) -> None:
        self.curve.show_points(MODES[str(self.mode.value())].points)
        self._show_rows()

    @property
    def _with_file(self) -> bool:
        return self.where.currentData() == WITH_FILE

    def _show_rows(self) -> None:
        back = self.curve.points[-1][1] < 0.5
        self.show_row(self.other, self._with_file)
        self.show_row(self.goes, self._with_file)
        self.show_row(self.room, not self._with_file and not back)
        behind = self.tr("The film's end turns into it.")
        within = self.tr("It appears in the film at the playhead.")
        self.goes.setText(within if back else behind)

    def waiting(self) -> str:
        return self.other.waiting() if self._with_file else ""

    def edited(self) -> Edited:
        from engine.tools.blend import blend

        mode = self._mode()
        if self._with_file:
            return self._with_other(mode)
        overlap = cast(Literal["handles", "ripple"] | None, self.room.value())
        return blend(
            self.work.document, int(self.where.currentData()), self.length.value(), mode,
            self.words.said(), overlap=overlap, shown=self.work.shown,
        )  # fmt: skip

    def _with_other(self, mode: Mode) -> Edited:
        from engine.document.edits import add_asset
        from engine.tools.blend import blend_in

        asset = self.other.asset()
        if asset is None:
            raise TweenError(self.tr("Choose what the film is blended with."))
        doc, frames = add_asset(self.work.document, asset), self.length.value()
        at = None if mode.points[-1][1] >= 0.5 else self.work.playhead
        return blend_in(doc, asset.id, at, frames, mode, self.words.said(), shown=self.work.shown)

    def _mode(self) -> Mode:
        name = str(self.mode.value())
        return mode_of(name, self.curve.points)
