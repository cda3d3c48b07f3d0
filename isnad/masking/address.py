"""Addresses: percent encoding and its parts, without the standard library's package that can also open connections."""

from __future__ import annotations

import re

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PARTS = frozenset(b":/?#[]@!$&'()*+,;=%")
_ESCAPED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_SITE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")


def quoted(text: str, *, whole: bool = False) -> str:
    """The text with every byte escaped that a name in an address cannot hold; `whole` keeps what parts an address."""
    kept = _PLAIN | _PARTS if whole else _PLAIN
    return "".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def unquoted(text: str) -> str:
    """The text with every escape read as UTF-8."""
    return _ESCAPED.sub(lambda m: bytes.fromhex(m[0].replace("%", "")).decode("utf-8", "replace"), text)


def site_of(url: str) -> str | None:
    """`https://example.org/` of an address; None for what is none."""
    match = _SITE.match(url)
    return f"{match[0]}/" if match else None
