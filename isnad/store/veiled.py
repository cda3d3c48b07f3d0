"""The keys that an article has in masked names alone, kept so that a search can leave them out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from isnad.masking.unseen import unseen_keys
from isnad.store.reports import PERSONAL, Reports


class Veiled:
    """The table of veiled keys."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def put(self, article: int, unseen: Mapping[str, bool]) -> None:
        """Set the keys of an article (number), each with whether it is masked also where names are kept."""
        self._sql.execute("DELETE FROM veiled WHERE article = ?", (article,))
        if unseen:
            self._sql.executemany(
                "INSERT INTO veiled (key, article, always) VALUES (?, ?, ?)", [(key, article, always) for key, always in unseen.items()]
            )

    def renew(self, ids: Iterable[str]) -> None:
        """Find the keys of the current articles of some ids anew: what is masked in one is masked in all of an id."""
        persons = Reports(self._sql).persons
        for id_ in ids:
            found = persons(id_)
            query = "SELECT key, title, text FROM articles WHERE id = ? AND superseded_by IS NULL"
            for key, title, text in self._sql.execute(query, (id_,)).fetchall():
                self.put(key, unseen_keys(title, text, *found))

    def fill(self) -> None:
        """Find the keys of every article that names a private person or a minor."""
        parts = (("reports", "coalesce(t.human, t.machine)"), ("speakers", "t.json"), ("relations", "t.json"))
        named = " UNION ".join(
            f"SELECT a.id FROM {table} t JOIN articles a ON a.key = t.article WHERE {PERSONAL.format(json=json)}" for table, json in parts
        )
        self.renew([id_ for (id_,) in self._sql.execute(named).fetchall()])
