"""Errors that say what went wrong, where, and how to mend it."""

from __future__ import annotations


class IsnadError(Exception):
    """What every error of isnad is: a sentence, the place it concerns, and a remedy."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        text = f"{where}: {what}" if where else what
        super().__init__(f"{text} ({remedy})" if remedy else text)


class CodebookError(IsnadError):
    """A fault in a file of the codebook."""


class SourceError(IsnadError):
    """An input that cannot be opened or parsed."""


class OutputError(IsnadError):
    """An output that cannot be written or gone on with."""


class ProjectError(IsnadError):
    """A folder that is no project, or a fault in its settings."""


class StoreError(IsnadError):
    """A database that cannot be opened, or holds what this version cannot read."""
