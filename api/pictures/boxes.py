"""One mark of a picture: its box, the word of the lens, its name, what is known.

Every mark is whole without colour: its number or word stands in it, its name is broken
between words, all of it is in its title.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from api.pictures.lettering import broken, width
from api.pictures.measures import BOX, HIGH, LETTERS
from api.pictures.svg import element, words
from api.pictures.telling import called, kinds, others_told, told
from projections.chain.picture.marks import CONTRACTS
from projections.chain.picture.picture import Others, Picture

INK: Final = "#0b0c0c"
GREY: Final = "#505a5f"
PALE: Final = "#b1b4b6"
STRONG: Final = "#b10e1e"
# By how grave something is: the ground of a word, and the word on it.
TONES: Final = (
    ("#dce9f2", INK),
    ("#ffe9a8", INK),
    ("#f2a35e", INK),
    ("#8c1515", "#ffffff"),
)
GRAVE, GRAVEST = 2, 3
FAILURE: Final = "failure"
# Lenses whose words are short: beside others a name would be cut.
ROOMY: Final = ("risk", "payment")
CHIP: Final = 26
BADGE: Final = 34
# Lines of letters that take up so much of their room are held to their width, so that
# they do not run over where the reader's font is wider.
FULL: Final = 0.8
# Bold letters are so much wider.
BOLD: Final = 1.08
BAR: Final = 2
LINES: Final = 2
LEADING: Final = 13


class Boxes:
    """Draws the marks of a picture as seen through one lens."""

    def __init__(
        self, picture: Picture, lens: str, named: Mapping[int, Mapping[str, Any]]
    ) -> None:
        self._picture = picture
        self._lens = lens
        self._named = named

    def mark(self, x: float, y: float, mark: int) -> list[str]:
        """What one mark consists of, at a place."""
        plain = bool(self._picture.look.plain[mark])
        return [
            element("title", words(", ".join(told(self._picture, mark, self._named)))),
            self._box(x, y, mark, plain=plain),
            *self._chip_of(x, y, mark),
            *self._name(x, y, mark, plain=plain),
            *self._badges(x, y, mark),
        ]

    def _box(self, x: float, y: float, mark: int, *, plain: bool) -> str:
        tone = int(self._picture.look.tone[mark])
        grave = self._lens == FAILURE and tone > 1
        contract = self._picture.marks.column[mark] == CONTRACTS
        return element(
            "rect",
            class_="box",
            x=x,
            y=y,
            width=BOX,
            height=HIGH,
            rx=2 if contract else 12,
            fill="#ffffff",
            stroke=STRONG if grave else PALE if plain else GREY,
            stroke_width=3 if grave and tone == 3 else 2 if grave else 1,  # noqa: PLR2004
            stroke_dasharray="5 3" if grave and tone == 2 else None,  # noqa: PLR2004
        )

    def _chip_of(self, x: float, y: float, mark: int) -> Iterator[str]:
        """The word of the lens, on a ground that says how grave it is."""
        says, tone = self._picture.look.says[mark], int(self._picture.look.tone[mark])
        if not says:
            return
        (ground, ink), wide = TONES[tone], self._wide(mark)
        yield element(
            "rect",
            x=x + 4,
            y=y + 4,
            width=wide,
            height=HIGH - 8,
            rx=2 if tone == 3 else 9,  # noqa: PLR2004 - the gravest has corners
            fill=ground,
        )
        yield element(
            "text",
            words(says),
            x=x + 4 + wide / 2,
            y=y + HIGH / 2 + 4,
            fill=ink,
            font_weight=700,
            text_anchor="middle",
        )

    def _name(self, x: float, y: float, mark: int, *, plain: bool) -> Iterator[str]:
        """The name in one or two lines of whole words."""
        wide = self._wide(mark)
        left = x + (4 + wide + 6 if wide else 12)
        room = BOX - (left - x) - 8 - (BADGE if self._badge(mark) else 0)
        lines = broken(called(self._named, mark), LETTERS, room, LINES)
        lift = BAR if self._has_bar(mark) else 0
        first = y + HIGH / 2 + 4 - 6.5 * (len(lines) - 1) - lift
        ink = GREY if plain else None
        for nth, line in enumerate(lines):
            long = width(line, LETTERS)
            yield element(
                "text",
                words(line),
                x=left,
                y=first + 13 * nth,
                fill=ink,
                textLength=long if long > FULL * room else None,
                lengthAdjust="spacingAndGlyphs" if long > FULL * room else None,
            )

    def _wide(self, mark: int) -> float:
        """How wide the word of the lens is with its ground, nothing without one."""
        says = self._picture.look.says[mark]
        return max(CHIP, width(says, LETTERS) * BOLD + 12) if says else 0.0

    def _badge(self, mark: int) -> str:
        """SME or VCSE, where the word of the lens leaves room for it."""
        if self._lens not in ROOMY:
            return ""
        return "/".join(kinds(self._picture, mark)[-1:])

    def _badges(self, x: float, y: float, mark: int) -> Iterator[str]:
        if badge := self._badge(mark):
            yield element(
                "text",
                words(badge),
                x=x + BOX - 10,
                y=y + HIGH / 2 + 3.5,
                font_size=10,
                font_weight=700,
                text_anchor="end",
                fill="#1d4f7c",
            )
        facts = self._picture.facts
        if facts.unseen[mark] and facts.told[mark]:
            yield element(
                "rect", x=x + BOX - 6, y=y + 6, width=9, height=18, fill="url(#hatch)"
            )
        if self._has_bar(mark):
            share = min(int(facts.kept[mark]) / int(facts.value[mark]), 1.0)
            wide, top = (BOX - 24) * share, y + HIGH - BAR
            yield element(
                "rect", x=x + 12, y=top, width=wide, height=BAR, fill="#1d70b8"
            )

    def _has_bar(self, mark: int) -> bool:
        """Whether a bar at the foot says how much it keeps of what it is paid."""
        facts = self._picture.facts
        return bool(
            self._lens == "value" and facts.told[mark] and facts.value[mark] > 0
        )

    def folded(self, x: float, y: float, each: Others) -> list[str]:
        """What stands for the marks of a column that are not drawn one by one."""
        counted, more = others_told(self._picture, each, self._lens)
        lines = (
            element("text", words(line), x=x + 14, y=y + 13 + 12 * nth, font_weight=w)
            for nth, (line, w) in enumerate(((counted, 700), (more, None)))
        )
        box = element(
            "rect",
            class_="box",
            x=x,
            y=y,
            width=BOX,
            height=HIGH,
            rx=2,
            fill="#f3f2f1",
            stroke=GREY,
            stroke_dasharray="4 3",
        )
        return [element("title", words(f"{counted}: {more}")), box, *lines]
