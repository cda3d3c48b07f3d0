"""Which articles are read, and why the others are not."""

from __future__ import annotations

from isnad.intake.language import other_language
from isnad.model import Article, Skipped
from isnad.settings import setting


def skipped(article: Article) -> Skipped | None:
    """None if the article can be read, else the reason; one reason an article, in the order in which they are found."""
    if article.fault is not None:
        return Skipped(reason="unreadable", detail=article.fault)
    raw = article.raw
    longest = setting("max_chars")
    if not any(c.isalnum() for c in raw[:10_000]) and not any(c.isalnum() for c in raw):
        return Skipped(reason="empty")
    if len(raw) > longest:
        return Skipped(reason="too_long", detail=f"{len(raw)} characters, the limit is {longest} (ISNAD_MAX_CHARS)")
    language = other_language(raw)
    return Skipped(reason="not_arabic", detail=language) if language else None
