"""The picture of supply chains as SVG: columns of marks, and lines between them.

Nothing is styled in place, so that a page with a strict policy may hold it; classes
are for those who print it or dim it.
"""

from collections.abc import Callable, Iterator
from typing import Final

from api.pictures.boxes import FAILURE, INK, PALE, STRONG, Boxes
from api.pictures.measures import (
    LETTERS,
    MARGIN,
    THINNEST,
    TOP,
    Measures,
    stroke,
    widest,
)
from api.pictures.svg import element, words
from api.pictures.telling import where
from projections.chain.picture.lenses import LIMIT, LONG
from projections.chain.picture.picture import Line, Picture

HEADS: Final = 36
RULE: Final = "#8a9096"
LATE: Final = "#a8480c"
BADLY_LATE: Final = "#8c1515"

# The address of a mark on a page; None where it leads nowhere.
Link = Callable[[int], str | None]
# The address at which a column is drawn in full.
Unfold = Callable[[int], str | None]


def drawn(picture: Picture, lens: str, title: str, link: Link | None = None) -> str:
    """The picture as one element; with `link` its marks are links.

    As it stands it is a file of its own; on a page it is part of that.
    """
    return Drawing(picture, lens, link).whole(title, with_heads=True)


class Drawing:
    """A picture that is being drawn through one lens."""

    def __init__(
        self,
        picture: Picture,
        lens: str,
        link: Link | None = None,
        unfold: Unfold | None = None,
    ) -> None:
        self._picture = picture
        self._link, self._unfold = link, unfold
        self._with_heads = True
        self._lens = lens if picture.hit is None else FAILURE
        named = picture.names(picture.alone.tolist())
        self._boxes = Boxes(picture, self._lens, named)
        self._columns = int(picture.marks.column.max(initial=0)) + 1
        lowest = float(picture.laid.height[picture.slot].max(initial=0))
        self._measures = Measures(picture.laid, self._columns, lowest)
        slots = picture.slot[picture.alone].tolist()
        self._marks = dict(zip(slots, picture.alone.tolist(), strict=True))
        self._others = {each.slot: each for each in picture.others}

    def heads(self) -> str:
        """The heads of the columns alone: on a page they stay while marks scroll."""
        width = round(self._measures.width)
        return element(
            "svg",
            *map(self._head, range(self._columns)),
            viewBox=f"0 0 {width} {HEADS}",
            width=width,
            height=HEADS,
            aria_hidden="true",
            class_="picture-heads",
        )

    def whole(self, title: str, *, with_heads: bool) -> str:
        """The element, with everything in it."""
        self._with_heads = with_heads
        width, height = self._measures.width, self._measures.height
        # Without heads there is no room left for them.
        over = 0 if with_heads else TOP - MARGIN
        return element(
            "svg",
            element("title", words(title), id_="picture-title"),
            _DEFS,
            element("g", *self._lines(), class_="lines", aria_hidden="true"),
            *(self._column(column) for column in range(self._columns)),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 {over} {width:.0f} {height - over:.0f}",
            width=round(width),
            height=round(height - over),
            font_family="Inter Variable, Inter, Arial, Helvetica, sans-serif",
            font_size=LETTERS,
            fill=INK,
            role="group",
            aria_labelledby="picture-title",
            class_="picture",
        )

    def id_of(self, slot: int) -> str:
        """The id of what stands in a slot: the same on every day."""
        column = int(self._picture.laid.column[slot])
        if slot in self._others:
            return f"m{column}-others"
        born = int(self._picture.marks.born[self._marks[slot]])
        return f"m{column}-{born if born >= 0 else 'nobody'}"

    def _lines(self) -> Iterator[str]:
        lines = self._picture.drawn_lines
        most = max((line.value or 0 for line in lines), default=0)
        quiet = any(line.stands_out for line in lines)
        linear = self._lens == "value"
        for line in lines:
            wide = stroke(line.value or 0, most, widest(len(lines)), linear=linear)
            yield self._line(line, wide, quiet=quiet)

    def _line(self, line: Line, wide: float, *, quiet: bool) -> str:
        days = line.days or 0
        colour = RULE if days <= LIMIT else LATE if days <= LONG else BADLY_LATE
        if line.stands_out:
            colour, wide = STRONG, max(wide, 2.0)
        elif quiet or {line.source, line.target} & self._others.keys():
            # What runs to those that are folded is in their total.
            colour, wide = PALE, wide if quiet else THINNEST
        return element(
            "path",
            d=self._measures.run(line.source, line.target),
            data_l=f"{self.id_of(line.source)} {self.id_of(line.target)}",
            fill="none",
            stroke=colour,
            stroke_width=wide,
            stroke_dasharray="7 4" if days > LIMIT else None,
        )

    def _column(self, column: int) -> str:
        heads = [self._head(column)] if self._with_heads else []
        slots = self._picture.laid.column
        alone = [slot for slot in self._marks if slots[slot] == column]
        more = [slot for slot in self._others if slots[slot] == column]
        heights = self._picture.laid.height
        inside = [
            self._mark(slot) if slot in self._marks else self._folded(slot)
            for slot in sorted([*alone, *more], key=lambda slot: heights[slot])
        ]
        return element("g", *heads, *inside, class_="column", id_=f"c{column}")

    def _head(self, column: int) -> str:
        x = self._measures.left(column)
        return element("text", words(where(column)), x=x, y=24.0, **_HEAD)

    def _at(self, slot: int) -> tuple[float, float]:
        column = int(self._picture.laid.column[slot])
        return self._measures.left(column), self._measures.top(slot)

    def _mark(self, slot: int) -> str:
        mark = self._marks[slot]
        class_ = "m plain" if self._picture.look.plain[mark] else "m"
        href = self._link(mark) if self._link is not None else None
        return self._linked(slot, self._boxes.mark(*self._at(slot), mark), class_, href)

    def _folded(self, slot: int) -> str:
        inside = self._boxes.folded(*self._at(slot), self._others[slot])
        column = int(self._picture.laid.column[slot])
        href = self._unfold(column) if self._unfold is not None else None
        return self._linked(slot, inside, "m others", href)

    def _linked(
        self, slot: int, inside: list[str], class_: str, href: str | None
    ) -> str:
        name = "a" if href is not None else "g"
        return element(name, *inside, id_=self.id_of(slot), class_=class_, href=href)


_HEAD: Final[dict[str, object]] = {"font_size": 15, "font_weight": 700}
_DEFS: Final = element(
    "defs",
    element(
        "pattern",
        element("rect", width=6, height=6, fill="#ffffff"),
        element("path", d="M0 6L6 0", stroke=INK, stroke_width=2),
        id_="hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    ),
)
