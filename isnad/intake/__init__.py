"""Intake: files, folders, standard input and addresses in, articles out."""

from __future__ import annotations

from isnad.intake.admit import skipped
from isnad.intake.articles import Intake, article_of
from isnad.intake.inputs import Fault, Item, items

__all__ = ["Fault", "Intake", "Item", "article_of", "items", "skipped"]
