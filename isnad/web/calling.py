"""How actors, places and types are called in the visitor's language."""

from __future__ import annotations

from isnad.codebook import Codebook
from isnad.model import EventActor
from isnad.web.wording import Wording

SHADES = ("battle", "explosion", "violence", "demonstration", "strategic")  # the families, in the order of every chart


def actor_name(id_: str, book: Codebook, w: Wording) -> str:
    """An actor of the codebook, or a country as one, by its id."""
    entry = book.actors.get(id_)
    if entry:
        return entry.names.get(w.language) or entry.names["en"]
    return w.country(id_.removeprefix("country:")) if id_.startswith("country:") else id_


def actor_label(actor: EventActor, book: Codebook, w: Wording) -> tuple[str, str]:
    """A party and the language of its label: as the codebook calls it, else in the words of the text."""
    id_ = actor.id or ""
    if (id_ in book.actors or id_.startswith("country:")) and not id_.startswith("generic:"):
        return actor_name(id_, book, w), w.language
    if w.language == "ar" or not (actor.en or id_ in book.actors):
        return actor.text, "ar"
    return (actor_name(id_, book, w), w.language) if id_ in book.actors else (actor.en or actor.text, "en")


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
