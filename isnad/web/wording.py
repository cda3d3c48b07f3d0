"""The interface's words in English, Arabic and French; numbers and dates by locale."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("en", "ar", "fr")
_LOCALES = {"en": "en_GB", "ar": "ar", "fr": "fr_FR"}


class Wording:
    """The words of one language: `w("key", n=3)` is a whole sentence; a key with forms by number takes `n`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES[language])
        self.direction = "rtl" if language == "ar" else "ltr"
        self._words = words(language)

    def __call__(self, key: str, **values: Any) -> str:
        """The text of a key with its values put in; KeyError for a key that the language does not have."""
        text = self._words[key]
        if isinstance(text, dict):
            n = values.get("n", 0)
            text = text.get(self.locale.plural_form(n)) or text["other"]
        shown = {k: self.number(v) if isinstance(v, int | float) and not isinstance(v, bool) else v for k, v in values.items()}
        return str(text).format(**shown)

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        return key in self._words

    def number(self, value: float | None) -> str:
        """A number in the digits and separators of the locale; an empty text for none."""
        return "" if value is None else format_decimal(value, locale=self.locale)

    def share(self, value: float | None) -> str:
        """A share from 0 to 1 in per cent."""
        return "" if value is None else format_percent(value, locale=self.locale)

    def day(self, value: str | None) -> str:
        """An ISO date, month or year as people write it."""
        if not value:
            return ""
        try:
            parts = [int(p) for p in value[:10].split("-")]
            day = date(*([*parts, 1, 1][:3]))
        except (ValueError, TypeError):
            return value
        if len(parts) == 3:
            return str(format_date(day, format="medium", locale=self.locale))
        return str(format_skeleton("yMMMM", day, locale=self.locale)) if len(parts) == 2 else str(parts[0])

    def moment(self, value: str | None) -> str:
        """A time in UTC as people write it."""
        if not value:
            return ""
        try:
            return str(format_datetime(datetime.fromisoformat(value), format="short", locale=self.locale)) + " UTC"
        except ValueError:
            return value

    def country(self, code: str | None) -> str:
        """The name of a country by its code."""
        return str(self.locale.territories.get(code, code)) if code else ""


@lru_cache(maxsize=len(LANGUAGES))
def wording(language: str) -> Wording:
    """The words of a language; English for one that is not known."""
    return Wording(language if language in LANGUAGES else "en")


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> dict[str, Any]:
    """All keys of a language, from every file of its folder; ValueError for a key that stands twice."""
    out: dict[str, Any] = {}
    for file in sorted(files("isnad.web").joinpath("words", language).iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".yaml"):
            continue
        for key, text in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
            if key in out:
                raise ValueError(f"{file.name}: {key} stands twice")
            out[key] = text
    return out
