"""Before and after words: “replace the door by French doors”, “remove the man”, “add a lamp”.

Such words say what should differ, while a prompt says what there is. So they are laid over a card's words:
what is replaced is written over where the card names it, what is removed is taken out of the sentence, the
rest is added behind; and what should be gone is said in the negative. Plain phrases with commas between,
which every family reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.document.card_edits import CardFields
from engine.document.model import Card

NOTHING_ELSE = "the background, with nothing in front of it"
"""The prompt of a card in which only something removed had been named."""

_OWN = "the|a|an|one|this|that|these|those|some|all|every|each|any|his|her|its|their|my|our|your"
_LEAD = re.compile(rf"^(?:{_OWN})(?:\s+of\s+the)?\s+", re.IGNORECASE)
_BY = r"\s+(?:by|with)\s+"
_INTO = r"\s+(?:in)?to\s+"
_THING = rf"(?:(?:{_OWN})\s+.+?|everything)"
_SENTENCES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE | re.DOTALL))
    for kind, pattern in (
        ("replace", rf"(?:replace|exchange|substitute)\s+(?P<old>.+?){_BY}(?P<new>.+)"),
        ("replace", r"(?:swap|exchange)\s+(?P<old>.+?)\s+for\s+(?P<new>.+)"),
        # “Turn left into the lane” is a story, “turn the car into a boat” a wish.
        ("replace", rf"(?:change|turn|make|convert)\s+(?P<old>{_THING}){_INTO}(?P<new>.+)"),
        ("remove", r"(?:remove|delete|erase|take\s+(?:away|out|off)|get\s+rid\s+of)\s+(?P<old>.+)"),
        ("remove", r"take\s+(?P<old>.+?)\s+(?:away|out|off)"),
        ("add", r"(?:add|insert|put\s+in|put)\s+(?P<new>.+)"),
    )
)
_VERB = (
    r"(?:replace|exchange|substitute|swap|change|turn|make|convert|remove|delete|erase|take|get\s+rid|"
    r"add|insert|put)\s"
)
_NEXT = re.compile(
    rf"\s*(?:[.;\n]+|,?\s+and\s+(?:then\s+)?(?={_VERB})|,\s*(?:then\s+)?(?={_VERB}))\s*", re.IGNORECASE
)
_PLACES = (
    "in|on|at|across|over|under|below|above|by|among|along|through|near|beside|behind|before|around|"
    "between|into|onto|towards|toward|against|inside|outside|during|beyond|past"
)
_LINKS = rf"{_PLACES}|with|of|and|or|to|from|while|as"
_PLAIN = (
    "little|small|tiny|medium|big|large|huge|giant|tall|short|long|old|young|new|dark|light|bright|pale|"
    "red|crimson|scarlet|orange|amber|yellow|golden|green|blue|navy|azure|purple|violet|pink|rosy|white|"
    "snowy|black|inky|brown|chestnut|grey|gray|silver"
)
"""Adjectives that stand before a thing without an article, too: “little brown ship”."""
_LEANS = re.compile(r"\b(?:him|her|it|them|us|me)$", re.IGNORECASE)
_WORD = r"[^\W\d_][\w’'-]*"


@dataclass(frozen=True, slots=True)
class Change:
    """`old` becomes `new`; without `new` it goes, and without `old` something comes in."""

    old: str = ""
    new: str = ""

    def sentence(self) -> str:
        if self.old and self.new:
            return f"replace “{self.old}” by “{self.new}”"
        return f"remove “{self.old}”" if self.old else f"add “{self.new}”"


def changes_in(text: str) -> tuple[Change, ...]:
    """The changes that a text asks for, in order; none where any of its sentences is not one: then it is a
    prompt."""
    parts = [part for part in _NEXT.split(text.strip(" \t\n.!;")) if part.strip()]
    found = [_change(part.strip(" \t\n.!,;")) for part in parts]
    return tuple(change for change in found if change) if all(found) else ()


def _change(sentence: str) -> Change | None:
    sentence = re.sub(r"^please\s+", "", sentence, flags=re.IGNORECASE)
    for kind, pattern in _SENTENCES:
        if match := pattern.fullmatch(sentence):
            words = {name: " ".join(value.split()) for name, value in match.groupdict().items()}
            if kind == "remove":  # “from the room” says where, not what
                words["old"] = re.sub(r"\s+from\s+(?:the|this)\s+.+$", "", words["old"], flags=re.IGNORECASE)
            return Change(**words)
    return None


def changed_fields(card: Card, changes: Sequence[Change], avoid: bool = True) -> CardFields:
    """What of a card's words is another after `changes`: of its prompt, its parts, and its negative, which
    says what should be gone unless `avoid` is False."""
    texts = {name: getattr(card, name).strip() for name in _PARTS}
    negative = [part.strip() for part in card.negative.split(",") if part.strip()]
    for change in changes:
        texts = _changed(texts, change)
        gone, come = core(change.old), core(change.new)
        negative = [part for part in negative if not come or not _named(come, part)]
        if avoid and gone and not _named(gone, come) and gone.casefold() not in map(str.casefold, negative):
            negative.append(gone)
    if not any(texts.values()):
        texts["prompt"] = NOTHING_ELSE
    fields: CardFields = {"negative": ", ".join(negative)}
    fields.update(texts)  # pyright: ignore[reportCallIssue, reportArgumentType] # its keys are _PARTS
    return fields


_PARTS = ("prompt", "subject", "action", "setting", "shot", "camera", "lighting", "mood")


def core(phrase: str) -> str:
    """A phrase without its article: “the old door” -> “old door”."""
    return _LEAD.sub("", phrase.strip(" .,;")).strip()


def _changed(texts: dict[str, str], change: Change) -> dict[str, str]:
    old, new = core(change.old), change.new.strip(" .,;")
    named = [name for name in _PARTS if old and _named(old, texts[name])]
    result = dict(texts)
    for name in named:
        result[name] = replaced(texts[name], old, new) if new else removed(texts[name], old)
    if "subject" in named and not result["subject"]:
        result["action"] = ""  # nobody is left who does it
    if new and not named and not any(_named(core(new), text) for text in texts.values()):
        result["prompt"] = ", ".join(part for part in (texts["prompt"].rstrip(" .,"), new) if part)
    return result


def _pattern(thing: str) -> str:
    """`thing` in a text, in singular or plural."""
    words = r"\s+".join(re.escape(word) for word in thing.split())
    return rf"(?<!\w){words}(?:s|es)?(?!\w)"


def _named(thing: str, text: str) -> bool:
    return bool(thing) and re.search(_pattern(thing), text, re.IGNORECASE) is not None


def replaced(text: str, old: str, new: str) -> str:
    """`text` with `new` for `old`, under an article that fits: “a red ball” becomes “a red cube”."""
    bare = core(new)

    def put(match: re.Match[str]) -> str:
        article, between = match["article"] or "", match["between"] or match["plain"] or ""
        if between:
            return f"{article}{between}{bare}"
        if bare != new:
            return _like(match[0], new)
        if article.strip().casefold() in ("a", "an", "one"):
            many = bare.endswith("s") and not bare.endswith("ss")
            article = "" if many else ("an " if bare[:1].casefold() in "aeiou" else "a ")
        return _like(match[0], f"{article}{bare}")

    adjectives = rf"(?P<between>(?:(?!(?:{_LINKS}|{_OWN})\b){_WORD}\s+){{0,3}}?)"
    plain = rf"(?P<plain>\b(?:(?:{_PLAIN})\s+)+)"
    phrase = rf"(?:(?P<article>\b(?:{_OWN})\s+){adjectives}|{plain})?{_pattern(old)}"
    return re.sub(phrase, put, text, flags=re.IGNORECASE)


def _like(before: str, after: str) -> str:
    """`after` with a capital where `before` has one for beginning a sentence."""
    begins = before[:1].isupper() and before != before.upper()
    return after[:1].upper() + after[1:] if begins else after


def removed(text: str, thing: str) -> str:
    """`text` without `thing` and what it does: where it is stays, and so does everything about others."""
    clauses = [_without(clause, thing) for clause in _clauses(text)]
    said = [clause for clause in clauses if clause]
    joined = ", ".join(said)
    return _like(text, joined)


def _clauses(text: str) -> Iterator[str]:
    for clause in re.split(r"\s*[,;.!]\s+|[,;.!]+\s*$", text):
        if clause.strip():
            yield clause.strip()


def _without(clause: str, thing: str) -> str:
    """One clause without the first phrase that names `thing`, again for the next one."""
    phrase = re.compile(
        rf"(?P<link>\b(?:{_LINKS})\s+)?"
        rf"(?:\b(?:{_OWN})\s+(?:(?!(?:{_LINKS}|{_OWN})\b){_WORD}\s+){{0,3}}?|\b(?:(?:{_PLAIN})\s+)+)?"
        rf"{_pattern(thing)}",
        re.IGNORECASE,
    )
    match = phrase.search(clause)
    if match is None:
        return clause.strip()
    before, after = clause[: match.start()].strip(), clause[match.end() :].strip()
    if not before or (match["link"] or "").strip().casefold() in ("while", "as"):
        # It is what acts: with it goes what it does, up to where that happens.
        if other := re.match(r"(?:and|or)\s+", after, re.IGNORECASE):
            after = after[other.end() :]
        else:
            place = re.search(rf"\b(?:{_PLACES})\s.+", after, re.IGNORECASE | re.DOTALL)
            # “Beside him” is nowhere without the sentence before.
            after = place[0] if place and not _LEANS.search(place[0]) else ""
    return _without(" ".join(part for part in (before, after) if part), thing)
