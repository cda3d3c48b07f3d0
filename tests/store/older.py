"""A database as an earlier version of isnad left it."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

_TABLES = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'"


def older(store: Path, path: Path, version: int = 5) -> Path:
    """The rows of a store in the schema of a version, at a path where nothing is yet."""
    sql = sqlite3.connect(path, isolation_level=None)
    for number in range(1, version + 1):
        sql.executescript(files("isnad.store").joinpath("schema", f"{number:03}.sql").read_text(encoding="utf-8"))
    sql.execute(f"PRAGMA user_version = {version}")
    sql.execute("ATTACH ? AS new", (str(store),))
    for (table,) in sql.execute(_TABLES).fetchall():
        columns = ", ".join(f'"{row[1]}"' for row in sql.execute(f"PRAGMA main.table_info({table})"))
        sql.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
    sql.close()
    return path
