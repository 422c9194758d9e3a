"""This user's own signing key and certificate: made at first use, on this machine, and never sent anywhere.

Nobody has vouched for it, and it says so in its name. The authority that issued it existed for that one
signature: its key was thrown away. Whoever has been given `authority.pem` can tell this user's films.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from engine.errors import TweenError
from engine.paths import user_folder

SIGNER = "Tweenboard user (self-signed)"
"""The organisation that certificates name; programs show it as the signer."""
KEY, CHAIN, AUTHORITY = "key.pem", "certificates.pem", "authority.pem"
YEARS = 20
"""Without a time stamp, which takes a network, a file's credentials end with the certificate."""
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.EACCES)  # what a rename onto a folder says, by system


@dataclass(frozen=True, slots=True)
class Identity:
    """PEM bytes: the certificate and its authority's, the private key (PKCS#8), the authority's alone."""

    chain: bytes
    key: bytes
    authority: bytes

    @property
    def name(self) -> str:
        """What tells this key from others: the beginning of the public key's digest."""
        return _short_name(x509.load_pem_x509_certificates(self.chain)[0].public_key())


def identity_folder() -> Path:
    return user_folder("identity")


def own_identity() -> Identity:
    """This user's, made now if there is none. Raises `TweenError` where it cannot be made or read."""
    folder = identity_folder()
    try:
        if not folder.exists():
            _make(folder)
        found = Identity(*((folder / name).read_bytes() for name in (CHAIN, KEY, AUTHORITY)))
        leaf = x509.load_pem_x509_certificates(found.chain)[0]
        key = load_pem_private_key(found.key, None)
    except OSError as error:
        raise TweenError(
            f"The signing key in {folder} cannot be made or read ({(error.strerror or str(error)).lower()}); "
            "check the folder, or export without credentials."
        ) from None
    except (ValueError, TypeError):
        raise _unusable(folder, "is damaged") from None
    if _spki(leaf.public_key()) != _spki(key.public_key()):
        raise _unusable(folder, "does not belong to its certificate")
    if leaf.not_valid_after_utc <= datetime.now(UTC):
        raise _unusable(folder, "has run out")
    return found


def _unusable(folder: Path, why: str) -> TweenError:
    return TweenError(
        f"The signing key in {folder} {why}; move the folder away, and a new key is made at the next export."
    )


def _make(folder: Path) -> None:
    """Complete under its name, or not there at all; of two programs that make one, the first wins."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".identity-", dir=folder.parent))  # 0700
    try:
        made = _new_identity()
        for name, data in ((KEY, made.key), (CHAIN, made.chain), (AUTHORITY, made.authority)):
            _write(draft / name, data)
        try:
            draft.rename(folder)
        except OSError as error:
            if error.errno not in _TAKEN or not folder.is_dir():
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _new_identity() -> Identity:
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    short = _short_name(key.public_key())
    authority = _certificate(f"{short} authority", f"{short} authority", authority_key, authority_key)
    leaf = _certificate(short, f"{short} authority", key, authority_key)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    issuer = authority.public_bytes(Encoding.PEM)
    return Identity(leaf.public_bytes(Encoding.PEM) + issuer, private, issuer)


def _certificate(
    name: str, issuer: str, key: ec.EllipticCurvePrivateKey, signed_by: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    """As the C2PA profile asks for it; an authority's where name and issuer are one."""
    authority, now = name == issuer, datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks differ
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(authority, 0 if authority else None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), False)
        .add_extension(usage, True)
    )
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    return builder.sign(signed_by, hashes.SHA256())


def _name(common: str) -> x509.Name:
    """No word of who the person is: a film should not tell that unasked."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, SIGNER),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _spki(key: object) -> bytes:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("not a key on an elliptic curve")
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _short_name(key: object) -> str:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(_spki(key))
    return f"key {digest.finalize().hex()[:12]}"
