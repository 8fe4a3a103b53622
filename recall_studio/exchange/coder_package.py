"""Coder packages as files: gathering the work of who works here, writing it, reading it with distrust.

One line of JSON says what the file is; what follows is compressed JSON, sealed with a key made from the study's when
the study is encrypted. No media, paths or names: recordings are known by fingerprint, people by their member's code.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from recall_studio.domain.consent import Operation
from recall_studio.domain.errors import BadFile, Cancelled
from recall_studio.domain.packages import OWNER, SUFFIX, Package, PackedRecording, PackedVersion
from recall_studio.domain.progress import SILENT
from recall_studio.domain.words import _, in_words, ngettext
from recall_studio.exchange import packages_checking
from recall_studio.exchange.packing import check_target
from recall_studio.store import access, collected, conversations, files
from recall_studio.store.folder import written_beside
from recall_studio.store.logs import LOGGER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from recall_studio.domain.access import Release
    from recall_studio.domain.ids import ConversationId
    from recall_studio.domain.progress import Progress
    from recall_studio.store.reading import Row
    from recall_studio.store.study import Study
    from recall_studio.store.writing import Writing

KIND, VERSION = "recall-studio/coding", 1
SHARING = "codeerwerk_delen"
_LONGEST_HEAD = 4096  # bytes
_LARGEST = 512 << 20  # bytes of JSON: two million moments; a file that unfolds to more is no work of a person
_NONCE = 12  # bytes


@dataclass(frozen=True, slots=True)
class Shared:
    """What went into the file: counts of rows, and sentences for the user."""

    moments: int
    ranges: int
    marks: int
    memos: int
    size_bytes: int
    notices: tuple[str, ...]


def share_coding(study: Study, *, to: Path, progress: Progress = SILENT) -> Shared:
    """Write the coding work of who works in the study into one file; for any thread.

    Args:
        study: whose acting member's work it is.
        to: the file to make; an earlier package is replaced, another file never.
        progress: in steps.

    Raises:
        AccessRefused: the member's role does not allow it.
        BadInput, BadFile, DiskFull: it cannot be written there.
        Cancelled: the user stopped it; nothing was made.
    """
    check_target(to, is_package, kind=_("file of coding work"))
    progress.report(0, 0)
    gathered = study.perform(_gather)
    package = gathered.package
    content = sealed(package, study.key)
    if progress.cancelled:
        raise Cancelled(_("Stopped; nothing was shared."))
    with written_beside(to) as beside:
        beside.write_bytes(content)
    LOGGER.info("coding work left, %d rows", sum(package.count(table) for table in OWNER))
    return Shared(
        moments=package.count("annotation"),
        ranges=package.count("coded_range"),
        marks=package.count("discuss_mark"),
        memos=package.count("memo"),
        size_bytes=len(content),
        notices=tuple(gathered.notices),
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    package: Package
    notices: list[str]


def _gather(study: Writing) -> _Gathered:
    """What leaves, by leave of the gate."""
    release = access.release(study, operation=Operation.MOVE, purpose=SHARING, notes=True)
    coder = study.acting
    live = _live(study)
    going = {row["id"]: row["conversation_id"] for row in _going(study, release)}
    within = set(going.values())
    rows = {table: collected.rows_of(study, table, coder.id) for table in OWNER}
    running = [row["id"] for row in rows["annotation"] if row["running"]]
    leaving = _leaving(study, rows, going, live, within)
    used = {row["codebook_version"] for table in ("annotation", "coded_range") for row in leaving[table]}
    given = [one.rows for one in collected.earlier(study, coder.id) if one.device == collected.GIVEN]
    seen = collected.own_steps(study)
    package = Package(
        study=study.facts().id,
        coder=coder.id,
        code=coder.code,
        device=study.device,
        seq=seen.get(study.device, 0),
        seen=seen,
        made_at=study.now(),
        round=study.round_now()[0].value,
        recordings=tuple(_recordings(study, release, live)),
        versions=tuple(PackedVersion(**row) for row in collected.versions(study) if row["id"] in used),
        codes=tuple(collected.codes(study)),
        rows={table: tuple(rows) for table, rows in leaving.items()},
        given=given[0] if given else {},
        watched=tuple(collected.watched_by(study, coder.id, live)),
        ready=tuple(collected.ready_by(study, coder.id)),
    )
    return _Gathered(package, _said(release, running))


def _live(study: Writing) -> list[ConversationId]:
    """The conversations that are watched along with, without a recording, whose coding may leave today."""
    today = study.today()
    recorded = {row["conversation_id"] for row in conversations.recordings(study)}
    ids = {place["conversation_id"] for place in collected.places(study)} - recorded
    return [one for one in sorted(ids) if access.decision(study, Operation.WATCH_ALONG, one, today).allowed]


def _recordings(study: Writing, release: Release, live: Iterable[str]) -> Iterable[PackedRecording]:
    prints = collected.fingerprints(study)
    for row in _going(study, release):
        yield PackedRecording(row["id"], row["conversation_id"], tuple(prints.get(row["id"], ())))
    for conversation in live:
        yield PackedRecording(None, conversation, ())


def _going(study: Writing, release: Release) -> list[Row]:
    """The recordings whose coding leaves: those of conversations. Recall interviews stay where they were held."""
    return [row for row in conversations.recordings(study) if row["id"] in release.recordings]


def _leaving(
    study: Writing, rows: dict[str, list[Row]], going: Collection[str], live: Collection[str], within: Collection[str]
) -> dict[str, list[Row]]:
    """The rows that leave: ended moments of what was released, and what belongs to those or to no conversation."""
    moments = {
        row["id"]: row
        for row in rows["annotation"]
        if not row["running"] and (row["recording_id"] in going or _is_live(row, live))
    }
    own = {row["id"] for row in rows["annotation"]}
    about = {row["about_row"] for row in rows["memo"]} - own
    placed = {
        kind: collected.conversations_of(study, kind, about) for kind in ("annotation", "recording", "conversation")
    }

    def may_leave(memo: Row) -> bool:
        kind, row = memo["about_table"], memo["about_row"]
        if kind == "annotation" and row in own:
            return row in moments
        place = placed.get(kind, {}).get(row)
        return kind not in placed or place in within or place in live

    return {
        "annotation": list(moments.values()),
        "coded_range": [row for row in rows["coded_range"] if row["recording_id"] in going],
        "discuss_mark": [
            row
            for row in rows["discuss_mark"]
            if (row["recording_id"] in going or _is_live(row, live))
            and (row["annotation_id"] not in own or row["annotation_id"] in moments)
        ],
        "memo": [row for row in rows["memo"] if may_leave(row)],
    }


def _is_live(row: Row, live: Collection[str]) -> bool:
    return row["recording_id"] is None and row["conversation_id"] in live


def _said(release: Release, running: list[str]) -> list[str]:
    said = []
    if release.left_out:
        said.append(_("Left out, because consent is missing: {names}.", names=in_words(list(release.left_out))))
    if running:
        said.append(
            ngettext(
                "{n} moment still runs and stays out; end it first.",
                "{n} moments still run and stay out; end them first.",
                len(running),
            )
        )
    return said


# The file.


def sealed(package: Package, key: bytes | None) -> bytes:
    """The bytes of a package; encrypted when there is a study key."""
    plain = json.dumps(_told(package), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    content = zlib.compress(plain, 6)
    head: dict[str, object] = {"kind": KIND, "version": VERSION, "study": package.study, "sealed": key is not None}
    if key is not None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE)
        content = nonce + AESGCM(_derived(key)).encrypt(nonce, content, _bound(package.study))
    head |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + content


def _told(package: Package) -> dict[str, Any]:
    told = {one.name: getattr(package, one.name) for one in fields(package) if one.name != "study"}
    for name in ("recordings", "versions"):
        told[name] = [{one.name: getattr(part, one.name) for one in fields(part)} for part in told[name]]
    return told


def _derived(key: bytes) -> bytes:
    """A key for packages alone, made from the study's."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=KIND.encode()).derive(key)


def _bound(study: str) -> bytes:
    return f"{KIND} {VERSION} {study}".encode()


def read_package(file: Path, *, study: str, key: bytes | None) -> Package:
    """Read a package for a study; for any thread.

    Args:
        file: which.
        study: the id of the study that it is to be fetched in.
        key: of that study, when it is encrypted.

    Raises:
        BadFile: it is no package, damaged or cut off, of another version or study, or sealed with another key.
    """
    with files.open_given(file) as reading:
        head = packages_checking.head(reading.readline(_LONGEST_HEAD), file, kind=KIND, version=VERSION)
        content = reading.read(_LARGEST)
    if head["study"] != study:
        raise BadFile(
            _("“{file}” belongs to another study.", file=file.name),
            remedy=_("Open the study that it was made for, and fetch it there."),
        )
    if len(content) != head["size"] or hashlib.sha256(content).hexdigest() != head["sha256"]:
        raise packages_checking.damaged(file)
    plain = _unfolded(_opened(content, file, study=study, key=key, is_sealed=head["sealed"]), file)
    return packages_checking.package(plain, file, study=study)


def _opened(content: bytes, file: Path, *, study: str, key: bytes | None, is_sealed: bool) -> bytes:
    if is_sealed != (key is not None):
        raise BadFile(
            _("“{file}” is encrypted, and this study is not.", file=file.name)
            if is_sealed
            else _("“{file}” is not encrypted, and this study is.", file=file.name),
            remedy=_("Fetch it in the study that it was made for, or ask for a new one."),
        )
    if key is None:
        return content
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derived(key)).decrypt(content[:_NONCE], content[_NONCE:], _bound(study))
    except InvalidTag as error:
        raise BadFile(
            _("“{file}” was encrypted with another key than that of this study.", file=file.name),
            remedy=_("Prepare the study anew for who made it, so that both have the same key."),
        ) from error


def _unfolded(content: bytes, file: Path) -> bytes:
    unfolding = zlib.decompressobj()
    try:
        plain = unfolding.decompress(content, _LARGEST)
    except zlib.error as error:
        raise packages_checking.damaged(file) from error
    if not unfolding.eof:
        raise packages_checking.damaged(file)
    return plain


def is_package(file: Path) -> bool:
    """Whether the file is a coder package, whole or not; what cannot be read is not."""
    try:
        with file.open("rb") as reading:
            return bool(json.loads(reading.readline(_LONGEST_HEAD))["kind"] == KIND)
    except (OSError, ValueError, LookupError, TypeError):
        return False


def proposed_name(study: Study) -> str:
    """A name for the file, that tells whose work it is and of which day."""
    return f"{study.acting.code} {study.today().isoformat()}{SUFFIX}"
