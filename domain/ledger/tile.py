"""Tiles: the tree in pieces of 256 hashes that never change once they are full.

Addresses and content are those of C2SP tlog-tiles: `<level>/<index>`, and
`<level>/<index>.p/<width>` for the tile at the right edge, which is not full yet.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

WIDTH: Final = 256
_LEVELS_A_TILE: Final = 8
PATTERN: Final = (
    r"(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)
_PATH: Final = re.compile(PATTERN)
_HIGHEST: Final = 63


class Tile(NamedTuple):
    """A piece of the tree: the hashes of `width` subtrees of 256**level leaves."""

    level: int
    nth: int
    width: int = WIDTH

    def path(self) -> str:
        """Its address: an index in threes of figures, all but the last with an x."""
        groups = [f"{self.nth % 1000:03}"]
        rest = self.nth // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03}")
            rest //= 1000
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"{self.level}/{'/'.join(groups)}{part}"

    def is_in(self, size: int) -> bool:
        """Whether a tree of so many leaves has it.

        A full tile, or the part of one that a tree of some smaller size had: what was
        once given stays.
        """
        there = size >> self.level * _LEVELS_A_TILE
        return self.nth * WIDTH + self.width <= there

    def nodes(self) -> tuple[int, range]:
        """The nodes of the tree that it holds: their level, and which of it."""
        first = self.nth * WIDTH
        return self.level * _LEVELS_A_TILE, range(first, first + self.width)


def read_path(path: str) -> Tile | None:
    """The tile at an address, None if it is not one, or not in its one spelling."""
    found = _PATH.fullmatch(path)
    if found is None or int(found[1]) > _HIGHEST:
        return None
    index = int(found[2].replace("x", "").replace("/", ""))
    tile = Tile(int(found[1]), index, int(found[3] or WIDTH))
    return tile if tile.path() == path else None


def tiles_of(size: int) -> Iterator[Tile]:
    """All tiles of a tree of so many leaves, level by level."""
    level = 0
    while size >> level * _LEVELS_A_TILE:
        there = size >> level * _LEVELS_A_TILE
        yield from (Tile(level, index) for index in range(there // WIDTH))
        if there % WIDTH:
            yield Tile(level, there // WIDTH, there % WIDTH)
        level += 1
