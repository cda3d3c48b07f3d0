"""The page of an article: words drawn exactly, values and words, people's own reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import expect

from isnad.filter import Filter
from isnad.model import Article
from isnad.web.marks import marks_of, masked, shown

# Characters outside the BMP (one code point, two UTF-16 units), vowel signs, a CR, and an id with slashes and Arabic.
TITLE = "😀 مقتل ثلاثة جنود في هجوم قرب كركوك 🚨🚨"
TEXT = (
    "قالَ مصدرٌ في الشُّرطةِ العراقيةِ 😀 إنَّ مسلّحينَ قتلوا ثلاثةَ جنودٍ في هجومٍ قرب كركوك يوم الخميس، وأصابوا خمسة آخرين بجروح 𐎀.\n\n"
    "🚨 وأضاف المصدر أن المسلحين فروا\r إلى الجبال.\nوكان مسلحون قد خطفوا أربعة مدنيين قرب بيجي يوم الأربعاء."
)
ID = "صحف/2019/خبر 1"

RANGES = """() => Object.fromEntries([...CSS.highlights].map(([name, highlight]) =>
  [name, [...highlight].map((r) => ({text: String(r), block: Number(r.startContainer.parentElement.dataset.start), from: r.startOffset}))]))"""


@pytest.fixture
def hard(desk: Any, project: Path, tmp_path: Path) -> str:
    """An article that is hard to draw over, read into the project; its id."""
    from isnad.cli import run

    line = {"id": ID, "title": TITLE, "text": TEXT, "published": "2019-03-15", "publisher": "وكالة المشرق للأنباء"}
    file = tmp_path / "hard.jsonl"
    file.write_bytes(msgspec.json.encode(line) + b"\n")
    assert run(["read", str(file), "--project", str(project), "-q"]) == 0
    assert run(["merge", "--project", str(project)]) == 0
    return ID


def _url(base: str = "") -> str:
    from isnad.web.pages.event import article_url

    return base + article_url(ID)


def _words(desk: Any) -> Iterator[tuple[str, str]]:
    """Anchor and words of every mark of the hard article."""
    found = desk.store.articles.named(ID)
    for stored in desk.store.reports.of_article(found.key):
        for mark in marks_of(stored):
            for a, b in mark.spans:
                yield mark.id, found.article.raw[a:b]


def test_the_readings_own_texts_are_the_words_of_their_marks(desk: Any) -> None:
    seen = 0
    for stored in desk.store.reports.chosen(Filter(), {}):
        raw = desk.store.articles.named(stored.article).article.raw
        told = {m.id: m for m in marks_of(stored)}
        for side in ("by", "against"):
            for n, party in enumerate(getattr(stored.report, side)):
                (span,) = told[f"{stored.id}-{side}-{n}"].spans
                assert raw[slice(*span)] == party.text
                seen += 1
        for n, source in enumerate(stored.report.sources):
            assert raw[slice(*told[f"{stored.id}-chain-{n}"].spans[0])] == source.text
        assert raw[slice(*told[f"{stored.id}-evidence"].spans[0])] == stored.report.evidence
    assert seen > 50


def test_the_page_holds_the_text_untouched(client: Any, hard: str) -> None:
    from html import unescape

    text = client.get(_url()).text
    blocks = {int(n): unescape(t) for n, t in re.findall(r'data-start="(\d+)">([^<]*)<', text)}
    raw = Article(id=ID, title=TITLE, text=TEXT).raw
    for start, block in blocks.items():
        assert raw[start : start + len(block)] == block
    assert "&#13;" in text  # as a bare character a browser would make a line feed of it


def test_what_html_cannot_hold_keeps_its_length() -> None:
    assert shown("a\0b\ud800c") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("place", "end", "new"), [(0, False, 0), (2, False, 2), (3, True, 5), (4, False, 2), (5, False, 5), (6, False, 6), (9, True, 9)]
)
def test_stretches_move_with_the_mask(place: int, end: bool, new: int) -> None:
    """`ab[cde]fghi` becomes `ab[…]fghi`: three letters for three."""
    found = masked("abcdefghi", [(2, 5)])
    assert found.raw == "ab[…]fghi"
    assert found.at(place, end=end) == (new if not (2 < place < 5) else 5 if end else 2)


def test_a_new_report_needs_no_script(client: Any, desk: Any, hard: str) -> None:
    fields = {
        "csrf": client.csrf,
        "do": "add",
        "type": "abduction",
        "words": "خطفوا أربعة مدنيين قرب بيجي",
        "place": "بيجي",
        "abducted": "4",
    }
    answer = client.post(_url(), data={**fields, "date": "2019-03-13"})
    assert answer.status_code == 200, answer.text
    stored = next(r for r in desk.store.reports.of_article(desk.store.articles.named(ID).key) if r.machine is None)
    raw = desk.store.articles.named(ID).article.raw
    assert (stored.report.type, stored.report.abducted.n, stored.report.date, stored.report.country) == ("abduction", 4, "2019-03-13", "IQ")
    assert raw[slice(*stored.report.spans["evidence"][0])] == fields["words"] == stored.report.evidence
    assert raw[slice(*stored.report.spans["place"][0])] == "بيجي"
    assert stored.event is not None
    assert "added by" in answer.text


@pytest.mark.parametrize(
    ("change", "told"), [({"words": "ليست هنا"}, "evidence"), ({"type": "nothing"}, "type"), ({"date": "then"}, "date")]
)
def test_a_report_that_cannot_be_keeps_what_was_typed(client: Any, desk: Any, hard: str, change: dict[str, str], told: str) -> None:
    fields = {"csrf": client.csrf, "do": "add", "type": "attack", "words": "فروا", "place": "كركوك", "note": "مهم", **change}
    answer = client.post(_url(), data=fields)
    assert answer.status_code == 422
    assert told in answer.text and 'value="كركوك"' in answer.text and 'value="مهم"' in answer.text
    assert desk.store.judgements.count() == 0


def test_words_given_for_a_mended_value_are_kept(client: Any, desk: Any, hard: str) -> None:
    key = desk.store.articles.named(ID).key
    raw = desk.store.articles.named(ID).article.raw
    report = desk.store.reports.of_article(key)[0]
    at = raw.index("بيجي")
    fields = {"do": "mend", "report": report.id, "field": "place", "value": "بيجي", "span": f"{at}-{at + 4}"}
    text = client.post(_url(), data={"csrf": client.csrf, **fields}).text
    stored = next(desk.store.reports.get([report.id]))
    assert stored.report.spans["place"] == [(at, at + 4)] and stored.report.place_id != stored.machine.place_id
    mark = next(m for m in marks_of(stored) if m.id == f"{report.id}-place")
    assert (mark.hand, mark.spans) == ("human", [(at, at + 4)])
    assert "The machine read:" in text


def test_a_superseded_text_stays_to_be_seen(client: Any, desk: Any, project: Path, tmp_path: Path, hard: str) -> None:
    from isnad.cli import run

    before = desk.store.articles.named(ID)
    line = {"id": ID, "title": TITLE, "text": TEXT + " وانتهى.", "published": "2019-03-15", "publisher": "وكالة المشرق للأنباء"}
    (tmp_path / "again.jsonl").write_bytes(msgspec.json.encode(line) + b"\n")
    assert run(["read", str(tmp_path / "again.jsonl"), "--project", str(project), "-q"]) == 0
    now = client.get(_url()).text
    assert f"?text={before.hash}" in now and "replaced" in now
    old = client.get(f"{_url()}?text={before.hash}").text
    assert "replaced by a later one" in old and "وانتهى" not in old


# In the browser


def test_every_highlight_is_its_words(tab: Any, served: Any, desk: Any, hard: str) -> None:
    """Overlapping evidence, characters outside the BMP, vowel signs: the ranges hold the reading's own words."""
    tab.goto(_url(served.base))
    drawn = tab.evaluate(RANGES)
    expected: dict[str, int] = {}
    for _, words in _words(desk):
        for part in re.split(r"\n+", words):
            expected[part] = expected.get(part, 0) + 1
    texts = [r["text"] for name, ranges in drawn.items() for r in ranges if name not in ("isnad-lit", "isnad-picked")]
    items = desk.store.beside.items(desk.store.articles.named(ID).key)
    texts_of_speakers = {s.text for s in items.speakers}
    assert set(expected) <= set(texts)
    assert set(texts) - set(expected) <= texts_of_speakers
    fine = [t for t in texts if "😀" in t or "ُ" in t or "𐎀" in t]
    assert fine, texts  # the evidence itself holds them


def test_every_anchor_lights_its_words_and_words_their_values(tab: Any, served: Any, desk: Any, hard: str) -> None:
    for anchor, words in dict(_words(desk)).items():
        tab.goto("about:blank")
        tab.goto(f"{_url(served.base)}#{anchor}")
        lit = tab.evaluate(RANGES)["isnad-lit"]
        assert lit and any(r["text"] in words for r in lit), anchor
        break
    tab.locator('[data-mark$="-place"] a.value').first.hover()
    place = tab.evaluate(RANGES)["isnad-lit"][0]["text"]
    assert place == dict(_words(desk))[tab.locator('[data-mark$="-place"] a.value').first.get_attribute("data-mark")]
    box = tab.evaluate(
        "() => { const r = [...CSS.highlights.get('isnad-place')][0].getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }"
    )
    tab.mouse.move(*box)
    tab.wait_for_function("() => document.querySelector('#read .line.lit')")
    expect(tab.locator('#read .line.lit[id$="-place"]').first).to_be_visible()


SELECT = """(words) => { for (const p of document.querySelectorAll('#text [data-start]')) { const at = p.firstChild.data.indexOf(words);
  if (at < 0) continue; const r = new Range(); r.setStart(p.firstChild, at); r.setEnd(p.firstChild, at + words.length);
  getSelection().removeAllRanges(); getSelection().addRange(r); return; } throw new Error(words); }"""


def test_a_new_report_from_selected_words_mended_from_others_and_undone(tab: Any, served: Any, desk: Any, hard: str) -> None:
    tab.goto(_url(served.base))
    raw = desk.store.articles.named(ID).article.raw
    tab.evaluate(SELECT, "فروا\r إلى الجبال")
    tab.get_by_role("button", name="New report from these words").click()
    tab.locator("#new-type").select_option("attack")
    tab.evaluate(SELECT, "بيجي")
    tab.get_by_role("button", name="Take words: place").click()
    tab.get_by_role("button", name="Add the report").click()
    tab.wait_for_selector(".note")
    stored = next(r for r in desk.store.reports.of_article(desk.store.articles.named(ID).key) if r.machine is None)
    assert stored.report.evidence == "فروا\r إلى الجبال" == raw[slice(*stored.report.spans["evidence"][0])]
    assert raw[slice(*stored.report.spans["place"][0])] == "بيجي" == stored.report.place
    assert [r["text"] for r in tab.evaluate(RANGES)["isnad-human-evidence"]] == [stored.report.evidence]

    tab.locator(f'[id="{stored.id}-another"]').select_option(f"{stored.id}:killed")
    tab.get_by_role("button", name="Mend a field of report 3").click()
    tab.get_by_label("New value: killed").fill("3")
    tab.evaluate(SELECT, "ثلاثةَ جنودٍ")
    tab.locator("[data-mend] button.take").click()
    tab.get_by_role("button", name="Save").click()
    tab.wait_for_selector(".note")
    mended = next(desk.store.reports.get([stored.id]))
    assert mended.report.killed.n == 3
    assert [raw[a:b] for a, b in mended.report.spans["killed"]] == ["ثلاثةَ جنودٍ"]
    assert "ثلاثةَ جنودٍ" in [r["text"] for r in tab.evaluate(RANGES)["isnad-human"]]
    with tab.expect_navigation():
        tab.locator(".note").get_by_role("button", name="Undo").click()
    assert next(desk.store.reports.get([stored.id])).report.killed is None
