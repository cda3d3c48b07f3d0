"""Going on where a run stopped: which articles have their line already."""

from __future__ import annotations

from collections.abc import Iterator

from isnad.errors import SourceError
from isnad.export.lines import LinesOutput
from isnad.intake import Fault, Intake, Item, article_of
from isnad.pipeline import key_of


class Resumed:
    """What was found done: `skipped` articles, those of them that `changed`, and lines `left` without an article."""

    def __init__(self) -> None:
        self.skipped = 0
        self.changed = 0
        self.left = 0
        self._seen: set[int] = set()

    def seen_before(self, key: int) -> bool:
        """Whether the key of an id came before; it is kept."""
        size = len(self._seen)
        self._seen.add(key)
        return len(self._seen) == size


def not_done(items: Iterator[Item | Fault], output: LinesOutput, intake: Intake, resumed: Resumed) -> Iterator[Item | Fault]:
    """The items whose article has no line in the output; ids that stand n times are left out n times."""
    done = output.done
    left = done.total()
    for item in items:
        if not left or isinstance(item, Fault):
            yield item
            continue
        # A page is told by its path alone: to extract its text again would take longer than what is saved.
        try:
            article = article_of(item, intake) if item.kind != "page" else None
        except SourceError:
            yield item
            continue
        id_ = article.id if article else item.id
        key = key_of(id_)
        if not done[key]:
            yield item
            continue
        done[key] -= 1
        left -= 1
        resumed.skipped += 1
        resumed.seen_before(key)
        if article is not None and key_of(f"{id_}\0{article.hash}") not in output.hashes:
            resumed.changed += 1
    resumed.left = left
