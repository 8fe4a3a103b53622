"""How things are kept: the only place with SQL. Schema, journal, gate, audit, files, safety."""

import sys

import sqlcipher3

# sqlite-utils takes "pysqlite3" when it is there, and so gets SQLCipher's SQLite: newer than the system's (free of
# the WAL-reset bug of 3.7.0 to 3.51.2) and able to encrypt. It would also import pandas and numpy where installed,
# only to know their types: hidden from it here, because they cost a third of a second at every start.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
_hidden = {name: sys.modules.get(name) for name in ("pandas", "numpy")}
sys.modules.update(dict.fromkeys(_hidden))  # type: ignore[arg-type]  # None means "cannot be imported"
try:
    import sqlite_utils  # noqa: F401
finally:
    for _name, _module in _hidden.items():
        del sys.modules[_name]
        if _module is not None:
            sys.modules[_name] = _module
