"""How an export is to be coded, as fields that a person fills in. Shows and makes `Settings`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from editor import theme
from editor.decimals import DecimalBox
from editor.picker import Picker
from engine.media.output.encoders import Encoder, encoders_for
from engine.media.output.formats import BY_NAME, FORMATS, Format
from engine.media.output.presets import PRESETS, Preset
from engine.media.output.settings import Settings

MAKERS = {
    "nvenc": "NVIDIA (NVENC)",
    "videotoolbox": "Apple (VideoToolbox)",
    "qsv": "Intel (Quick Sync)",
    "vaapi": "VA-API",
    "amf": "AMD (AMF)",
}
LEVELS = {
    "h264": (12, 18, 23, 28),
    "h265": (12, 18, 24, 30),
    "av1": (14, 22, 30, 40),
    "webp": (0, 8, 16, 26),
}
"""Qualities (CRF) that “Best”, “High”, “Medium” and “Small file” mean."""

LEVEL_NAMES = (
    QT_TRANSLATE_NOOP("export", "Best"),
    QT_TRANSLATE_NOOP("export", "High"),
    QT_TRANSLATE_NOOP("export", "Medium"),
    QT_TRANSLATE_NOOP("export", "Small file"),
)
BIT_RATE = -1
SHAPES = ((3840, 2160), (1920, 1080), (1280, 720), (1080, 1920), (1080, 1080))
SOUND_RATES = (96_000, 128_000, 192_000, 256_000, 384_000)


def translated(text: str) -> str:
    return QCoreApplication.translate("export", text)


@dataclass(frozen=True)
class Field:
    """A row of the form: its name and its widget."""

    name: str
    widget: QWidget


class ExportForm(QWidget):
    """The fields, for a film of `size`; lay them out by `fields`. `changed` when anything was chosen."""

    changed = Signal()
    format_changed = Signal()

    def __init__(self, size: tuple[int, int], has_sound: bool) -> None:
        super().__init__()
        self._size, self._has_sound = size, has_sound
        self._speed = ""
        self.preset, self.format, self.quality = Picker(), Picker(), Picker()
        self.shape, self.encoder, self.sound = Picker(), Picker(), Picker()
        self.fill = QCheckBox(self.tr("Fill the frame"))
        self.fill.setToolTip(self.tr("Cut off what does not fit, instead of bars"))
        self.rate = DecimalBox()
        self.rate.setRange(0.1, 800.0)
        self.rate.setValue(12.0)
        self.rate.setSuffix(self.tr(" Mbit/s"))
        self.rate.setAccessibleName(self.tr("Bit rate"))
        self.only = QLabel()
        self.only.setProperty("role", "quiet")
        self.fields = (
            Field(self.tr("Preset"), self.preset),
            Field(self.tr("Format"), self.format),
            Field(self.tr("Quality"), _row(self.quality, self.rate, self.only)),
            Field(self.tr("Size"), _row(self.shape, self.fill)),
            Field(self.tr("Encoder"), self.encoder),
            Field(self.tr("Sound"), self.sound),
        )
        for field in self.fields:
            picker = field.widget if isinstance(field.widget, Picker) else field.widget.findChild(Picker)
            if picker is not None:
                picker.setAccessibleName(field.name)
        self._fill_lists()
        self._connect()
        self._show_format()

    @property
    def chosen_format(self) -> Format:
        return BY_NAME[str(self.format.currentData())]

    def settings(self) -> Settings:
        """What the fields say."""
        format = self.chosen_format
        level = self.quality.currentData() if format.codec in LEVELS else None
        size = self.shape.currentData()
        rate = self.sound.currentData()
        return Settings(
            format.name,
            encoder=str(self.encoder.currentData() or "software"),
            crf=None if level in (None, BIT_RATE) else int(level),
            bit_rate=round(self.rate.value() * 1e6) if level == BIT_RATE else None,
            speed=self._speed if self.encoder.currentIndex() == 0 else "",
            size=None if size is None or tuple(size) == self._size else (int(size[0]), int(size[1])),
            fill=self.fill.isChecked() and not self.fill.isHidden(),
            sound=rate != 0,
            audio_bit_rate=int(rate or 192_000),
        )

    def show_settings(self, settings: Settings) -> None:
        """Fill the fields in; whoever calls says whether that is a preset."""
        self.format.setCurrentIndex(max(0, self.format.findData(settings.format or "h264")))
        self._show_format()
        self._speed = settings.speed
        if settings.bit_rate is not None:
            self.quality.setCurrentIndex(self.quality.findData(BIT_RATE))
            self.rate.setValue(settings.bit_rate / 1e6)
        elif settings.crf is not None:
            self._choose(self.quality, settings.crf, self.tr("CRF {0}").format(settings.crf))
        size = settings.size or self._size
        self._choose(self.shape, size, f"{size[0]} × {size[1]}")
        self.fill.setChecked(settings.fill)
        if settings.sound:
            self._choose(self.sound, settings.audio_bit_rate, _kilobits(settings.audio_bit_rate))
        self._show_parts()

    def offer(self, usable: tuple[Encoder, ...]) -> None:
        """Encoders that were tried and work here."""
        for encoder in usable:
            if encoder.hardware and self.encoder.findData(encoder.maker) < 0:
                self.encoder.addItem(MAKERS.get(encoder.maker, encoder.maker), encoder.maker)
        self.encoder.setEnabled(self.encoder.count() > 1)

    def _fill_lists(self) -> None:
        self.preset.addItem(self.tr("None"), None)
        for one in PRESETS:
            self.preset.addItem(QCoreApplication.translate("presets", one.title), one)
        for format in FORMATS:
            ending = f" ({format.suffix[1:].upper()})" if format.suffix and format.kind == "film" else ""
            self.format.addItem(QCoreApplication.translate("formats", format.title) + ending, format.name)
        width, height = self._size
        self.shape.addItem(self.tr("As the film, {0} × {1}").format(width, height), self._size)
        for size in SHAPES:
            if size != self._size:
                ratio = Fraction(*size)
                shape = f"{ratio.numerator}:{ratio.denominator}"
                self.shape.addItem(f"{size[0]} × {size[1]} ({shape})", size)

    def _connect(self) -> None:
        self.preset.activated.connect(self._take_preset)
        self.format.activated.connect(self._format_chosen)
        for picker in (self.quality, self.shape, self.encoder, self.sound):
            picker.activated.connect(self._own_choice)
        self.rate.valueChanged.connect(self._own_choice)
        self.fill.clicked.connect(self._own_choice)

    def _take_preset(self) -> None:
        preset = self.preset.currentData()
        if isinstance(preset, Preset):
            self.show_settings(preset.settings_for(self._size))
            self.format_changed.emit()
        self.changed.emit()

    def _format_chosen(self) -> None:
        self._show_format()
        self.format_changed.emit()
        self._own_choice()

    def _own_choice(self) -> None:
        self.preset.setCurrentIndex(0)
        self._show_parts()
        self.changed.emit()

    def _show_format(self) -> None:
        """The lists that depend on the format, its usual choices chosen."""
        format = self.chosen_format
        self._speed = ""
        self.quality.clear()
        for name, crf in zip(LEVEL_NAMES, LEVELS.get(format.codec, ()), strict=False):
            self.quality.addItem(self.tr("{0} (CRF {1})").format(translated(str(name)), crf), crf)
        if format.codec in LEVELS and format.kind == "film":
            self.quality.addItem(self.tr("Bit rate"), BIT_RATE)
        self.quality.setCurrentIndex(min(1, self.quality.count() - 1))
        self.encoder.clear()
        software = encoders_for(format)[0].name if format.codec else self.tr("none")
        self.encoder.addItem(self.tr("Software ({0})").format(software), "software")
        self.encoder.setEnabled(False)
        self.sound.clear()
        if format.sound == "aac":
            for rate in SOUND_RATES:
                self.sound.addItem(_kilobits(rate), rate)
            self.sound.setCurrentIndex(SOUND_RATES.index(192_000))
        elif format.sound:
            self.sound.addItem(self.tr("24 bit, lossless"), 192_000)
        if format.codec:
            self.sound.addItem(self.tr("No sound"), 0)
        self.sound.setEnabled(self._has_sound and bool(format.sound))
        self._show_parts()

    def _show_parts(self) -> None:
        format = self.chosen_format
        graded = format.codec in LEVELS
        self.quality.setVisible(graded)
        self.rate.setVisible(graded and self.quality.currentData() == BIT_RATE)
        self.only.setVisible(not graded)
        lossless = format.codec in ("ffv1", "png", "")
        self.only.setText(self.tr("Lossless") if lossless else self.tr("Always its best"))
        size = self.shape.currentData()
        self.shape.setEnabled(bool(format.codec))
        other = size is not None and size[0] * self._size[1] != size[1] * self._size[0]
        self.fill.setVisible(other and bool(format.codec))

    def _choose(self, picker: Picker, value: object, text: str) -> None:
        # Not findData: Qt compares tuples by identity.
        index = next((i for i in range(picker.count()) if picker.itemData(i) == value), -1)
        if index < 0:
            picker.insertItem(0, text, value)
            index = 0
        picker.setCurrentIndex(index)


def _kilobits(rate: int) -> str:
    return QCoreApplication.translate("export", "AAC, {0} kbit/s").format(rate // 1000)


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SMALL)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == 0 else 0)
    return row
