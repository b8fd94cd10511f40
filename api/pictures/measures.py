"""The sizes of a drawing, in pixels: read at its natural size, never shrunk."""

from math import sqrt
from typing import Final

from projections.chain.picture.laid import Laid

BOX: Final = 194
HIGH: Final = 30
SLOT: Final = 36
# Five columns, contracts to tier 4, are as wide as a page.
GAP: Final = 80
WIDE_GAP: Final = 150
MARGIN: Final = 6
TOP: Final = 44
# A page is about so wide; fewer columns stand further apart.
PAGE: Final = 1_310
LETTERS: Final = 12
THINNEST: Final = 1.0
WIDEST: Final = 9.0
# Up to so many lines may be that wide; of very many the widest still stands out.
FEW: Final = 120
NARROWEST: Final = 3.5


class Measures:
    """Where columns and slots lie for a number of columns."""

    def __init__(self, laid: Laid, columns: int, lowest: float) -> None:
        gap = (PAGE - 2 * MARGIN - columns * BOX) / max(columns - 1, 1)
        self._step = BOX + min(max(gap, GAP), WIDE_GAP)
        self._laid = laid
        self.width = 2 * MARGIN + BOX + self._step * max(columns - 1, 0)
        self.height = TOP + (lowest + 1) * SLOT + MARGIN

    def left(self, column: int) -> float:
        """The left edge of a column."""
        return MARGIN + column * self._step

    def top(self, slot: int) -> float:
        """The upper edge of what stands in a slot."""
        return TOP + float(self._laid.height[slot]) * SLOT

    def run(self, source: int, target: int) -> str:
        """The path from the right edge of one slot to the left edge of another."""
        from_, to = (int(self._laid.column[slot]) for slot in (source, target))
        x1, x2 = self.left(from_) + BOX, self.left(to)
        y1, y2 = (self.top(slot) + HIGH / 2 for slot in (source, target))
        half = (x1 + x2) / 2
        bend = f"{half:.0f} {y1:.1f} {half:.0f} {y2:.1f}"
        return f"M{x1:.0f} {y1:.1f}C{bend} {x2:.0f} {y2:.1f}"


def widest(lines: int) -> float:
    """How wide the widest of so many lines is: where many run none hides the others."""
    return max(WIDEST * min(1.0, sqrt(FEW / max(lines, 1))), NARROWEST)


def stroke(value: int, most: int, wide: float, *, linear: bool) -> float:
    """How wide a line is: by the square root of its value, so that small ones show.

    Where the money itself is looked at it is the value: twice the width, twice as much.
    """
    share = value / most if most > 0 else 0.0
    return max(THINNEST, wide * (share if linear else sqrt(share)))
