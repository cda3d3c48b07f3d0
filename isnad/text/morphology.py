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


# Endings of the past as (letters, suffix, number, gender); ~ is the glide of a defective verb, و or ي.
_SOUND: tuple[tuple[str, Suffix, str, str], ...] = (
    ("", "may", "one", "m"),
    ("ت", "may", "one", "f"),
    ("وا", "no", "many", "m"),
    ("و", "must", "many", "m"),
    ("ا", "may", "two", "m"),
    ("تا", "may", "two", "f"),
    ("نا", "may", "many", "m"),
)
_DEFECTIVE: tuple[tuple[str, Suffix, str, str], ...] = (
    ("ا", "must", "one", "m"),
    ("ت", "may", "one", "f"),
    ("يت", "may", "one", "f"),
    ("وا", "no", "many", "m"),
    ("و", "must", "many", "m"),
    ("~ا", "may", "two", "m"),
    ("تا", "may", "two", "f"),
    ("~نا", "may", "many", "m"),
)
# The hamza that ends a stem sits on a waw before the plural: بدؤوا beside بدأوا, يبدؤون beside يبدأون.
_HAMZATED: tuple[tuple[str, Suffix, str, str], ...] = (("ووا", "no", "many", "m"), ("وو", "must", "many", "m"))


def _past(lemma: str, tense: str) -> list[Form]:
    stem = folded(lemma)
    if lemma[-1] in "ىيا" and len(stem) > 2:  # defective: ألقى، دعا، لقي
        base, glide = stem[:-1], "ي" if stem[-1] == "ي" else "و"
        weak = [Form(base + e.replace("~", glide), s, tense, n, g) for e, s, n, g in _DEFECTIVE]
        return [Form(stem, "no", tense, "one", "m"), *weak]
    forms = [Form(stem + e, s, tense, n, g) for e, s, n, g in _SOUND]
    if _firm(stem):
        forms.append(Form(stem + "ن", "no", tense, "many", "f"))
    if lemma[-1] == "أ":
        forms += [Form(stem[:-1] + e, s, tense, n, g) for e, s, n, g in _HAMZATED]
    return forms


def _present(third: str, tense: str) -> list[Form]:
    body = folded(third)[1:]
    weak = third[-1] in "ىيوا" and len(body) > 1
    hamzated = third[-1] == "أ"
    short = body[:-1] if weak else body
    out: list[Form] = []
    for first, number, gender in (("ي", "one", "m"), ("ت", "one", "f"), ("ن", "many", "m")):
        out.append(Form(first + body, "may", tense, number, gender))
        if weak:
            out.append(Form(first + short, "may", tense, number, gender))
            out.append(Form(first + short + "ا", "must", tense, number, gender))
    for first, gender in (("ي", "m"), ("ت", "f")):
        for stem in (short, body[:-1] + "و") if hamzated else (short,):
            out += [
                Form(first + stem + "ون", "no", tense, "many", gender),
                Form(first + stem + "وا", "no", tense, "many", gender),
                Form(first + stem + "و", "must", tense, "many", gender),
            ]
        out += [Form(first + body + "ان", "no", tense, "two", gender), Form(first + body + "ا", "no", tense, "two", gender)]
    if not weak and _firm(body):
        out.append(Form("ي" + body + "ن", "no", tense, "many", "f"))
    return out


def _firm(stem: str) -> bool:
    """Whether a stem keeps its letters before the ن of several women: خطف, خطفن; a hollow or a short one does not: أصاب, أصبن."""
    return len(stem) > 2 and stem[-1] not in "ايوءن" and stem[-2] not in "ايو"


def present_of(past: str) -> str:
    """The present that most verbs have: ي and the past without its first alif."""
    return "ي" + (past[1:] if past[0] in "اأإ" else past)


def verb_forms(past: str, present: str | None = None, passive: tuple[str, ...] = ()) -> list[Form]:
    """All written forms of a verb from its third person singular past; `present` where it is not regular."""
    forms = _past(past, "past") + _present(present or present_of(past), "present")
    for form in passive:
        forms += _present(form, "passive") if form[0] == "ي" and len(folded(form)) > 3 else _past(form, "passive")
    return list(dict.fromkeys(forms))


# Endings of the sound plural; a broken plural in ين (بساتين) takes suffixes on it, hence `may`.
_SOUND_PLURAL: tuple[tuple[str, Suffix], ...] = (("ون", "no"), ("ين", "may"), ("و", "may"), ("ي", "may"))


def noun_forms(lemma: str, number: str = "one") -> list[Form]:
    """Written forms of a noun in one number: cases, the form before a suffix pronoun, and (from a singular) the dual."""
    word = folded(lemma)
    if " " in word:
        first, rest = word.split(" ", 1)
        return [Form(f"{f.letters} {rest}", "no", "", f.number, f.gender) for f in noun_forms(first, number) if f.suffix != "must"]
    feminine = word[-1] == "ه"
    gender = "f" if feminine else "m"
    if feminine:
        out = [Form(word, "no", "", number, gender), Form(word[:-1] + "ت", "must", "", number, gender)]
    elif number == "many" and word.endswith(("ون", "ين")) and len(word) > 4:
        out = [Form(word[:-2] + ending, suffix, "", number, gender) for ending, suffix in _SOUND_PLURAL]
    else:
        out = [Form(word, "may", "", number, gender)]
        if word[-1] != "ا":
            out.append(Form(word + "ا", "no", "", number, gender))
    if number == "one" and len(word) > 2 and not word.endswith(("ات", "ون", "ين")):
        stem = word[:-1] + "ت" if feminine else word
        out += [Form(stem + ending, "no", "", "two", gender) for ending in ("ان", "ين")]
        out += [Form(stem + "ا", "no", "", "two", gender)] if feminine else []
    return list(dict.fromkeys(out))


def possessed_duals(lemma: str) -> list[Form]:
    """The dual of a noun that drops its ن, before a suffix pronoun or a genitive: مرافقاه، طفليها، رجلا أمن."""
    word = folded(lemma)
    if " " in word:
        first, rest = word.split(" ", 1)
        return [Form(f"{f.letters} {rest}", "no", "", f.number, f.gender) for f in possessed_duals(first)]
    if len(word) < 3 or word.endswith(("ات", "ون", "ين")):
        return []
    feminine = word[-1] == "ه"
    stem = word[:-1] + "ت" if feminine else word
    return [Form(stem + ending, "must", "", "two", "f" if feminine else "m") for ending in ("ا", "ي")]


def nisba_forms(masculine: str) -> list[Form]:
    """Forms of a relative adjective or member noun: تونسي، تونسية، تونسيون، تونسيين، تونسيات."""
    word = folded(masculine)
    rows = [("", "one", "m"), ("ه", "one", "f"), ("ا", "one", "m"), ("ون", "many", "m"), ("ين", "many", "m"), ("و", "many", "m"),
            ("ات", "many", "f"), ("ان", "two", "m"), ("تان", "two", "f"), ("تين", "two", "f")]  # fmt: skip
    return [Form(word + ending, "no", "", number, gender) for ending, number, gender in rows]
