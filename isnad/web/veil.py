"""What readers must not see: private persons are masked for them, while those who code and review see the text that they check."""

from __future__ import annotations

from isnad.masking.mask import Hidden, hidden_in, masked_event, masked_item, masked_stored
from isnad.model import Event, StoredItem, StoredReport
from isnad.store.articles import StoredArticle
from isnad.store.paging import Heading
from isnad.web.visit import Visit


class Veil:
    """The masks of one visit; without effect (`on` is false) for coders and above."""

    def __init__(self, visit: Visit) -> None:
        self.on = not visit.may("coder")
        self._store, self._names = visit.desk.store, visit.desk.names
        self._hidden: dict[str, Hidden] = {}

    def events(self, events: list[Event]) -> list[Event]:
        """Events as the visitor may see them."""
        return [self._event(e) for e in events] if self.on else events

    def reports(self, reports: list[StoredReport]) -> list[StoredReport]:
        """Reports as the visitor may see them."""
        return [masked_stored(r, self._of(r.article), names=self._names) for r in reports] if self.on else reports

    def items(self, items: list[StoredItem]) -> list[StoredItem]:
        """Relations, strengths and speakers as the visitor may see them; relations of private persons are left out."""
        if not self.on:
            return items
        return [m for i in items if (m := masked_item(i, self._of(i.article), names=self._names))]

    def heading(self, heading: Heading) -> Heading:
        """The heading of an article as the visitor may see it."""
        if not self.on:
            return heading
        hidden = self._of(heading.id)
        return heading._replace(title=hidden.stretch(heading.title, 0), url=hidden.address(heading.url))

    def article(self, article: StoredArticle) -> StoredArticle:
        """An article as the visitor may see it: offsets of reports mean the untouched text."""
        if not self.on:
            return article
        hidden = self._of(article.id)
        text = hidden.stretch(article.text, len(article.title) + 1)  # offsets count from the title, with a newline between
        return article._replace(title=hidden.stretch(article.title, 0), text=text, url=hidden.address(article.url))

    def _event(self, event: Event) -> Event:
        reports = {r.id: r for r in self._store.reports.get(event.reports)}
        hidden = {r.article: self._of(r.article) for r in reports.values()}
        return masked_event(event, reports, names=self._names, hidden=hidden)

    def _of(self, article: str) -> Hidden:
        known = self._hidden.get(article)
        if known is None:
            known = self._hidden[article] = hidden_in(*self._store.reports.persons(article), names=self._names)
        return known
