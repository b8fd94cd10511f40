"""How wide words are, and how a name is broken into lines without cutting a word."""

from collections.abc import Sequence
from typing import Final

# Widths of printable ASCII in Arial, in thousandths of the size, from the space on.
_WIDTHS: Final = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_FIRST: Final = 32
# What is in no such table counts as the widest letter of most alphabets.
_OTHER: Final = 1_000
# Letters beyond ASCII up to here are Latin, and as wide as the widest small ones.
_LATIN: Final = 0x250
_LATIN_WIDTH: Final = 722
# The font of the reader may be a little wider than the one measured.
_ROOM: Final = 1.06
MORE: Final = "\u2026"


def width(text: str, size: float) -> float:
    """How wide a text is at most, in the unit of its size."""
    return sum(map(_TABLE.__getitem__, text)) * size * _ROOM / 1_000


def broken(text: str, size: float, within: float, lines: int) -> Sequence[str]:
    """A text in lines no wider than that, broken between words.

    Where it needs more lines the last ends in "..." after a whole word; a single word
    that is wider than a line is the only thing that is ever cut.
    """
    found, left = list[str](), text.split()
    while left and len(found) < lines:
        is_last = len(found) == lines - 1
        count = _fitting(left, size, within)
        line = " ".join(left[:count])
        if is_last and count < len(left):
            line, count = _shortened(left, size, within), len(left)
        found.append(_cut(line, size, within))
        left = left[count:]
    return found


def _fitting(words: Sequence[str], size: float, within: float) -> int:
    """How many words fit into a line: one at least."""
    count = 1
    while count < len(words) and width(" ".join(words[: count + 1]), size) <= within:
        count += 1
    return count


def _shortened(words: Sequence[str], size: float, within: float) -> str:
    count = _fitting(words, size, within)
    while count > 1 and width(f"{' '.join(words[:count])} {MORE}", size) > within:
        count -= 1
    return f"{' '.join(words[:count])} {MORE}"


def _cut(line: str, size: float, within: float) -> str:
    if width(line, size) <= within:
        return line
    word = line.removesuffix(f" {MORE}")
    while word and width(f"{word}{MORE}", size) > within:
        word = word[:-1]
    return f"{word}{MORE}"


class _Table(dict[str, int]):
    """Widths by letter; for what is not in the table by the alphabet it is of."""

    def __missing__(self, letter: str) -> int:
        """The width of a letter that nobody measured."""
        return _LATIN_WIDTH if ord(letter) < _LATIN else _OTHER


_TABLE: Final = _Table({chr(_FIRST + at): wide for at, wide in enumerate(_WIDTHS)})
