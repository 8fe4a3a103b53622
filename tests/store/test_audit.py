"""The audit log: each row sealed onto the one before, so that no change of what was written stays unseen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from recall_studio.domain.errors import AccessRefused
from recall_studio.edits.keeping import examine
from recall_studio.store import audit
from recall_studio.store.study import Study
from tests.store.conftest import Opens
from tests.store.studies import NOTE, answer, play, rows_of, tag

COLUMNS = ("at", "member", "action", "table", "row", "detail", "previous", "hash")


def forged(folder: Path, forge: Callable[[sqlcipher3.Connection], object]) -> None:
    """Past the program: with the triggers taken off, as somebody with the file in hands could."""
    with sqlcipher3.connect(str(folder / "study.sqlite")) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        forge(connection)
    connection.close()


@pytest.fixture
def logged(folder: Path, opens: Opens) -> Path:
    """A study with a log of some length, closed."""
    study = opens()
    answer(study, "K-417")
    play(study)
    with pytest.raises(AccessRefused):
        tag(study, recording="G-02")
    study.close()
    return folder


def broken_at(opens: Opens) -> int | None:
    return audit.broken_at(opens())


def test_an_untouched_log_holds(logged: Path, opens: Opens) -> None:
    study = opens()
    assert len(study.tuples("SELECT 1 FROM audit")) > 10
    assert audit.broken_at(study) is None
    assert audit.head(study) == study.value("SELECT hash FROM audit ORDER BY number DESC LIMIT 1")


def test_each_row_is_sealed_onto_the_one_before(logged: Path, opens: Opens) -> None:
    study = opens()
    seals = study.tuples("SELECT previous, hash FROM audit ORDER BY number")
    assert [previous for previous, _seal in seals] == [audit.FIRST_SEAL, *(seal for _previous, seal in seals[:-1])]
    assert len({seal for _previous, seal in seals}) == len(seals)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("number", [1, 5, -1])
def test_any_change_of_a_row_is_found_at_that_row(logged: Path, opens: Opens, column: str, number: int) -> None:
    rows = sqlcipher3.connect(str(logged / "study.sqlite")).execute("SELECT count(*) FROM audit").fetchone()[0]
    changed = rows if number == -1 else number
    statement = f"""UPDATE audit SET "{column}" = coalesce("{column}", '') || 'x' WHERE number = ?"""
    forged(logged, lambda connection: connection.execute(statement, (changed,)))
    assert broken_at(opens) == changed


def test_a_row_that_was_sealed_anew_is_found_at_the_next(logged: Path, opens: Opens) -> None:
    """Who knows how the seal is made can mend one row, not those after it."""

    def forge(connection: sqlcipher3.Connection) -> None:
        names = [*COLUMNS, "number"]
        quoted = ", ".join(f'"{name}"' for name in names)
        values = connection.execute(f"SELECT {quoted} FROM audit WHERE number = 4").fetchone()
        row: dict[str, Any] = dict(zip(names, values, strict=True)) | {"member": "Z"}
        connection.execute(
            "UPDATE audit SET member = 'Z', hash = ? WHERE number = 4", (audit.seal(row["previous"], row),)
        )

    forged(logged, forge)
    assert broken_at(opens) == 5


@pytest.mark.parametrize("number", [1, 6])
def test_a_row_that_was_taken_out_is_found_at_the_next(logged: Path, opens: Opens, number: int) -> None:
    forged(logged, lambda connection: connection.execute("DELETE FROM audit WHERE number = ?", (number,)))
    assert broken_at(opens) == number + 1


def test_rows_that_changed_places_are_found(logged: Path, opens: Opens) -> None:
    def swap(connection: sqlcipher3.Connection) -> None:
        for old, new in ((3, 1_000), (4, 3), (1_000, 4)):
            connection.execute("UPDATE audit SET number = ? WHERE number = ?", (new, old))

    forged(logged, swap)
    assert broken_at(opens) == 3


def test_a_row_that_was_put_in_is_found(logged: Path, opens: Opens) -> None:
    statement = (
        "INSERT INTO audit(number, at, member, action, detail, previous, hash) "
        "SELECT 0, at, member, action, detail, previous, 'made up' FROM audit WHERE number = 1"
    )
    forged(logged, lambda connection: connection.execute(statement))
    assert broken_at(opens) == 0


def test_the_user_is_told(logged: Path, opens: Opens) -> None:
    forged(logged, lambda connection: connection.execute("UPDATE audit SET at = '1999' WHERE number = 2"))
    assert any("audit log was tampered with: row 2" in problem for problem in examine(opens()).problems)


def test_the_log_goes_on_over_a_restart(logged: Path, opens: Opens) -> None:
    study = opens()
    answer(study, "M-083")
    assert audit.broken_at(study) is None


def test_an_edit_that_fails_leaves_no_row(study: Study) -> None:
    before = rows_of(study, "audit")
    with pytest.raises(Exception, match="geen_code"):
        tag(study, "geen_code")
    assert rows_of(study, "audit") == before


def test_content_never_enters_the_log(study: Study) -> None:
    tag(study, note=NOTE)
    answer(study, "K-417")
    play(study)
    assert "ZEERGEHEIM" not in str(rows_of(study, "audit"))
