"""The search keys of an article that readers must not find it by: those that stand nowhere but in masked names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from isnad.masking.mask import Hidden, hidden_in
from isnad.model import Relation, Report, Speaker
from isnad.text.keys import held, keys


def unseen_keys(
    title: str, text: str, reports: Sequence[Report], speakers: Iterable[Speaker] = (), relations: Iterable[Relation] = ()
) -> dict[str, bool]:
    """Each key that the masked article lacks, and whether it lacks it also where the project keeps names.

    `reports`, `speakers` and `relations` are all that was read in the articles of this id, as people left it.
    """
    hidden = hidden_in(reports, speakers, relations)
    always = _lost(title, text, hidden_in(reports, names=True))
    return {key: key in always for key in sorted(_lost(title, text, hidden) | always)}


def _lost(title: str, text: str, hidden: Hidden) -> set[str]:
    if not hidden.spans and not hidden.words:
        return set()
    raw = f"{title}\n{text}"
    touched = keys(" ".join(_words_at(raw, *cut) for cut in hidden.cuts(raw)))
    return set(touched) - held(f"{hidden.stretch(title, 0)}\n{hidden.stretch(text, len(title) + 1)}", touched)


def _words_at(raw: str, start: int, end: int) -> str:
    """A stretch with the whole of the words that it begins and ends in: a name is cut out behind its clitics."""
    while start > 0 and not raw[start - 1].isspace():
        start -= 1
    while end < len(raw) and not raw[end].isspace():
        end += 1
    return raw[start:end]
