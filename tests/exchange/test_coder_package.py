"""A coder package as a file: what stands in it, what does not, and files that are not to be trusted."""

import getpass
import json
import shutil
import socket
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from recall_studio.domain.errors import BadFile, BadInput
from recall_studio.domain.ids import AnnotationId
from recall_studio.domain.memos import About, MemoKind, Subject
from recall_studio.edits.marking import mark_discuss
from recall_studio.edits.memoing import write_memo
from recall_studio.exchange import coder_package
from recall_studio.exchange.coder_package import is_package, read_package, sealed
from recall_studio.store import keys
from tests.exchange.laptops import PASSPHRASE, Laptop, founds, receives
from tests.store.studies import CLIENT, tag

OTHERS = "alleen van A: spiegelglad"
OWN = "van B zelf: heideveld"
TITLE = "Werk en taal"


@pytest.fixture(autouse=True)
def _quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "MEMORY_KIB", 1024)
    monkeypatch.setattr(keys, "PASSES", 1)


def pair(home: Path, passphrase: str | None = None) -> tuple[Laptop, Laptop]:
    """A, who wrote a note, a memo and a mark; and B, who received the study and wrote a note."""
    a = founds(home / "spiegelkast", passphrase=passphrase)
    with a.open() as study:
        moment = tag(study, start_ms=1_000, note=OTHERS)
        study.perform(mark_discuss, recording="G-01", at_ms=1_000, moment=AnnotationId(moment), note=OTHERS)
        study.perform(write_memo, about=About(Subject.STUDY, study.facts().id), kind=MemoKind.THEORIE, text=OTHERS)
    b = receives(a.assigns("B"), coder="B", home=home / "bij_b", passphrase=passphrase or "")
    with b.open() as study:
        tag(study, start_ms=2_000, note=OWN)
    return a, b


@pytest.fixture(scope="session")
def _open_pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("open_pair")
    pair(home)
    return home


@pytest.fixture
def open_pair(tmp_path: Path, _open_pair: Path) -> tuple[Laptop, Laptop]:
    home = Path(shutil.copytree(_open_pair, tmp_path / "twee"))
    a, b = home / "spiegelkast", home / "bij_b"
    return Laptop("A", a, a / "Werk.recall"), Laptop("B", b, b / "Werk B.recall")


@pytest.fixture
def sealed_pair(tmp_path: Path) -> tuple[Laptop, Laptop]:
    return pair(tmp_path, PASSPHRASE)


def plain_of(file: Path) -> bytes:
    """What an open package says."""
    return zlib.decompress(file.read_bytes().partition(b"\n")[2])


# What stands in the file.


def test_it_says_nothing_of_places_names_or_the_work_of_others(open_pair: tuple[Laptop, Laptop]) -> None:
    a, b = open_pair
    file = b.shares()
    whole = file.read_bytes() + plain_of(file)
    secrets = [OTHERS, TITLE, CLIENT, "G-01", "film", str(b.home), str(a.home), socket.gethostname(), getpass.getuser()]
    secrets += ["spiegelkast", "not a film"]
    found = [secret for secret in secrets if len(secret) > 3 and json.dumps(secret)[1:-1].encode() in whole]
    assert found == []
    assert OWN.encode() in whole  # the control: it does find what is there


def test_an_encrypted_study_gives_an_encrypted_package(sealed_pair: tuple[Laptop, Laptop]) -> None:
    a, b = sealed_pair
    file = b.shares()
    raw = file.read_bytes()
    assert OWN.encode() not in raw
    with pytest.raises(zlib.error):
        plain_of(file)
    assert a.fetches(file).added == 1


def test_an_assigned_study_holds_no_byte_of_others(sealed_pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    a, _b = sealed_pair
    found = {}
    for name, database in (("a", a.path / "study.sqlite"), ("assigned", _unzipped(a.assigns("B"), tmp_path))):
        with a.open() as study:
            key = study.key
        assert key is not None
        found[name] = _decrypted(database, key, tmp_path / f"{name}.sqlite")
    assert OTHERS.encode() in found["a"]  # the control
    for secret in (OTHERS, "T-555", "G-02", "spiegelkast", "film.mp4"):
        assert secret.encode() not in found["assigned"], secret


def _unzipped(file: Path, to: Path) -> Path:
    with zipfile.ZipFile(file) as archive:
        assert set(archive.namelist()) == {"study.sqlite", "project.json", "pack.json"}
        assert b"spiegelkast" not in archive.read("pack.json")
        return Path(archive.extract("study.sqlite", to / "uit"))


def _decrypted(database: Path, key: bytes, to: Path) -> bytes:
    """All bytes of a database, without its cipher, also of pages that nothing refers to."""
    copied = to.with_suffix(".copy")
    shutil.copy(database, copied)
    wal = database.with_name(database.name + "-wal")
    if wal.exists():
        shutil.copy(wal, copied.with_name(copied.name + "-wal"))
    connection = sqlcipher3.connect(str(copied))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = int(connection.execute("PRAGMA page_count").fetchone()[0])
    assert pages > 10
    connection.execute(f"ATTACH DATABASE '{to}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.close()
    if "assigned" in to.name:
        assert int(free) == 0  # rebuilt: no page lingers
    return to.read_bytes()


# Files that are not to be trusted.


def refused(laptop: Laptop, file: Path, match: str) -> None:
    before = laptop.holds()
    with pytest.raises(BadFile, match=match):
        laptop.fetches(file)
    assert laptop.holds() == before


def test_a_file_that_was_cut_off_is_refused_at_every_length(open_pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    a, b = open_pair
    whole = b.shares().read_bytes()
    cut = tmp_path / "cut.codeerwerk"
    with a.open() as study:
        study_id = study.facts().id
    for length in [*range(0, 400, 7), *range(400, len(whole), len(whole) // 50), len(whole) - 1]:
        cut.write_bytes(whole[:length])
        with pytest.raises(BadFile):
            read_package(cut, study=study_id, key=None)
    cut.write_bytes(whole)
    assert read_package(cut, study=study_id, key=None).count("annotation") == 1


def test_a_changed_byte_is_noticed(sealed_pair: tuple[Laptop, Laptop]) -> None:
    a, b = sealed_pair
    file = b.shares()
    whole = bytearray(file.read_bytes())
    whole[-20] ^= 1
    file.write_bytes(whole)
    refused(a, file, "damaged or was cut off")


def with_head(file: Path, **changed: object) -> Path:
    head, _line, content = file.read_bytes().partition(b"\n")
    file.write_bytes(json.dumps(json.loads(head) | changed).encode() + b"\n" + content)
    return file


def test_another_version_is_told_in_words(open_pair: tuple[Laptop, Laptop]) -> None:
    a, b = open_pair
    refused(a, with_head(b.shares(), version=2), "A newer version of Recall Studio made")
    refused(a, with_head(b.shares(), version=0), "An older version of Recall Studio made")


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"PK\x03\x04", b'{"kind": "x"}\n', b"[]\n", b"\xff\xfe\n", b"5" * 5000]
)
def test_something_else_is_no_package(open_pair: tuple[Laptop, Laptop], tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "iets"
    file.write_bytes(content)
    assert not is_package(file)
    refused(open_pair[0], file, "holds no coding work")


def test_a_package_wants_the_key_of_its_study(sealed_pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    _a, b = sealed_pair
    file = b.shares()
    with b.open() as study:
        study_id, key = study.facts().id, study.key
    assert key is not None
    with pytest.raises(BadFile, match="another key"):
        read_package(file, study=study_id, key=bytes(32))
    with pytest.raises(BadFile, match="is encrypted, and this study is not"):
        read_package(file, study=study_id, key=None)
    package = read_package(file, study=study_id, key=key)
    file.write_bytes(sealed(package, None))
    with pytest.raises(BadFile, match="is not encrypted, and this study is"):
        read_package(file, study=study_id, key=key)


CRAFTED: dict[str, Callable[[dict[str, Any]], object]] = {
    "another coder's row": lambda told: told["rows"]["annotation"][0].update(coder="iemand"),
    "a column too many": lambda told: told["rows"]["annotation"][0].update(extra=1),
    "a column too few": lambda told: told["rows"]["annotation"][0].pop("note"),
    "a text for a number": lambda told: told["rows"]["annotation"][0].update(start_ms="1"),
    "a truth for a number": lambda told: told["rows"]["annotation"][0].update(start_ms=True),
    "a huge number": lambda told: told["rows"]["annotation"][0].update(start_ms=2**70),
    "half a sign": lambda told: told["rows"]["annotation"][0].update(note="\ud800"),
    "a round that is none": lambda told: told["rows"]["annotation"][0].update(round="zomaar"),
    "a certainty that is none": lambda told: told["rows"]["annotation"][0].update(certainty=9),
    "modifiers that are none": lambda told: told["rows"]["annotation"][0].update(modifiers="[]"),
    "a row twice": lambda told: told["rows"]["annotation"].append(told["rows"]["annotation"][0]),
    "a version that is not there": lambda told: told["rows"]["annotation"][0].update(codebook_version="weg"),
    "a version that is no codebook": lambda told: told["versions"][0].update(content="{}"),
    "a code that is not there": lambda told: told["rows"]["annotation"][0].update(code_id="weg"),
    "no rows": lambda told: told.pop("rows"),
    "a code that cannot be a member's": lambda told: told.update(code="Jan Jansen"),
    "a list": lambda told: told.update(seen=[1]),
}


@pytest.mark.parametrize("what", CRAFTED)
def test_contents_of_another_shape_are_refused(
    open_pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    a, b = open_pair
    file = b.shares()
    package = b.reads(file)
    told = json.loads(json.dumps(coder_package._told(package)))
    CRAFTED[what](told)
    monkeypatch.setattr(coder_package, "_told", lambda _package: told)
    file.write_bytes(sealed(package, None))
    refused(a, file, "damaged or was cut off")


def test_a_moment_outside_time_is_left_out(open_pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = open_pair
    package = b.reads(b.shares())
    told = json.loads(json.dumps(coder_package._told(package)))
    told["rows"]["annotation"][0].update(start_ms=5_000, end_ms=4_000)
    monkeypatch.setattr(coder_package, "_told", lambda _package: told)
    file = b.home / "x.codeerwerk"
    file.write_bytes(sealed(package, None))
    assert a.fetches(file).left_out == 1


def test_a_mark_on_a_moment_that_stays_out_stays_out_too(
    open_pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = open_pair
    with b.open() as study:
        moment = AnnotationId(tag(study, start_ms=3_000))
        study.perform(mark_discuss, recording="G-01", at_ms=3_000, moment=moment)
    package = b.reads(b.shares())
    told = json.loads(json.dumps(coder_package._told(package)))
    for row in told["rows"]["annotation"]:
        row["recording_id"] = None  # as if it had been watched along, which nobody consented to
    monkeypatch.setattr(coder_package, "_told", lambda _package: told)
    file = b.home / "x.codeerwerk"
    file.write_bytes(sealed(package, None))
    done = a.fetches(file)
    assert (done.added, done.left_out) == (0, 3)


def test_a_small_file_cannot_fill_the_memory(open_pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = open_pair
    file = b.shares()
    monkeypatch.setattr(coder_package, "_LARGEST", 1_000)
    refused(a, file, "damaged or was cut off")


def test_only_an_earlier_package_is_replaced(open_pair: tuple[Laptop, Laptop]) -> None:
    _a, b = open_pair
    letter = b.home / "brief.txt"
    letter.write_text("lieve oma", encoding="utf-8")
    with pytest.raises(BadFile, match="is not a file of coding work"):
        b.shared(letter)
    assert letter.read_text(encoding="utf-8") == "lieve oma"
    with pytest.raises(BadInput, match="inside a study"):
        b.shared(b.path / "x.codeerwerk")
    b.shared(b.shares())
