"""PMTiles files made by hand: a few tiles of invented shapes, as small as the form allows.

The form: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md; vector tiles: https://github.com/mapbox/vector-tile-spec
"""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

Spot = tuple[int, int, int]  # zoom, column, row
KINDS = {"mvt": 1, "png": 2, "jpeg": 3, "webp": 4, "avif": 5, "odd": 9}
MOST = 4096  # the extent of a vector tile
ATTRIBUTION = '<a href="https://example.org/shapes">Invented shapes</a> &amp; <script>alert(1)</script> others'


def every(zoom: int) -> list[Spot]:
    """Every tile down to a zoom."""
    return [(z, x, y) for z in range(zoom + 1) for x in range(2**z) for y in range(2**z)]


def write(
    path: Path, tiles: Mapping[Spot, bytes], kind: str, *, packed: int = 1, attribution: str | None = ATTRIBUTION, version: int = 3
) -> Path:
    """A file of tiles; `packed` is 1 for plain and 2 for gzip, other numbers are noted but nothing is packed."""
    pack = gzip.compress if packed == 2 else bytes
    directory, data = [], b""
    for number, tile in sorted((_number(*spot), tile) for spot, tile in tiles.items()):
        body = pack(tile)
        directory.append((number, len(data), len(body)))
        data += body
    about = {} if attribution is None else {"attribution": attribution}
    root, metadata = pack(_directory(directory)), pack(json.dumps(about).encode())
    spans, at = [], 127
    for length in (len(root), len(metadata), 0, len(data)):
        spans += [at, length]
        at += length
    zooms = [z for z, _, _ in tiles]
    head = b"PMTiles" + bytes([version]) + struct.pack("<11Q", *spans, len(tiles), len(tiles), len(tiles))
    head += bytes([1, packed, packed, KINDS[kind], min(zooms), max(zooms)]) + struct.pack(
        "<4i", -1800000000, -850000000, 1800000000, 850000000
    )
    path.write_bytes(head + bytes([min(zooms)]) + struct.pack("<2i", 0, 0) + root + metadata + data)
    return path


def png(red: int, green: int, blue: int, side: int = 64) -> bytes:
    """A picture of one colour."""
    rows = (b"\0" + bytes((red, green, blue)) * side) * side
    parts = [(b"IHDR", struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)


def vector(**layers: list[tuple[int, list[tuple[int, int]]]]) -> bytes:
    """A vector tile: layers of shapes, each its type (2 a line, 3 an area) and its points."""
    return b"".join(_field(3, _layer(name, shapes)) for name, shapes in layers.items())


def _layer(name: str, shapes: Iterable[tuple[int, list[tuple[int, int]]]]) -> bytes:
    features = b"".join(
        _field(2, _whole(3, type_) + _field(4, b"".join(_varint(n) for n in _drawn(type_, points)))) for type_, points in shapes
    )
    return _field(1, name.encode()) + features + _whole(5, MOST) + _whole(15, 2)


def _drawn(type_: int, points: list[tuple[int, int]]) -> list[int]:
    """Move to the first point, lines to the others, and back for an area."""
    out, x, y = [1 | 1 << 3], 0, 0
    for n, (to_x, to_y) in enumerate(points):
        if n == 1:
            out.append(2 | (len(points) - 1) << 3)
        out += [(d << 1) ^ (d >> 31) for d in (to_x - x, to_y - y)]
        x, y = to_x, to_y
    return out + ([7 | 1 << 3] if type_ == 3 else [])


def _field(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _whole(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def _directory(entries: list[tuple[int, int, int]]) -> bytes:
    """Numbers as distances, then the lengths of runs, lengths, and places plus one."""
    numbers = [n for n, _, _ in entries]
    steps = [n - before for n, before in zip(numbers, [0, *numbers], strict=False)]
    columns = (steps, [1] * len(entries), [length for _, _, length in entries], [at + 1 for _, at, _ in entries])
    return _varint(len(entries)) + b"".join(_varint(v) for column in columns for v in column)


def _number(z: int, x: int, y: int) -> int:
    """The place of a tile on the Hilbert curve, after all coarser ones."""
    number, side = (4**z - 1) // 3, 2**z // 2
    while side:
        right, lower = int(x & side > 0), int(y & side > 0)
        number += side * side * ((3 * right) ^ lower)
        if not lower:
            if right:
                x, y = side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))
            x, y = y, x
        side //= 2
    return number
