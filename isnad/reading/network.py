"""Answers of a small network to named features and to the sense of stretches of words.

Wide and deep (Cheng and others, "Wide & Deep Learning for Recommender Systems", 2016): each feature has a weight for each answer, and
besides a vector; the vectors of the features and of the words go through two layers. The word vectors are a truncated singular value
decomposition of positive pointwise mutual information (Levy and Goldberg, "Neural Word Embedding as Implicit Matrix Factorization", 2014).
Both are made by scripts (`scripts/build_vectors.py`, `scripts/network.py`) and shipped with the codebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log1p
from typing import Any, Protocol

import numpy as np

from isnad.codebook import Codebook
from isnad.reading.parse import Parse
from isnad.reading.word.memo import Memo
from isnad.reading.word.stems import light_stem, stem

_COMMON = 40  # words that say nothing of what is told
_UNKNOWN = 1.1
_MIDDLE = 8  # which of sixteen steps is zero

Array = np.ndarray[Any, Any]
Window = tuple[int, int]
# An item: features with values, and sets of features that count one, by their rows. All items have as many sets; those that they share
# are summed once.
Features = tuple[Mapping[str, float], tuple[frozenset[int], ...]]


class Candidate(Protocol):
    """What a network weighs: features with values, named features of the words around, and the stretches whose sense counts."""

    @property
    def features(self) -> dict[str, float]: ...
    @property
    def words(self) -> frozenset[str]: ...
    @property
    def windows(self) -> tuple[Window, ...]: ...


Lexeme = tuple[str, str, int]  # of a word its stem, that without an ending, and its row among the vectors


class Vectors:
    """The sense of words: a vector for each of the more frequent ones."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.rows = {w: i for i, w in enumerate(names(data["words"]))}
        self.unknown = len(self.rows)
        self.rarities = [*(log1p(row / _COMMON) / log1p(self.unknown / _COMMON) for row in range(self.unknown)), _UNKNOWN]
        table = full(data, "vectors")
        table = np.vstack([table, np.zeros((1, table.shape[1]), np.float32)])  # the last row: a word that says nothing
        self.table = np.ascontiguousarray(table)  # row by row: `take` would copy one that lies column by column
        self.lexemes = Memo(self._lexeme)

    def _lexeme(self, word: str) -> Lexeme:
        return stem(word), light_stem(word), self.rows.get(word, self.unknown)

    def lexemes_of(self, parse: Parse) -> tuple[list[str], list[str], list[int]]:
        """The words of an article without what is glued before them, without their endings too, and their rows; found once."""
        if (key := ("lexemes", id(self))) not in parse.memo:
            found: list[Lexeme] = list(map(self.lexemes.__getitem__, parse.words))
            parse.memo[key] = [x[0] for x in found], [x[1] for x in found], [x[2] for x in found]
        known: tuple[list[str], list[str], list[int]] = parse.memo[key]
        return known

    def rarities_of(self, parse: Parse, first: int, last: int) -> list[float]:
        """How rare the words [first, last) are in the news: 0 for the commonest, 1 for the rarest known, a little more for one not known."""
        return [self.rarities[row] for row in self.lexemes_of(parse)[2][first:last]]

    def means(self, parse: Parse, windows: Sequence[Sequence[Window]]) -> Array:
        """The mean vectors of stretches of tokens: one row for each sequence of windows, side by side."""
        spans = np.fromiter(chain.from_iterable(chain.from_iterable(windows)), np.intp).reshape(len(windows), -1, 2)
        if (key := ("vectors", id(self))) not in parse.memo:
            parse.memo[key] = self._sums(self.lexemes_of(parse)[2])
        sums, counts = parse.memo[key]
        first, last = spans[..., 0], spans[..., 1]
        out: Array = (sums.take(last, 0) - sums.take(first, 0)) / np.maximum(1, counts.take(last) - counts.take(first))[..., None]
        return out.reshape(len(windows), -1)

    def _sums(self, rows: list[int]) -> tuple[Array, Array]:
        """Running sums of the vectors of words, and of how many are known."""
        known = np.array(rows, np.intp)
        sums = np.zeros((len(rows) + 1, self.table.shape[1]), np.float32)
        self.table.take(known, 0).cumsum(0, out=sums[1:])
        return sums, np.concatenate([[0], np.cumsum(known != self.unknown)]).astype(np.float32)


class Names:
    """The rows of a network's features: by their names, and for those that are told of words by what stands before the first `=`."""

    def __init__(self, rows: dict[str, Any]) -> None:
        self.rows = rows
        self.heads: dict[str, dict[str, Any]] = {}
        for name, row in rows.items():
            head, told, word = name.partition("=")
            if told:
                self.heads.setdefault(head, {})[word] = row

    def by(self, head: str) -> dict[str, Any]:
        """The rows of all features `head=word`, by word."""
        return self.heads.get(head, {})


class Network:
    """One trained network."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.rows = {w: i for i, w in enumerate(names(data["names"]))}
        bag = np.hstack([full(data, "bag"), full(data, "wide")])  # vectors and direct weights of a feature, side by side
        self.none = len(bag)
        self.bag = np.vstack([bag, np.zeros((1, bag.shape[1]), np.float32)])  # the last row: no feature at all
        self.width = len(data["bag_scale"])
        self.mean, self.spread = data["mean"], data["spread"]
        self.weights = {k: data[k].astype(np.float32) for k in ("e_w", "e_b", "ew_w", "ew_b", "h_w", "h_b", "o_w", "o_b")}

    def rows_of(self, words: Iterable[str]) -> frozenset[int]:
        """The rows of features by their names, where the network knows them."""
        return frozenset([row for row in map(self.rows.get, words) if row is not None])

    def answers(self, items: Sequence[Features], senses: Array) -> Array:
        """The sums of each answer, a row for each item; `senses` are its means of word vectors."""
        summed = self._parts([parts for _, parts in items])
        at: list[int] = []  # items with values, and the rows and values of theirs
        rows: list[int] = []
        values: list[float] = []
        for k, (valued, _) in enumerate(items):
            for name, value in valued.items():
                if (row := self.rows.get(name)) is not None:
                    at.append(k)
                    rows.append(row)
                    values.append(value)
        if at:
            starts = [n for n, k in enumerate(at) if not n or at[n - 1] != k]
            weighed = self.bag.take(rows, 0) * np.array(values, np.float32)[:, None]
            summed[[at[n] for n in starts]] += np.add.reduceat(weighed, starts, 0)
        w = self.weights
        sense = ((senses - self.mean) / self.spread).astype(np.float32)
        first = np.maximum(0, summed[:, : self.width] + sense @ w["e_w"] + w["e_b"])
        second = np.maximum(0, first @ w["h_w"] + w["h_b"])
        out: Array = summed[:, self.width :] + second @ w["o_w"] + w["o_b"] + sense @ w["ew_w"] + w["ew_b"]
        return out

    def _parts(self, items: Sequence[tuple[frozenset[int], ...]]) -> Array:
        """The sums of the sets of each item, all of which have as many; a set that items share is summed once."""
        numbers: dict[int, int] = {}
        rows: list[int] = []
        starts: list[int] = []
        for part in chain.from_iterable(items):
            if id(part) not in numbers:
                numbers[id(part)] = len(starts)
                starts.append(len(rows))
                rows.append(self.none)
                rows += sorted(part)  # the order of a set is not to be leant on, and with it the rounding of sums
        sums = np.add.reduceat(self.bag.take(rows, 0), starts, 0)
        index = np.fromiter([numbers[id(part)] for part in chain.from_iterable(items)], np.intp).reshape(len(items), -1)
        out: Array = sums.take(index, 0).sum(1)
        return out


def names(packed: Array) -> list[str]:
    """A list of words kept as bytes, parted by zeros (a line end may be a word)."""
    return packed.tobytes().decode("utf-8").split("\0")


def full(data: Mapping[str, Any], name: str) -> Array:
    """A matrix that is kept in steps of -8 to 7, two to a byte, with the step of each column."""
    bytes_, steps = data[name], data[f"{name}_scale"]
    out = np.empty((len(bytes_), 2 * bytes_.shape[1]), np.float32)
    out[:, 0::2], out[:, 1::2] = bytes_ >> 4, bytes_ & 15
    table: Array = (out[:, : len(steps)] - _MIDDLE) * steps
    return table


@lru_cache(maxsize=4)
def vectors_of(book: Codebook) -> Vectors:
    """The word vectors of a codebook."""
    return Vectors(book.networks["vectors"])


@lru_cache(maxsize=8)
def network_of(book: Codebook, name: str) -> Network:
    """A network of a codebook by its name."""
    return Network(book.networks[name])


def senses_of(parse: Parse, candidates: Sequence[Candidate]) -> Array:
    """The sense of the stretches around each candidate, a row for each."""
    return vectors_of(parse.book).means(parse, [c.windows for c in candidates])


def weighed(parse: Parse, name: str, candidates: Sequence[Candidate]) -> Array:
    """What the network of a name answers to candidates of one text, of which there is at least one: a row of sums for each."""
    network = network_of(parse.book, name)
    return network.answers([(c.features, (network.rows_of(c.words),)) for c in candidates], senses_of(parse, candidates))
