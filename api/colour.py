"""Colours of a council's own, and whether text can be read on them."""

import re
from typing import Final

COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")
# What WCAG 2.2 (1.4.3) asks of text as people read it.
CONTRAST: Final = 4.5
# Below it a part of an sRGB colour is light in proportion.
_DARK: Final = 0.04045


def readable_under_white(colour: str) -> str:
    """A colour on which white text can be read. Raises ValueError for any other."""
    if not COLOUR.fullmatch(colour):
        message = "write the colour as #12394a"
        raise ValueError(message)
    if (contrast := 1.05 / (luminance(colour) + 0.05)) < CONTRAST:
        message = (
            f"white text on {colour} has a contrast of {contrast:.1f}; it takes"
            f" {CONTRAST}: choose a darker colour"
        )
        raise ValueError(message)
    return colour.lower()


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4
