"""Export: readings into files, one module a format."""

from __future__ import annotations

from isnad.export.lines import LinesOutput
from isnad.export.table import TableOutput, rows_of

__all__ = ["LinesOutput", "TableOutput", "rows_of"]
