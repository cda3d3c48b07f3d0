"""The store: one SQLite file. This package is the only place with SQL.

Articles, codebook and judgements are what a project is made of; everything else can be rebuilt from them.
"""

from __future__ import annotations

from isnad.store.database import Store, now
from isnad.store.payload import Payload, ReportRow, report_rows

__all__ = ["Payload", "ReportRow", "Store", "now", "report_rows"]
