"""isnad reads Arabic news on political violence, armed groups and protest into sourced event records.

    >>> import isnad
    >>> codebook = isnad.load_codebook()
    >>> reading = isnad.read(isnad.Article(id="1", title="...", text="..."), codebook)

`read` gives a `Reading`: reports, relations, strengths and speakers, each with the words it was read from.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our matrices have a few rows: threads would only wait for each other

if TYPE_CHECKING:
    from isnad.codebook import Codebook
    from isnad.codebook import load as load_codebook
    from isnad.errors import IsnadError
    from isnad.model import Article, Reading
    from isnad.reading import read

__all__ = ["Article", "Codebook", "IsnadError", "Reading", "load_codebook", "read"]
_HOMES = {
    "Article": ("isnad.model", "Article"),
    "Codebook": ("isnad.codebook", "Codebook"),
    "IsnadError": ("isnad.errors", "IsnadError"),
    "Reading": ("isnad.model", "Reading"),
    "load_codebook": ("isnad.codebook", "load"),
    "read": ("isnad.reading", "read"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOMES:
        module, attribute = _HOMES[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'isnad' has no attribute {name!r}")
