"""What a study that is prepared for a colleague keeps, and what packages carry: every table and column is decided."""

from recall_studio.domain.packages import COLUMNS
from recall_studio.store.assigned import STAYS
from recall_studio.store.schema import TABLES
from recall_studio.store.study import Study


def test_every_table_is_decided_about() -> None:
    assert set(STAYS) == {table.name for table in TABLES}


def test_there_is_no_table_beside_them(study: Study) -> None:
    found = {name for (name,) in study.tuples("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert found - set(STAYS) <= {"_sqlite_migrations", "sqlite_sequence"}


def test_packages_carry_every_column(study: Study) -> None:
    for table, columns in COLUMNS.items():
        assert {name for (name,) in study.tuples(f"SELECT name FROM pragma_table_info('{table}')")} == set(columns)
