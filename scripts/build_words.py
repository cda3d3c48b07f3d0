"""Count the word lists `ordinary` and `definite` of isnad/codebook/words.yaml.

    python scripts/build_words.py ARTICLES.jsonl.gz > words.txt

Reads gzipped JSON lines with `title` and `text`; writes two lines, the words of each list. A form is ordinary if enough of its
occurrences are inflected as names never are: with the article, a suffix pronoun, or a verb's persons.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter

from isnad.text.fold import folded

_PRONOUNS = ("ها", "هم", "هما", "نا")
_LEAST = 4  # occurrences of an inflected form
_RARE = 6  # a word seen less often is left out


def main(path: str) -> None:
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            counts.update(re.findall(r"[^\W\d_]+", folded(f"{article.get('title') or ''}\n{article.get('text') or ''}")))
    ordinary = {w for w, n in counts.items() if len(w) > 2 and n >= _RARE and not w.startswith("ال") and _inflected(counts, w, n)}
    known = ordinary | {w[2:] for w in counts if w.startswith("ال") and len(w) > 4}
    definite = {w for w in known if _adjective(counts, w)}
    words = ordinary | definite
    print(*sorted(w for w in words if not (len(w) > 4 and w[0] in "وفبلك" and w[1:] in words)))
    print(*sorted(definite))


def _articles(counts: Counter[str], word: str) -> int:
    return sum(counts[p + word] for p in ("ال", "وال", "بال", "لل"))


def _inflected(counts: Counter[str], word: str, n: int) -> bool:
    stem = word[:-1] + "ت" if word.endswith("ه") else word
    pronouns = sum(counts[stem + p] for p in _PRONOUNS)
    persons = word[0] in "يتن" and len(word) > 3 and any(counts[x + word[1:]] >= _LEAST for x in "يتن" if x != word[0])
    feminine = counts[word + "ت"] >= max(_LEAST, 0.03 * n)
    masculine = len(word) > 3 and word[-1] == "ت" and counts[word[:-1]] >= max(_LEAST, 0.03 * n)
    accusative = len(word) > 4 and word[-1] == "ا" and _articles(counts, word[:-1]) >= 10
    return (
        _articles(counts, word) >= max(_LEAST, 0.03 * n)
        or pronouns >= max(_LEAST, 0.02 * n)
        or persons
        or feminine
        or masculine
        or accusative
    )


def _adjective(counts: Counter[str], word: str) -> bool:
    n = counts["ال" + word]
    if n < _RARE:
        return False
    feminine = counts["ال" + word + "ه"] >= max(_LEAST, 0.1 * n) and counts[word + "ه"] >= 3
    return counts[word] >= max(5, 0.06 * n) or feminine or word.endswith(("ات", "ون", "ين", "ه"))


if __name__ == "__main__":
    main(sys.argv[1])
