"""The filter: clauses and options become checked conditions, and nonsense is named with its remedy."""

from __future__ import annotations

from typing import Any

import pytest

from isnad.errors import IsnadError
from isnad.filter import KEYS, SHOWN, Condition, Filter, condition, filter_of, made


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("country=TN", Condition("country", ("TN",))),
        ("country=tn, ly", Condition("country", ("TN", "LY"))),
        ("  type != arrests ", Condition("type", ("arrests",), negated=True)),
        ("type!=arrests,attack", Condition("type", ("arrests", "attack"), negated=True)),
        ("family=battle", Condition("family", ("battle",))),
        ("status=planned,foiled", Condition("status", ("planned", "foiled"))),
        ("from=2018", Condition("from", ("2018",))),
        ("from=2018-07", Condition("from", ("2018-07",))),
        ("to=2018-07-31", Condition("to", ("2018-07-31",))),
        ("place=Sidi Bouzid, Tunisia", Condition("place", ("Sidi Bouzid, Tunisia",))),  # a comma of a text parts nothing
        ("text=هجوم، القصرين", Condition("text", ("هجوم، القصرين",))),
        ("outlet=a=b", Condition("outlet", ("a=b",))),
        ("min-origins=2", Condition("min-origins", ("2",))),
        ("min-confidence=0.5", Condition("min-confidence", ("0.5",))),
        ("reviewed=yes", Condition("reviewed", ("yes",))),
        ("reviewed=", Condition("reviewed", ("yes",))),
        ("reviewed=part", Condition("reviewed", ("part",))),
        ("disputed=False", Condition("disputed", ("no",))),
    ],
)
def test_a_clause_is_read(text: str, wanted: Condition) -> None:
    assert condition(text) == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("country", "no condition"),
        ("", "no condition"),
        ("colour=red", "nothing called 'colour'"),
        ("country=Tunisia", "no country code"),
        ("country=", "no country code"),
        ("type=riot", "type does not know 'riot'"),
        ("family=fight", "family does not know"),
        ("status=true", "status does not know"),
        ("from=yesterday", "from does not understand"),
        ("from=2018-13", "from does not understand"),
        ("from=2018-02-30", "from does not understand"),
        ("from=20", "from does not understand"),
        ("from=2018-7", "from does not understand"),
        ("to=2018-07-01T00:00", "to does not understand"),
        ("min-origins=two", "whole number"),
        ("min-origins=1.5", "whole number"),
        ("min-confidence=2", "number from 0 to 1"),
        ("min-confidence=nan", "number from 0 to 1"),
        ("reviewed=perhaps", "yes, part or no"),
        ("disputed=part", "yes or no"),
        ("reviewed!=part", "no opposite"),
        ("from!=2018", "no opposite"),
        ("reviewed!=yes", "no opposite"),
        ("place=", "place"),
        ("text=", "text"),
        ("from=2018-01-01,2019-01-01", "from"),
        ("min-killed=1,2", "min-killed"),
        ("reviewed=yes,no", "reviewed"),
    ],
)
def test_nonsense_is_named(text: str, words: str) -> None:
    with pytest.raises(IsnadError) as caught:
        condition(text)
    assert words in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"country": ["TN,LY", "DZ"]}, {"country": "TN, LY, DZ"}),
        ({"country": None, "type": [], "from_": ""}, {}),
        ({"from": "2018", "to": "2019"}, {"from": "2018", "to": "2019"}),
        ({"min_origins": 2, "reviewed": True, "disputed": False}, {"min-origins": "2", "reviewed": "yes"}),
        ({"min_confidence": 0.5}, {"min-confidence": "0.5"}),
        ({"place": ["a, b"]}, {"place": "a, b"}),
    ],
)
def test_options_become_conditions(options: dict[str, Any], wanted: dict[str, str]) -> None:
    assert filter_of([], **options).told() == wanted


def test_an_option_can_be_zero() -> None:
    assert filter_of([], min_killed=0).told() == {"min-killed": "0"}


def test_clauses_and_options_are_joined() -> None:
    chosen = filter_of(["type!=arrests", "min-origins=2"], country=["TN"])
    assert chosen.told() == {"not type": "arrests", "min-origins": "2", "country": "TN"}
    assert [str(c) for c in chosen.conditions] == ["type!=arrests", "min-origins=2", "country=TN"]


@pytest.mark.parametrize("clause", ["type!=arrests", "country=TN,LY", "min-origins=2", "text=أ، ب"])
def test_a_condition_is_read_back_from_its_words(clause: str) -> None:
    assert condition(str(condition(clause))) == condition(clause)


def test_events_show_what_happened_unless_asked() -> None:
    assert Filter().of("events").conditions == (Condition("status", SHOWN),)
    asked = filter_of(["status=planned"])
    assert asked.of("events") == asked
    assert Filter().of("reports") == Filter()


@pytest.mark.parametrize(
    ("key", "table"), [(k, t) for k, key in KEYS.items() for t in ("events", "reports", "relations", "strengths", "speakers") if t not in key.tables]
)  # fmt: skip
def test_a_table_refuses_the_keys_that_it_does_not_have(key: str, table: str) -> None:
    with pytest.raises(IsnadError, match=f"{table} cannot be filtered by {key}"):
        Filter((Condition(key, ("x",)),)).of(table)


def test_only_events_are_judged_in_part() -> None:
    assert filter_of(["reviewed=part"]).of("events")
    with pytest.raises(IsnadError, match="only events are"):
        filter_of(["reviewed=part"]).of("reports")


def test_every_key_says_what_it_is() -> None:
    for name, key in KEYS.items():
        assert key.sentence.endswith("."), name
        assert key.tables, name


def test_a_day_out_of_the_calendar_is_refused_by_made() -> None:
    with pytest.raises(IsnadError):
        made("from", ["2019-02-29"])
