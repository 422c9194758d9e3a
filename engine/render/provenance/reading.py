"""What a file says of how it was made, and whether it is still the file that said so."""

from __future__ import annotations

import json
import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import av

from engine.errors import TweenError
from engine.media.safety import check_file, display_name, open_container
from engine.render.provenance.claim import IPTC, MAX_JSON
from engine.render.provenance.identity import SIGNER
from engine.render.provenance.manifest import PREFIX, settings
from engine.render.provenance.signing import require_library
from engine.render.provenance.tags import AIGC, COMMENT, SOFTWARE

State = Literal["none", "valid", "trusted", "invalid"]
UNTRUSTED = "signingCredential.untrusted"
STORE = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq"
"""How a manifest store's description begins (ISO 19566-5, C2PA)."""
REASONS = {
    "signingCredential.expired": "its certificate has run out",
    "signingCredential.invalid": "its certificate is not of the kind that credentials take",
    "claimSignature.mismatch": "its signature does not fit what it says",
    "assertion.hashedURI.mismatch": "what it says was changed after it was signed",
    "assertion.missing": "part of what it says was taken out",
}


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """`frames` from 0, the last one left out, and `seconds`, where the file tells them."""

    frames: tuple[int, int] | None
    seconds: tuple[float, float] | None
    what: str
    models: str = ""
    prompt: str = ""
    negative: str = ""


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A file that is in the film. `signed`: it had credentials of its own, and they were all right."""

    title: str
    relation: str
    state: State


@dataclass(frozen=True, slots=True)
class Credentials:
    """`source_type`: the IPTC name, "" where the file makes no such claim. `reasons`: why it is invalid.

    `tags` are the labels in its ordinary metadata, which nobody signed.
    """

    state: State
    reasons: tuple[str, ...] = ()
    signer: str = ""
    key: str = ""
    self_signed: bool = False
    software: str = ""
    source_type: str = ""
    drawn: tuple[DrawnPart, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


def read_credentials(path: Path, anchors: str = "") -> Credentials:
    """What `path` carries; `anchors`: PEM certificates of authorities that are trusted. Asks no network.

    Raises `TweenError` for a file that cannot be read.
    """
    require_library()
    from c2pa import C2paError, Context, Reader

    real = check_file(path)
    tags = _tags(path)
    if path.suffix.lower()[1:] not in Reader.get_supported_mime_types():
        return Credentials("none", tags=tags)
    try:
        reader = Reader.try_create(real, context=Context.from_dict(settings(anchors)))
        if reader is None:
            return Credentials("none", tags=tags)
        with reader:
            return _credentials(json.loads(reader.json()), tags)
    except (C2paError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if not _holds_store(real):
            return Credentials("none", tags=tags)  # a damaged film, or one whose name says another kind
        reason = _plain(error)[:200]
        return Credentials("invalid", (f"its credentials cannot be read ({reason})",), tags=tags)


def anchors_from(path: Path) -> str:
    """The certificates in a PEM file. Raises `TweenError`."""
    from cryptography import x509

    try:
        data = path.read_bytes()
        x509.load_pem_x509_certificates(data)
        return data.decode("ascii")
    except (OSError, ValueError):
        raise TweenError(
            f"{display_name(path)} holds no certificates; give the authority.pem of someone you trust."
        ) from None


def _credentials(store: dict[str, Any], tags: tuple[tuple[str, str], ...]) -> Credentials:
    manifest = store["manifests"][store["active_manifest"]]
    failures = [one["code"] for one in store["validation_results"]["activeManifest"]["failure"]]
    signature = manifest.get("signature_info", {})
    made_by = next(iter(manifest.get("claim_generator_info", [])), {})
    actions = _actions(manifest)
    signer = _plain(signature.get("issuer"))
    state: State = {"Valid": "valid", "Trusted": "trusted"}.get(store.get("validation_state", ""), "invalid")  # pyright: ignore[reportAssignmentType]
    return Credentials(
        state,
        tuple(dict.fromkeys(_reason(code) for code in failures if code != UNTRUSTED)),
        signer,
        _plain(signature.get("common_name")),
        signer == SIGNER,
        f"{_plain(made_by.get('name'))} {_plain(made_by.get('version'))}".strip(),
        _source_type(actions),
        tuple(
            _drawn(action)
            for action in actions
            if _by_model(action) and isinstance(action.get("changes"), list)
        ),
        tuple(_ingredient(one, store) for one in manifest.get("ingredients", [])),
        tags,
    )


def _holds_store(real: str) -> bool:
    """Whether a manifest store lies anywhere in the file's bytes."""
    with Path(real).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(STORE) >= 0


def _actions(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    assertions = (one for one in manifest.get("assertions", []) if one["label"].startswith("c2pa.actions"))
    return [action for one in assertions for action in one["data"].get("actions", [])]


def _by_model(action: dict[str, Any]) -> bool:
    return "rainedAlgorithmic" in action.get("digitalSourceType", "")


def _source_type(actions: list[dict[str, Any]]) -> str:
    """What a model did says more than what else was done."""
    first = sorted(actions, key=lambda action: not _by_model(action))
    found = [kind for action in first if (kind := action.get("digitalSourceType"))]
    return _plain(found[0].removeprefix(IPTC)) if found else ""


def _reason(code: str) -> str:
    if code.endswith("Hash.mismatch"):
        return "its content was changed after it was signed"
    return REASONS.get(code, _plain(code))


def _drawn(action: dict[str, Any]) -> DrawnPart:
    frames = seconds = None
    for region in (region for change in action["changes"] for region in change.get("region", [])):
        between, time = region.get("frame") or {}, region.get("time") or {}
        if {"start", "end"} <= between.keys():
            frames = int(between["start"]), int(between["end"]) + 1
        elif {"start", "end"} <= time.keys():
            seconds = float(time["start"]), float(time["end"])
    said = action.get("parameters") or {}
    models, prompt, negative = (
        _plain(said.get(f"{PREFIX}.{name}")) for name in ("models", "prompt", "negative_prompt")
    )
    return DrawnPart(frames, seconds, _plain(action.get("description")), models, prompt, negative)


def _ingredient(one: dict[str, Any], store: dict[str, Any]) -> Ingredient:
    state: State = "none"
    if one.get("active_manifest") in store["manifests"]:
        results = one.get("validation_results", {}).get("activeManifest", {})
        wrong = [found["code"] for found in results.get("failure", []) if found["code"] != UNTRUSTED]
        state = "invalid" if wrong else "valid"
    return Ingredient(_plain(one.get("title")), _plain(one.get("relationship")), state)


def _tags(path: Path) -> tuple[tuple[str, str], ...]:
    """The labels in a film's metadata, by our names; none for what is no film."""
    try:
        with open_container(path) as container:
            found = {key.casefold(): value for key, value in container.metadata.items()}
    except (TweenError, av.FFmpegError):
        return ()
    named = {key: found.get(key.casefold(), "") for key in (AIGC, COMMENT, SOFTWARE)}
    return tuple((key, _plain(value)) for key, value in named.items() if value)


def _plain(value: object) -> str:
    """Text from a stranger's file on one line, without what could steer a terminal."""
    text = "" if value is None else str(value)[:MAX_JSON]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
