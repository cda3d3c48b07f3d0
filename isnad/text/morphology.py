"""The written forms of a lemma, generated once when the codebook is compiled.

Unvocalised Arabic needs few rules: the rest of the paradigm falls together once short vowels are left out. Forms are
folded. Each form says whether it needs, allows or forbids a suffix pronoun. Source of the paradigms: W. Wright, A
Grammar of the Arabic Language, vol. 1, tables of the sound, doubled, hollow and defective verb.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from isnad.text.fold import folded

Suffix = Literal["may", "must", "no"]


class Form(NamedTuple):
    """A written form: its letters, whether a suffix pronoun may follow, its tense (verbs) and its number."""

    letters: str
    suffix: Suffix
    tense: str  # past | present | passive | "" for nouns
    number: str  # one | two | many
    gender: str  # m | f


def _past(lemma: str, tense: str) -> list[Form]:
    stem, last = folded(lemma), folded(lemma)[-1]
    if lemma[-1] in "ىيا" and len(stem) > 2:  # defective: ألقى، دعا، لقي (but not بدأ)
        base = stem[:-1]
        glide = "ي" if last == "ي" else "و"
        forms = [
            (stem, "no", "one", "m"),
            (base + "ا", "must", "one", "m"),
            (base + "ت", "may", "one", "f"),
            (base + "يت", "may", "one", "f"),
            (base + "وا", "no", "many", "m"),
            (base + "و", "must", "many", "m"),
            (base + glide + "ا", "may", "two", "m"),
            (base + "تا", "may", "two", "f"),
            (base + glide + "نا", "may", "many", "m"),
        ]
    else:
        forms = [
            (stem, "may", "one", "m"),
            (stem + "ت", "may", "one", "f"),
            (stem + "وا", "no", "many", "m"),
            (stem + "و", "must", "many", "m"),
            (stem + "ا", "may", "two", "m"),
            (stem + "تا", "may", "two", "f"),
            (stem + "نا", "may", "many", "m"),
        ]
    return [Form(letters, suffix, tense, number, gender) for letters, suffix, number, gender in forms]  # type: ignore[arg-type]


def _present(third: str, tense: str) -> list[Form]:
    body = third[1:]
    weak = body[-1] in "يوا" and len(body) > 1
    short = body[:-1] if weak else body
    out = []
    for first, number, gender in (("ي", "one", "m"), ("ت", "one", "f"), ("ن", "many", "m")):
        out.append((first + body, "may", number, gender))
        if weak:
            out.append((first + short, "may", number, gender))
            out.append((first + short + "ا", "must", number, gender))
    for first, gender in (("ي", "m"), ("ت", "f")):
        out += [
            (first + short + "ون", "no", "many", gender),
            (first + short + "وا", "no", "many", gender),
            (first + short + "و", "must", "many", gender),
            (first + body + "ان", "no", "two", gender),
            (first + body + "ا", "no", "two", gender),
        ]
    return [Form(letters, suffix, tense, number, gender) for letters, suffix, number, gender in out]  # type: ignore[arg-type]


def present_of(past: str) -> str:
    """The present that most verbs have: ي and the past without its first alif."""
    return "ي" + (past[1:] if past[0] == "ا" else past)


def verb_forms(past: str, present: str | None = None, passive: tuple[str, ...] = ()) -> list[Form]:
    """All written forms of a verb from its third person singular past; `present` where it is not regular."""
    present = folded(present) if present else present_of(folded(past))
    forms = _past(past, "past") + _present(present, "present")
    for form in passive:
        letters = folded(form)
        forms += _present(letters, "passive") if letters[0] == "ي" and len(letters) > 3 else _past(form, "passive")
    return list(dict.fromkeys(forms))


def noun_forms(lemma: str, number: str = "one") -> list[Form]:
    """Written forms of a noun in one number: cases, the form before a suffix pronoun, and (from a singular) the dual."""
    word = folded(lemma)
    if " " in word:
        first, rest = word.split(" ", 1)
        return [Form(f"{f.letters} {rest}", "no", "", f.number, f.gender) for f in noun_forms(first, number) if f.suffix != "must"]
    feminine = word[-1] == "ه"
    gender = "f" if feminine else "m"
    out = [Form(word, "no" if feminine else "may", "", number, gender)]
    if feminine:
        out.append(Form(word[:-1] + "ت", "must", "", number, gender))
    elif number == "many" and word.endswith(("ون", "ين")) and len(word) > 4:
        for ending in ("ون", "ين"):
            out.append(Form(word[:-2] + ending, "no", "", number, gender))
        out += [Form(word[:-1], "may", "", number, gender)]
        out += [Form(word[:-2] + "و", "no", "", number, gender), Form(word[:-2] + "ي", "may", "", number, gender)]
    elif word[-1] not in "اء" or word.endswith(("ئ", "ء")):
        out.append(Form(word + "ا", "no", "", number, gender))
    if number == "one" and len(word) > 2 and not word.endswith(("ات", "ون", "ين")):
        stem = word[:-1] + "ت" if feminine else word
        out += [Form(stem + ending, "no", "", "two", gender) for ending in ("ان", "ين")]
        out += [Form(stem + "ا", "no", "", "two", gender)] if feminine else []
    return list(dict.fromkeys(out))


def nisba_forms(masculine: str) -> list[Form]:
    """Forms of a relative adjective or member noun: تونسي، تونسية، تونسيون، تونسيين، تونسيات."""
    word = folded(masculine)
    rows = [("", "one", "m"), ("ه", "one", "f"), ("ا", "one", "m"), ("ون", "many", "m"), ("ين", "many", "m"), ("و", "many", "m"),
            ("ات", "many", "f"), ("ان", "two", "m"), ("تان", "two", "f"), ("تين", "two", "f")]  # fmt: skip
    return [Form(word + ending, "no", "", number, gender) for ending, number, gender in rows]
