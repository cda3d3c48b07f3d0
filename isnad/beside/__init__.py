"""A foreign file of events, ACLED-like or UCDP-like, set beside the project's own: read, matched, told."""

from __future__ import annotations

from isnad.beside.foreign import ForeignFile, foreign_file
from isnad.beside.layouts import Foreign
from isnad.beside.pairing import Compared, compared

__all__ = ["Compared", "Foreign", "ForeignFile", "compared", "foreign_file"]
