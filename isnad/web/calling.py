"""How actors, outlets, places and types are called in the visitor's language."""

from __future__ import annotations

from isnad.codebook import Codebook
from isnad.codebook.entries import ActorEntry, Alias
from isnad.model import EventActor
from isnad.web.wording import Wording

SHADES = ("battle", "explosion", "violence", "demonstration", "strategic")  # the families, in the order of every chart


def actor_name(id_: str, book: Codebook, w: Wording) -> str:
    """An actor of the codebook, or a country as one, by its id; the id itself if the codebook no longer has it."""
    entry = book.actors.get(id_)
    if entry:
        return _of(entry.names, id_, w)
    return w.country(id_.removeprefix("country:")) if id_.startswith("country:") else id_


def actor_label(actor: EventActor, book: Codebook, w: Wording) -> tuple[str, str]:
    """A party and the language of its label: as the codebook calls it, else in the words of the text."""
    id_ = actor.id or ""
    if (id_ in book.actors or id_.startswith("country:")) and not id_.startswith("generic:"):
        return actor_name(id_, book, w), w.language
    if w.language == "ar" or not (actor.en or id_ in book.actors):
        return actor.text, "ar"
    return (actor_name(id_, book, w), w.language) if id_ in book.actors else (actor.en or actor.text, "en")


def outlet_name(id_: str, book: Codebook, w: Wording) -> str:
    """An outlet of the codebook by its id; the id itself if there is none."""
    entry = book.outlets.get(id_)
    return _of(entry.names, id_, w) if entry else id_


def aliases(entry: ActorEntry) -> list[Alias]:
    """Every alias with its dates and words, those without dates first."""
    found = [a if isinstance(a, Alias) else Alias(name=a) for a in entry.aliases]
    return sorted(found, key=lambda a: (a.start is not None or a.to is not None, str(a.start or ""), str(a.to or "")))


def place_label(id_: str | None, arabic: str | None, english: str | None, book: Codebook, w: Wording) -> tuple[str, str]:
    """A place and the language of its label."""
    if id_ and id_.startswith("country:"):
        return w.country(id_.removeprefix("country:")), w.language
    entry = book.places.get(id_ or "")
    if w.language == "ar" or not (english or entry):
        return arabic or (entry.names[0] if entry and entry.names else "") or english or "", "ar"
    return english or (entry.name_en if entry else ""), "en"


def type_name(id_: str, book: Codebook, w: Wording) -> str:
    """An event type."""
    labels = book.events[id_].labels
    return labels.get(w.language) or labels["en"]


def above(id_: str, book: Codebook, w: Wording) -> list[tuple[str, str]]:
    """The actors that the codebook has above one, the highest first: id and name."""
    return [(i, actor_name(i, book, w)) for i in reversed(book.lineage(id_)[1:]) if i in book.actors]


def _of(names: dict[str, str], id_: str, w: Wording) -> str:
    return names.get(w.language) or names.get("en") or id_
