"""An encrypted study: nothing of it can be read without a key, and each key that should open it does."""

import json
import shutil
from pathlib import Path

import pytest

from recall_studio.domain.errors import BadInput, WrongPassphrase
from recall_studio.domain.study import StudyKind
from recall_studio.edits import keeping
from recall_studio.edits.founding import NewStudy, create_study
from recall_studio.store import backups, keys
from recall_studio.store.folder import StudyFolder
from recall_studio.store.opening import study_key
from recall_studio.store.study import Study
from tests.store.anatomy import bytes_of
from tests.store.conftest import PASSPHRASE, Opens
from tests.store.studies import BOOK, NOTE, moments, tag


@pytest.fixture
def recovery_key(encrypted_template: tuple[Path, str]) -> str:
    return encrypted_template[1]


def opened_with(opens: Opens, path: Path, secret: str) -> Study:
    return opens(path=path, passphrase=lambda: secret)


def stored(path: Path, opens: Opens, secret: str = PASSPHRASE) -> bytes:
    """All bytes on the disk after a note was written, while the study is open and its log not yet folded in."""
    study = opened_with(opens, path, secret)
    tag(study, note=NOTE)
    found = bytes_of(path)
    assert found["study.sqlite-wal"]
    study.close()
    assert backups.listed(StudyFolder(path))
    return b"".join([*found.values(), *bytes_of(path).values()])


WORDS = (NOTE.split()[0].encode(), b"taal_vraag", b"CREATE TABLE", b"SQLite format 3")


def test_no_word_of_it_is_on_the_disk(encrypted: Path, opens: Opens) -> None:
    found = stored(encrypted, opens)
    assert [word for word in WORDS if word in found] == []


def test_every_word_would_be_found_in_a_study_that_is_not_encrypted(folder: Path, opens: Opens) -> None:
    """The control: the search can find what it looks for."""
    found = stored(folder, opens)
    assert [word for word in WORDS if word not in found] == []


def test_the_right_passphrase_opens_it(encrypted: Path, opens: Opens) -> None:
    study = opened_with(opens, encrypted, PASSPHRASE)
    tag(study)
    study.close()
    assert len(moments(opened_with(opens, encrypted, PASSPHRASE))) == 1


@pytest.mark.parametrize(
    "wrong", ["", "open-voor-tests", "Open-voor-test", PASSPHRASE + " ", "x" * 5_000, "ünïcode-🙂"]
)
def test_a_wrong_passphrase_opens_nothing_and_makes_nothing(encrypted: Path, opens: Opens, wrong: str) -> None:
    before = bytes_of(encrypted)
    with pytest.raises(WrongPassphrase) as told:
        opened_with(opens, encrypted, wrong)
    assert told.value.remedy
    assert bytes_of(encrypted) == before


def test_without_anybody_to_ask_it_stays_closed(encrypted: Path, opens: Opens) -> None:
    with pytest.raises(WrongPassphrase):
        opens(path=encrypted)


def test_the_recovery_key_opens_it(encrypted: Path, opens: Opens, recovery_key: str) -> None:
    assert [len(part) for part in recovery_key.split("-")] == [5] * 8
    tag(opened_with(opens, encrypted, recovery_key))


@pytest.mark.parametrize(("taken", "put"), [("-", " "), ("-", ""), ("-", " - "), ("", "")])
def test_the_recovery_key_may_be_typed_carelessly(
    encrypted: Path, opens: Opens, recovery_key: str, taken: str, put: str
) -> None:
    typed = recovery_key.lower().replace(taken, put) if taken else recovery_key.lower()
    opened_with(opens, encrypted, f" {typed}\n")


def test_a_recovery_key_with_one_slip_opens_nothing(encrypted: Path, opens: Opens, recovery_key: str) -> None:
    for place in (0, 13, len(recovery_key) - 1):
        slip = "A" if recovery_key[place] != "A" else "B"
        with pytest.raises(WrongPassphrase):
            opened_with(opens, encrypted, recovery_key[:place] + slip + recovery_key[place + 1 :])


def test_a_slip_in_the_recovery_key_is_noticed_before_the_slow_stretching(
    recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slips = 0
    for place, sign in enumerate(recovery_key):
        if sign != "-":
            slips += (
                keys._read_recovery(recovery_key[:place] + ("A" if sign != "A" else "B") + recovery_key[place + 1 :])
                is None
            )
    assert slips == 40


def test_another_studys_recovery_key_does_not_open_it(encrypted: Path, opens: Opens) -> None:
    with pytest.raises(WrongPassphrase):
        opened_with(opens, encrypted, keys.make_keys("een andere studie").recovery_key)


def test_a_changed_passphrase(encrypted: Path, opens: Opens, recovery_key: str) -> None:
    study = opened_with(opens, encrypted, PASSPHRASE)
    tag(study)
    study.close()
    backup = backups.listed(StudyFolder(encrypted))[0].folder.root
    keeping.change_passphrase(encrypted, current=lambda: PASSPHRASE, new=lambda: "een nieuwe zin")
    with pytest.raises(WrongPassphrase):
        opened_with(opens, encrypted, PASSPHRASE)
    assert len(moments(opened_with(opens, encrypted, "een nieuwe zin"))) == 1
    opened_with(opens, encrypted, recovery_key)
    shutil.copy2(encrypted / "project.json", backup / "project.json")  # an old backup, with the keys as they are now
    assert len(moments(opened_with(opens, backup, "een nieuwe zin"))) == 1


def test_an_old_backup_opens_with_the_new_passphrase_alone(encrypted: Path, opens: Opens) -> None:
    study = opened_with(opens, encrypted, PASSPHRASE)
    tag(study)
    study.close()
    keeping.change_passphrase(encrypted, current=lambda: PASSPHRASE, new=lambda: "een nieuwe zin")
    backup = backups.listed(StudyFolder(encrypted))[0].folder.root
    assert len(moments(opened_with(opens, backup, "een nieuwe zin"))) == 1
    with pytest.raises(WrongPassphrase):
        opened_with(opens, backup, PASSPHRASE)


def test_the_recovery_key_can_give_a_new_passphrase(encrypted: Path, opens: Opens, recovery_key: str) -> None:
    keeping.change_passphrase(encrypted, current=lambda: recovery_key, new=lambda: "een nieuwe zin")
    opened_with(opens, encrypted, "een nieuwe zin")


def test_a_passphrase_is_changed_only_by_who_knows_it_and_to_a_good_one(encrypted: Path, folder: Path) -> None:
    before = bytes_of(encrypted)
    with pytest.raises(WrongPassphrase):
        keeping.change_passphrase(encrypted, current=lambda: "geraden", new=lambda: "een nieuwe zin")
    with pytest.raises(BadInput, match="at least 8 characters"):
        keeping.change_passphrase(encrypted, current=lambda: PASSPHRASE, new=lambda: "te kort"[:7])
    assert bytes_of(encrypted) == before
    with pytest.raises(BadInput, match="no passphrase"):
        keeping.change_passphrase(folder, current=lambda: "", new=lambda: "een nieuwe zin")


def test_a_study_with_too_short_a_passphrase_is_not_made(tmp_path: Path) -> None:
    start = NewStudy("T", StudyKind.OEFENEN, BOOK)
    with pytest.raises(BadInput, match="at least 8 characters"):
        create_study(tmp_path / "T.recall", start=start, passphrase="zeven77")
    assert list(tmp_path.iterdir()) == []


def test_the_same_letters_typed_on_another_computer_open_it(tmp_path: Path, opens: Opens) -> None:
    """“é” comes as one sign from one keyboard and as two from another."""
    path = tmp_path / "T.recall"
    create_study(path, start=NewStudy("T", StudyKind.OEFENEN, BOOK), passphrase="caf\u00e9 au lait")
    opened_with(opens, path, "cafe\u0301 au lait")


def test_keys_are_stretched_in_full_and_never_stand_in_the_open(tmp_path: Path) -> None:
    """argon2id as RFC 9106 recommends second: 3 passes, 64 MiB, 4 lanes; salts and nonces are never used twice."""
    path = tmp_path / "T.recall"
    recovery_key = create_study(path, start=NewStudy("T", StudyKind.OEFENEN, BOOK), passphrase="lang genoeg")
    text = (path / "project.json").read_text(encoding="utf-8")
    wrapped = json.loads(text)["keys"]
    assert {entry["kind"] for entry in wrapped} == {"passphrase", "recovery"}
    assert {(entry["passes"], entry["memory_kib"], entry["lanes"]) for entry in wrapped} == {(3, 65_536, 4)}
    for once in ("salt", "nonce", "sealed"):
        assert len({entry[once] for entry in wrapped}) == 2
    _folder, key = study_key(path, lambda: "lang genoeg")
    assert key is not None
    assert recovery_key is not None
    assert len(key) == 32
    for secret in (key.hex(), "lang genoeg", recovery_key, recovery_key.replace("-", "")):
        assert secret not in text


def test_a_study_without_a_passphrase_has_no_keys(folder: Path) -> None:
    assert json.loads((folder / "project.json").read_text(encoding="utf-8"))["keys"] == []
    assert study_key(folder, None)[1] is None
