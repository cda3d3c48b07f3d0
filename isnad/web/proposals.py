"""Entries proposed for the project's own codebook: checked with the whole codebook laid under them, then written as YAML or CSV."""

from __future__ import annotations

import csv
import io
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import msgspec
import yaml

from isnad.codebook import Codebook, load_all
from isnad.codebook.checks import faults
from isnad.codebook.entries import Alias
from isnad.codebook.files import load_yaml
from isnad.errors import CodebookError
from isnad.export.whole import whole_file
from isnad.project import Project

Fields = dict[str, str]
MARK = "# Written by the workbench, which may rewrite it."
_LIST = re.compile(r"\s*[,،\n]\s*")
_HEAD = "id,name_en,names_ar,country,admin1,class,lat,lon,population"
_writing = threading.Lock()


class Proposal(NamedTuple):
    """What is to be written: the file in the codebook folder, the entry, and the file's text with it."""

    file: str
    entry: str
    text: str


class Kind(NamedTuple):
    """A kind of proposal: the fields of its form (needed ones with a star), and what makes the proposal of them."""

    fields: tuple[str, ...]
    make: Callable[[Path, Codebook, Fields], Proposal]


def folder_of(project: Project) -> Path:
    """The project's own codebook folder, which need not exist yet."""
    return project.folder / str(project.settings["codebook"] or "codebook")


Outcome = tuple[Proposal | None, list[CodebookError], Codebook | None]


def proposed(project: Project, book: Codebook, what: str, fields: Fields, *, write: bool) -> Outcome:
    """The proposal, every fault of the codebook with it in its place, and that codebook if there is none.

    It is written only if there is no fault and `write` asks for it.
    """
    folder, fields = folder_of(project), {name: _clean(value) for name, value in fields.items()}
    with _writing:
        try:
            missing = [f.rstrip("*") for f in KINDS[what].fields if f.endswith("*") and not fields.get(f.rstrip("*"))]
            if missing:
                raise CodebookError("it is needed", where=", ".join(missing), remedy="fill it in")
            proposal = KINDS[what].make(folder, book, fields)
        except CodebookError as error:
            return None, [error], None
        found, with_it = _tried(folder, proposal)
        if not found and write:
            with whole_file(folder / proposal.file) as part:
                part.write_text(proposal.text, encoding="utf-8")
        return proposal, found, None if found else with_it


def _tried(folder: Path, proposal: Proposal) -> tuple[list[CodebookError], Codebook]:
    """What `isnad codebook check` would say of the folder with the proposal in it, and the codebook that it makes."""
    with TemporaryDirectory() as name:
        trial = Path(name) / "codebook"
        if folder.is_dir():
            shutil.copytree(folder, trial)
        target = trial / proposal.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(proposal.text, encoding="utf-8")
        book, found = load_all.__wrapped__(trial)  # the cache would keep a folder that is gone
        found = [*found, *faults(book)]
        return found or _uncompiled(book, proposal), book


def _uncompiled(book: Codebook, proposal: Proposal) -> list[CodebookError]:
    """The fault that only shows when the words are compiled for reading; without this the next isnad read would stop at it."""
    from isnad.reading.tools import tools_of

    try:
        tools_of.__wrapped__(book)  # not kept: the book is but a trial
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"it cannot be compiled: {type(error).__name__}: {error}"
        return [CodebookError(what, where=proposal.file, remedy="see docs/reference/codebook.md")]
    return []


def _alias(folder: Path, book: Codebook, fields: Fields) -> Proposal:
    """Another name of an actor or outlet: a copy of its entry with the name added."""
    id_, name = fields["id"], fields["name"]
    if id_ in book.outlets and id_ not in book.actors:
        outlet = msgspec.to_builtins(book.outlets[id_])
        outlet["aliases"].append(name)
        return _listed(folder, "outlets.yaml", _plain(outlet, keep=("country", "short")))
    if id_ not in book.actors:
        raise CodebookError("there is no such actor or outlet", where=id_, remedy="look its id up in the codebook")
    alias = Alias(name=name, start=fields.get("from") or None, to=fields.get("to") or None, only=_many(fields, "only"))
    dated = _plain(msgspec.to_builtins(alias))
    actor = msgspec.to_builtins(book.actors[id_])
    actor["aliases"] = [a if isinstance(a, str) else _plain(a) for a in actor["aliases"]] + [dated if len(dated) > 1 else name]
    return _listed(folder, "actors/workbench.yaml", _plain(actor))


def _actor(folder: Path, book: Codebook, fields: Fields) -> Proposal:
    if fields["id"] in book.actors:
        raise CodebookError("there is an actor of this id", where=fields["id"], remedy="choose another id, or propose an alias")
    entry = {
        "id": fields["id"], "names": {"en": fields["en"], "ar": fields["ar"], "fr": fields["fr"]}, "aliases": _many(fields, "aliases"),
        "kind": fields["kind"], "country": [c.upper() for c in _many(fields, "country")], "parent": fields.get("parent"),
        "nisba": _many(fields, "nisba"), "wikidata": fields.get("wikidata"), "from": fields.get("from"), "to": fields.get("to"), "note": fields.get("note"),
    }  # fmt: skip
    return _listed(folder, "actors/workbench.yaml", _plain(entry))


def _outlet(folder: Path, book: Codebook, fields: Fields) -> Proposal:
    if fields["id"] in book.outlets:
        raise CodebookError("there is an outlet of this id", where=fields["id"], remedy="choose another id, or propose an alias")
    entry = {
        "id": fields["id"], "names": {"en": fields["en"], "ar": fields["ar"]}, "aliases": _many(fields, "aliases"),
        "country": fields.get("country", "").upper() or None, "kind": fields["kind"], "domains": _many(fields, "domains"), "short": False,
    }  # fmt: skip
    return _listed(folder, "outlets.yaml", _plain(entry, keep=("country", "short")))


def _trigger(folder: Path, book: Codebook, fields: Fields) -> Proposal:
    """A word that tells an incident, in a file of the event type that holds what is the project's own."""
    type_ = fields["type"]
    if type_ not in book.events:
        raise CodebookError("there is no such event type", where=type_, remedy=f"one of {', '.join(book.events)}")
    if any(t.id == fields["id"] for t in book.events[type_].triggers):
        raise CodebookError("there is a trigger of this id", where=f"{type_}/{fields['id']}", remedy="choose another id")
    frame = {slot: fields[slot] for slot in ("subject", "object", "of") if fields.get(slot)}
    trigger = {
        "id": fields["id"], "verb": fields.get("verb"), "present": fields.get("present"), "noun": _many(fields, "noun"),
        "participle": _many(fields, "participle"), "phrase": _many(fields, "phrase"), "needs": _many(fields, "needs"), "unless": _many(fields, "unless"),
        "only": _many(fields, "only"), "frame": frame, "count": fields.get("count"), "weight": _number(fields, "weight", 1.0),
    }  # fmt: skip
    file = f"events/{type_}.yaml"
    for path in sorted(folder.glob("events/*.yaml")):
        data = load_yaml(path)
        if isinstance(data, dict) and data.get("id") == type_ and (path != folder / file or not _ours(path)):
            raise _by_hand(path.relative_to(folder).as_posix(), type_)
    entry = _plain(trigger)
    known = load_yaml(folder / file)["triggers"] if (folder / file).is_file() else []
    return Proposal(file, _yaml(entry), f"{MARK}\n\n{_yaml({'id': type_, 'triggers': [*known, entry]})}")


def _place(folder: Path, book: Codebook, fields: Fields) -> Proposal:
    """A line of the gazetteer."""
    id_ = fields["id"] if ":" in fields["id"] else f"isnad:{fields['id']}"
    file = "places/workbench.csv"
    out = io.StringIO()
    names = "|".join(_many(fields, "ar"))
    row = [id_, fields["en"], names, fields.get("country", "").upper(), fields.get("admin1", ""), fields.get("class", ""), fields.get("lat", ""), fields.get("lon", ""), ""]  # fmt: skip
    csv.writer(out, lineterminator="\n").writerow(row)
    path = folder / file
    text = path.read_text(encoding="utf-8") if path.is_file() else f"{_HEAD}\n"
    return Proposal(file, out.getvalue(), f"{text.rstrip()}\n{out.getvalue()}")


KINDS: dict[str, Kind] = {
    "alias": Kind(("id*", "name*", "from", "to", "only"), _alias),
    "actor": Kind(("id*", "en*", "ar*", "fr*", "kind*", "country", "parent", "aliases", "nisba", "from", "to", "wikidata", "note"), _actor),
    "outlet": Kind(("id*", "en*", "ar*", "kind*", "country", "aliases", "domains"), _outlet),
    "trigger": Kind(("type*", "id*", "verb", "present", "noun", "participle", "phrase", "needs", "unless", "only", "subject", "object", "of", "count", "weight"), _trigger),
    "place": Kind(("id*", "en*", "ar*", "country", "admin1", "class", "lat", "lon"), _place),
}  # fmt: skip


def _listed(folder: Path, file: str, entry: dict[str, Any]) -> Proposal:
    """A list file with the entry at its end, or in place of the one with its id that the workbench wrote; other lines stay as they are."""
    path, id_ = folder / file, entry["id"]
    for other in sorted(folder.glob(f"{file.split('/', 1)[0]}/*.yaml" if "/" in file else file)):
        data = load_yaml(other)
        if isinstance(data, list) and any(isinstance(e, dict) and e.get("id") == id_ for e in data):
            if other != path or not _ours(other):
                raise _by_hand(other.relative_to(folder).as_posix(), id_)
            kept = [entry if e["id"] == id_ else e for e in data]
            return Proposal(file, _yaml([entry]), f"{MARK}\n\n{_yaml(kept)}")
    text = path.read_text(encoding="utf-8").rstrip() if path.is_file() else f"{MARK}\n"
    return Proposal(file, _yaml([entry]), f"{text}\n{_yaml([entry])}")


def _by_hand(file: str, id_: str) -> CodebookError:
    return CodebookError(
        "it stands in a file that people wrote, which the workbench leaves alone", where=f"{file}: {id_}", remedy="change it there"
    )


def _ours(path: Path) -> bool:
    return path.read_text(encoding="utf-8").startswith(MARK)


def _yaml(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=140))


def _plain(entry: dict[str, Any], *, keep: tuple[str, ...] = ()) -> dict[str, Any]:
    """The entry without what is empty: the codebook's defaults."""
    return {k: v for k, v in entry.items() if k in keep or v not in (None, "", [], {}, (), False)}


def _clean(value: str) -> str:
    """A field without blanks around it and without what no file can hold."""
    return "".join(c for c in value if (c >= " " or c == "\n") and c != "\x7f" and not "\ud800" <= c <= "\udfff").strip()


def _many(fields: Fields, name: str) -> list[str]:
    return [part for part in _LIST.split(fields.get(name, "")) if part]


def _number(fields: Fields, name: str, default: float) -> float:
    try:
        return float(fields.get(name) or default)
    except ValueError:
        raise CodebookError(f"{fields[name]!r} is no number", where=name, remedy="write it as 0.8") from None
