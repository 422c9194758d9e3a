"""What is said in each language: the messages of the translation source files, and texts found back in them.

The window's own texts go through Qt's translators. This is for what Qt's translators cannot do: to say in
another language a text that already stands on the screen, or a sentence that came from the engine, which
speaks English alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from engine.paths import RESOURCES

ENGINE = "engine"
"""The context of the engine's sentences."""
HOLE = re.compile(r"\{\d*(?::[^}]*)?\}|%\d")
STRANGE = 3
"""Letters that a text with holes must have to be known outside its own context."""
TAIL = re.compile(r"(.+?)(\t.+| \([^()]+\)| [^ ]{1,3})", re.DOTALL)
"""A text with a key behind it, or the short name of a track."""
SEAMS = (re.compile(r"(\n+)"), re.compile(r"( · )"), re.compile(r"(; )"), re.compile(r"((?<=[.!?]) (?=\S))"))
"""Where several texts were put together to one: lines, parts of a line, sentences."""


@dataclass(frozen=True)
class Message:
    context: str
    source: str
    translation: str


@cache
def messages(code: str) -> tuple[Message, ...]:
    """Every message, as the file of that language has it; nothing for English, which is the source."""
    path = RESOURCES / "translations" / f"tweenboard_{code}.ts"
    if code == "en" or not path.is_file():
        return ()
    from xml.etree import ElementTree  # not needed to start

    found: list[Message] = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            source, said = message.findtext("source") or "", message.findtext("translation") or ""
            found.append(Message(name, source, said or source))
    return tuple(found)


@cache
def phrases(old: str, new: str) -> Phrases:
    """The way from one language to another; one of the two is English."""
    if old == "en":
        return Phrases((m.context, m.source, m.translation) for m in messages(new))
    return Phrases((m.context, m.translation, m.source) for m in messages(old))


@dataclass(frozen=True)
class _Pattern:
    """A text with holes, and what to look for before the slow look."""

    context: str
    longest: str
    letters: int
    look: re.Pattern[str]
    holes: tuple[str, ...]
    new: str

    @property
    def size(self) -> int:
        return len(self.look.pattern)


class Phrases:
    """Texts of one language found back and said in another: word for word, with filled holes, or in parts."""

    def __init__(self, pairs: Iterable[tuple[str, str, str]]) -> None:
        """`pairs`: (context, old text, new text)."""
        self._exact: dict[str, dict[str, str]] = {}
        self._patterns: list[_Pattern] = []
        for context, old, new in pairs:
            if HOLE.search(old):
                self._patterns += _patterns(context, old, new)
            else:
                self._exact.setdefault(old, {}).setdefault(context, new)
        # What says more is tried first: "Card {0} is locked" before "Card {0}".
        self._patterns.sort(key=lambda pattern: (-pattern.letters, -pattern.size))

    def say(self, text: str, contexts: Iterable[str] = ()) -> str | None:
        """`text` in the other language, None where no part is known. `contexts`: preferred, in order."""
        preferred = tuple(contexts)
        return (
            self.exact(text, preferred)
            or self._parts(text, preferred, all_of_them=True)
            or self._filled(text, preferred)
            or self._parts(text, preferred, all_of_them=False)
            or self._head(text, preferred)
        )

    def exact(self, text: str, contexts: Iterable[str] = ()) -> str | None:
        """The same for whole texts without holes alone."""
        known = self._exact.get(text)
        if not known:
            return None
        elsewhere = None if named(text) else next(iter(known.values()))
        return next((known[each] for each in contexts if each in known), elsewhere)

    def own(self, text: str, contexts: Iterable[str]) -> str | None:
        """The same for what is said in one of these contexts, and nowhere else."""
        known = self._exact.get(text, {})
        return next((known[each] for each in contexts if each in known), None)

    def _filled(self, text: str, contexts: tuple[str, ...]) -> str | None:
        fits = [
            (each, match)
            for each in self._patterns
            if each.longest in text and (match := each.look.fullmatch(text)) is not None
        ]
        if not fits:
            return None
        alike = [
            fit for fit in fits if fit[0].letters == fits[0][0].letters and fit[0].size == fits[0][0].size
        ]
        pattern, match = next((fit for fit in alike if fit[0].context in contexts), fits[0])
        if pattern.letters < STRANGE and pattern.context not in contexts:
            return None
        filled = {hole: match.group(n) for n, hole in enumerate(pattern.holes, 1)}
        return HOLE.sub(lambda hole: self._filling(filled.get(hole.group(), ""), contexts), pattern.new)

    def _filling(self, text: str, contexts: tuple[str, ...]) -> str:
        wider = (*contexts, "words")  # 40 s, 3 min
        return self.exact(text, wider) or self._filled(text, wider) or text

    def _head(self, text: str, contexts: tuple[str, ...]) -> str | None:
        match = TAIL.fullmatch(text)
        if match is None:
            return None
        head, tail = match.groups()
        name = tail.startswith(" ") and not tail.startswith(" (")
        said = self.own(head, contexts) if name else self.exact(head, contexts)
        return said + tail if said else None

    def _parts(self, text: str, contexts: tuple[str, ...], all_of_them: bool) -> str | None:
        for seam in SEAMS:
            pieces = seam.split(text)
            if len(pieces) < 3:
                continue
            said = [None if at % 2 else self.say(piece, contexts) for at, piece in enumerate(pieces)]
            wordy = [new for new, old in zip(said, pieces, strict=True) if any(map(str.isalpha, old))]
            if (all if all_of_them else any)(wordy) and any(said):
                return "".join(new or old for new, old in zip(said, pieces, strict=True))
        return None


def named(text: str) -> bool:
    """Whether it may be a name that a person or the program gave: `sample`, `mix`."""
    return text.isascii() and text.islower() and text.isidentifier()


def _patterns(context: str, old: str, new: str) -> Iterator[_Pattern]:
    literal = HOLE.split(old)
    longest = max(literal, key=len)
    holes = tuple(match.group() for match in HOLE.finditer(old))
    letters = sum(each.isalpha() for part in literal for each in part)
    if not letters or len(set(holes)) < len(holes):
        return  # nothing to know it by
    look = "(.+?)".join(re.escape(part) for part in literal)
    yield _Pattern(context, longest, letters, re.compile(look, re.DOTALL), holes, new)
