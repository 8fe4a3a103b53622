"""The study and its files in other places: moved, packed, encrypted, put back."""

import shutil
from pathlib import Path

import pytest

from tests.journeys.driver import Refused, User

WORDS, OTHER_WORDS = "zeven zinnen later", "acht zinnen later"


def codes_freely(user: User, clip: Path, *options: str) -> User:
    """Make a study with one recording that may be coded."""
    user.adds("G-001", clip, options=options)
    user.records_consent("K-001")
    user.records_consent("M-001")
    return user


def watches(user: User) -> None:
    """Open the file itself: what was kept of an earlier look may be thrown away at any time."""
    shutil.rmtree(user.folder / "cache", ignore_errors=True)
    user.types("media", user.study, "--recording", "G-001")


def test_a_linked_recording_that_moved_is_found_again_but_never_by_name_alone(
    user: User, clip: Path, other_clip: Path
) -> None:
    disk = user.terminal.folder / "schijf"
    camera, decoys, archive = disk / "camera", disk / "nog iets", disk / "archief"
    for folder in (camera, decoys, archive / "diep"):
        folder.mkdir(parents=True)
    linked = Path(shutil.copy(clip, camera / "gesprek.mp4"))
    user.makes_study()
    codes_freely(user, linked, "--link")
    assert list((user.folder / "media").iterdir()) == []
    watches(user)

    linked.rename(archive / "diep" / "hernoemd.mp4")
    shutil.copy(other_clip, decoys / "gesprek.mp4")
    with pytest.raises(Refused, match="not where it was"):
        watches(user)
    with pytest.raises(Refused, match="“recall-studio relink” finds it again"):
        user.checks()
    with pytest.raises(Refused, match="“G-001” is still missing"):
        user.finds_media_below(decoys)

    assert "“G-001” was found again" in user.finds_media_below(disk).out
    watches(user)
    user.checks()


def test_a_linked_recording_that_was_replaced_is_not_taken_for_the_same(
    user: User, clip: Path, other_clip: Path
) -> None:
    linked = Path(shutil.copy(clip, user.terminal.folder / "gesprek.mp4"))
    user.makes_study()
    codes_freely(user, linked, "--link")
    shutil.copy(other_clip, linked)

    with pytest.raises(Refused, match="not where it was"):
        watches(user)
    with pytest.raises(Refused, match="still missing"):
        user.finds_media_below(linked.parent)


def test_other_content_of_the_same_name_and_size_is_seen(user: User, clip: Path) -> None:
    linked = Path(shutil.copy(clip, user.terminal.folder / "gesprek.mp4"))
    user.makes_study()
    codes_freely(user, linked, "--link")
    content = bytearray(linked.read_bytes())
    content[-1] ^= 0xFF
    linked.write_bytes(content)

    with pytest.raises(Refused, match="“G-001”"):
        user.checks()
    with pytest.raises(Refused, match="still missing"):
        user.finds_media_below(linked.parent)
    shutil.copy(clip, user.terminal.folder / "terug.mp4")
    user.finds_media_below(linked.parent)
    user.checks()


def test_a_lost_copy_comes_back_from_the_original(user: User, clip: Path) -> None:
    user.makes_study()
    codes_freely(user, clip)
    (copied,) = (user.folder / "media").iterdir()
    copied.unlink()

    user.finds_media_below(clip.parent)

    (again,) = (user.folder / "media").iterdir()
    assert again.read_bytes() == clip.read_bytes()
    user.checks()


def test_a_packed_study_is_coded_on_elsewhere(user: User, clip: Path) -> None:
    user.makes_study()
    codes_freely(user, clip)
    user.tags("disc_vraag", "1")

    user.packs("mee.zip")
    user.unpacks("mee.zip", "elders")

    there = User(user.terminal, study=f"elders/{user.study}")
    there.tags("disc_omgaan", "2")
    assert [code for _coder, code, _at in there.sees_moments()] == ["disc_vraag", "disc_omgaan"]
    assert [code for _coder, code, _at in user.sees_moments()] == ["disc_vraag"]
    watches(there)
    there.checks()
    there.undoes()
    there.undoes()
    assert there.sees_moments() == []


def test_packed_without_media_the_recording_is_found_again(user: User, clip: Path) -> None:
    user.makes_study()
    codes_freely(user, clip)

    user.packs("mee.zip", "--without-media")
    user.unpacks("mee.zip", "elders")

    there = User(user.terminal, study=f"elders/{user.study}")
    assert list((there.folder / "media").iterdir()) == []
    there.tags("disc_omgaan", "2")
    with pytest.raises(Refused, match="not where it was"):
        watches(there)
    there.finds_media_below(clip.parent)
    watches(there)


def test_an_encrypted_study_all_through(user: User, clip: Path) -> None:
    user.passphrase = WORDS
    made = user.makes_study("--encrypt", "--title", "Achterdeur")
    assert "Recovery key" in made.out
    codes_freely(user, clip)
    user.tags("disc_vraag", "1", note="kwetsbaar")
    user.declares("0", "2")
    assert user.sees_moments() == [("A", "disc_vraag", "00:00:01.000")]
    assert [row["code"] for row in user.exports().table("moments")] == ["disc_vraag"]
    user.undoes()
    user.redoes()
    name = user.backs_up()
    user.restores(name)
    user.packs("mee.zip")
    user.unpacks("mee.zip", "elders")

    there = User(user.terminal, study=f"elders/{user.study}", passphrase=WORDS)
    assert there.sees_moments() == user.sees_moments()
    there.checks()
    for place in (user.folder, there.folder):
        written = b"".join(file.read_bytes() for file in place.rglob("*") if file.is_file() and file.suffix != ".mp4")
        assert b"SQLite format 3" not in written
        assert b"kwetsbaar" not in written
        assert b"Achterdeur" not in written


def test_without_the_passphrase_an_encrypted_study_stays_shut(user: User) -> None:
    user.passphrase = WORDS
    recovery = user.makes_study("--encrypt", "--json").json["studies"][0]["recovery_key"]
    before = sorted(file.name for file in user.folder.iterdir())

    for wrong in ("", "zeven zinnen eerder", recovery[:-1] + ("A" if recovery[-1] != "A" else "B")):
        with pytest.raises(Refused, match="does not open this study"):
            User(user.terminal, passphrase=wrong).sees_moments()
    with pytest.raises(Refused, match="passphrase"):
        User(user.terminal).sees_moments()

    assert sorted(file.name for file in user.folder.iterdir()) == before
    assert User(user.terminal, passphrase=recovery.lower().replace("-", " ")).sees_moments() == []


def test_a_new_passphrase_takes_the_place_of_the_old_one(user: User) -> None:
    user.passphrase = WORDS
    user.makes_study("--encrypt")
    user.passphrase = f"{WORDS}\n{OTHER_WORDS}"
    user.types("passphrase", user.study)

    user.passphrase = WORDS
    with pytest.raises(Refused, match="does not open this study"):
        user.sees_moments()
    user.passphrase = OTHER_WORDS
    assert user.sees_moments() == []


def test_an_earlier_state_is_put_back_and_the_later_one_is_not_lost(user: User, clip: Path) -> None:
    user.makes_study()
    codes_freely(user, clip)
    user.tags("disc_vraag", "1")
    earlier = user.backs_up()
    user.tags("disc_omgaan", "2")

    user.restores(earlier)
    assert [code for _coder, code, _at in user.sees_moments()] == ["disc_vraag"]

    kept = user.types("backups", user.study, "--json").json["backups"]
    before_that = next(row["backup"] for row in kept if row["reason"] == "terugzetten")
    user.restores(before_that)
    assert [code for _coder, code, _at in user.sees_moments()] == ["disc_vraag", "disc_omgaan"]
    user.checks()


def test_a_damaged_database_is_set_aside_for_the_latest_backup(user: User, clip: Path) -> None:
    user.makes_study()
    codes_freely(user, clip)
    user.tags("disc_vraag", "1")
    user.backs_up()
    database = user.folder / "study.sqlite"
    damaged = bytes(database.stat().st_size)
    database.write_bytes(damaged)

    with pytest.raises(Refused, match="“recall-studio restore”"):
        user.sees_moments()
    said = user.restores("latest")

    assert user.sees_moments() == [("A", "disc_vraag", "00:00:01.000")]
    (aside,) = user.folder.glob("damaged-*")
    assert aside.name in said.out
    assert (aside / "study.sqlite").read_bytes() == damaged
