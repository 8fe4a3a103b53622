"""The random key of an encrypted study, and how passphrase and recovery key wrap it.

The study key never changes with the passphrase, so old backups stay readable. Wrapping: argon2id (RFC 9106, second
recommended option: 3 passes, 64 MiB, 4 lanes) makes a key from the secret, AES-256-GCM seals the study key with it.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recall_studio.domain.errors import BadInput, WrongPassphrase
from recall_studio.domain.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PASSES, MEMORY_KIB, LANES = 3, 64 * 1024, 4
SHORTEST_PASSPHRASE = 8
_RECOVERY_BYTES = 20  # 160 bits, 32 letters
_CHECK_BYTES = 5


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What a new encrypted study starts with: the key, its wrappings and the recovery key to print, once."""

    study_key: bytes
    wrapped: tuple[dict[str, Any], ...]
    recovery_key: str


def make_keys(passphrase: str) -> NewKeys:
    """A fresh study key, wrapped with the passphrase and with a fresh recovery key.

    Raises:
        BadInput: the passphrase is shorter than `SHORTEST_PASSPHRASE`.
    """
    study_key, recovery = secrets.token_bytes(32), secrets.token_bytes(_RECOVERY_BYTES)
    wrapped = (
        wrap(study_key, checked(passphrase), kind="passphrase"),
        wrap(study_key, recovery.hex(), kind="recovery"),
    )
    return NewKeys(study_key, wrapped, _printed(recovery))


def checked(passphrase: str) -> str:
    """Give the passphrase back when it is long enough.

    Raises:
        BadInput: it is shorter than `SHORTEST_PASSPHRASE`.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise BadInput(_("A passphrase needs at least {n} characters.", n=SHORTEST_PASSPHRASE))
    return passphrase


def wrap(study_key: bytes, secret: str, *, kind: str) -> dict[str, Any]:
    """The study key sealed with a secret, as it stands in project.json."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    parameters = {"passes": PASSES, "memory_kib": MEMORY_KIB, "lanes": LANES}
    sealed = AESGCM(_derived(secret, salt, parameters)).encrypt(nonce, study_key, kind.encode())
    texts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return {"kind": kind, **parameters, **{name: base64.b64encode(raw).decode() for name, raw in texts.items()}}


def unwrap(wrapped: Sequence[Mapping[str, Any]], given: str) -> bytes:
    """The study key, from the passphrase or from the recovery key as it was printed.

    Raises:
        WrongPassphrase: neither fits.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    recovery = _read_recovery(given)
    for entry in wrapped:
        secret = recovery if entry["kind"] == "recovery" else given
        if secret is None:
            continue
        salt, nonce, sealed = (base64.b64decode(entry[name]) for name in ("salt", "nonce", "sealed"))
        try:
            return AESGCM(_derived(secret, salt, entry)).decrypt(nonce, sealed, str(entry["kind"]).encode())
        except InvalidTag:
            continue
    raise WrongPassphrase(
        _("The passphrase does not open this study."),
        remedy=_("Try again; the recovery key that was printed when the study was made works too."),
    )


def _derived(secret: str, salt: bytes, parameters: Mapping[str, Any]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        unicodedata.normalize("NFC", secret).encode(),  # "é" is one sign on one keyboard and two on another
        salt,
        time_cost=parameters["passes"],
        memory_cost=parameters["memory_kib"],
        parallelism=parameters["lanes"],
        hash_len=32,
        type=Type.ID,
    )


def _printed(recovery: bytes) -> str:
    check = hashlib.blake2b(recovery, digest_size=_CHECK_BYTES).digest()
    letters = base64.b32encode(recovery + check).decode()
    return "-".join(letters[i : i + 5] for i in range(0, len(letters), 5))


def _read_recovery(given: str) -> str | None:
    """The secret behind a printed recovery key; nothing when it is none or has a slip of the pen in it."""
    letters = "".join(given.upper().split()).replace("-", "")
    if len(letters) != (_RECOVERY_BYTES + _CHECK_BYTES) * 8 // 5:
        return None
    try:
        raw = base64.b32decode(letters)
    except ValueError:
        return None
    recovery, check = raw[:_RECOVERY_BYTES], raw[_RECOVERY_BYTES:]
    return recovery.hex() if hashlib.blake2b(recovery, digest_size=_CHECK_BYTES).digest() == check else None
