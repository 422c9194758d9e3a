"""Which language the window speaks: the system's or the one chosen, from the start or switched as it runs."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from engine.paths import RESOURCES

if TYPE_CHECKING:
    from editor.language.catalogue import Phrases

SETTING = "language"
SYSTEM = "system"
NAMES = {"en": "English", "zh_CN": "简体中文"}
"""Each language by its own name, which is what those who speak it look for."""
WANTED_FONT = "fonts-noto-cjk"
"""Debian's package with Chinese letters."""

_PROPERTY = "tweenboard-language"
translate = QCoreApplication.translate


def choice() -> str:
    """ "system" or a language; what TWEENBOARD_LANGUAGE says goes before the setting."""
    wanted = os.environ.get("TWEENBOARD_LANGUAGE") or str(QSettings().value(SETTING, SYSTEM))
    return wanted if wanted in NAMES else SYSTEM


def current() -> str:
    """The language that the window speaks now."""
    app = QCoreApplication.instance()
    return str(app.property(_PROPERTY) or "en") if app is not None else "en"


def spoken(wanted: str) -> str:
    """The language for a choice: English where there is no translation, or no letters on this machine."""
    code = wanted if wanted in NAMES else _of_system()
    return code if has_letters(code) else "en"


def has_letters(code: str) -> bool:
    """Whether a font of this machine can show the language; without one it would be a row of boxes."""
    return code != "zh_CN" or bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def lacking() -> str:
    """A sentence about the language that was wanted and cannot be shown; "" when all is well."""
    wanted = choice()
    code = wanted if wanted in NAMES else _of_system()
    if has_letters(code):
        return ""
    return translate("language", "{0} needs a font with Chinese letters, such as the package {1}.").format(
        QLocale(code).languageToString(QLocale(code).language()), WANTED_FONT
    )


def start(app: QApplication) -> None:
    """Speak the chosen language, before anything has been said."""
    _install(app, spoken(choice()))


def choose(app: QApplication, wanted: str) -> None:
    """Keep the choice and say everything that is on the screen in its language."""
    QSettings().setValue(SETTING, wanted)
    switch(app, spoken(wanted))


def switch(app: QApplication, code: str) -> None:
    """Speak `code` from now on; widgets get a LanguageChange after their texts have been said again."""
    before = current()
    if code == before:
        return
    from editor.language.again import say_everything

    _install(app, code)
    say_everything(app, _phrases(before, code), before, code)


def sentence(text: str) -> str:
    """A sentence of the engine, which speaks English, in the language of the window."""
    return text if current() == "en" else _said(text, current())


def kept_name(text: str) -> str:
    """What an edit was called when it was made, in whichever language, in that of the window now."""
    if current() != "en":
        return sentence(text)
    return text if text.isascii() else _kept(text)


@lru_cache(256)
def _said(text: str, code: str) -> str:
    return _phrases("en", code).say(text) or text


@lru_cache(256)
def _kept(text: str) -> str:
    found = (_phrases(code, "en").say(text) for code in NAMES if code != "en")
    return next((said for said in found if said), text)


def _phrases(old: str, new: str) -> Phrases:
    """Loaded when first needed: the window starts without them."""
    from editor.language.catalogue import phrases

    return phrases(old, new)


def _of_system() -> str:
    for each in _languages():
        locale = QLocale(each)
        if locale.language() == QLocale.Language.Chinese:
            simple = locale.script() == QLocale.Script.SimplifiedHanScript
            return "zh_CN" if simple else "en"
        if locale.language() == QLocale.Language.English:
            return "en"
    return "en"


def _languages() -> list[str]:
    return QLocale.system().uiLanguages()


def _written(code: str) -> QLocale:
    """How numbers and dates are written: as the language has it, never with a decimal comma, which the film's
    own numbers have not."""
    system = QLocale.system()
    points = system.language() == QLocale.Language.English and system.decimalPoint() == "."
    return QLocale(code) if code != "en" else system if points else QLocale("en_GB")


def _install(app: QApplication, code: str) -> None:
    """Qt's own words and ours; what was spoken before is taken away."""
    app.setProperty(_PROPERTY, code)
    for old in app.findChildren(QTranslator, _PROPERTY):
        app.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(_written(code))
    if code == "en":
        return
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{code}.qm"
    for path in (qt, RESOURCES / "translations" / f"tweenboard_{code}.qm"):
        translator = QTranslator(app)
        translator.setObjectName(_PROPERTY)
        if translator.load(str(path)):
            app.installTranslator(translator)
