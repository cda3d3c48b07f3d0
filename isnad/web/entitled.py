"""What entries of the codebook are called in the language of the visitor."""

from __future__ import annotations

from isnad.codebook import Codebook
from isnad.codebook.entries import ActorEntry, Alias
from isnad.web.wording import Wording


def actor_label(book: Codebook, id_: str, w: Wording) -> str:
    """The name of an actor, or of a country as a party; the id itself if the codebook no longer has it."""
    entry = book.actors.get(id_)
    if entry:
        return entry.names.get(w.language) or entry.names.get("en") or id_
    return w.country(id_.removeprefix("country:")) if id_.startswith("country:") else id_


def outlet_label(book: Codebook, id_: str, w: Wording) -> str:
    """The name of an outlet of the codebook."""
    entry = book.outlets.get(id_)
    return (entry.names.get(w.language) or entry.names.get("en") or id_) if entry else id_


def lineage(book: Codebook, id_: str) -> list[str]:
    """The ids above an actor, the highest first."""
    above: list[str] = []
    at = book.actors.get(id_)
    while at and at.parent and at.parent in book.actors and at.parent not in above:
        above.insert(0, at.parent)
        at = book.actors[at.parent]
    return above


def branches(book: Codebook, id_: str) -> list[str]:
    """The ids right below an actor."""
    return sorted(other for other, entry in book.actors.items() if entry.parent == id_)


def aliases(entry: ActorEntry) -> list[Alias]:
    """Every alias with its dates and words, those without dates first."""
    found = [a if isinstance(a, Alias) else Alias(name=a) for a in entry.aliases]
    return sorted(found, key=lambda a: (a.start is not None or a.to is not None, str(a.start or ""), str(a.to or "")))
