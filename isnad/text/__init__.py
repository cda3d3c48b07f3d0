"""The normal form of an article's text: folded letters, tokens, sentences, and the way back to the raw text."""

from __future__ import annotations

from isnad.text.text import Text

__all__ = ["Text"]
