"""Elements of SVG as text: everything that comes from outside is escaped here."""

import re
from html import escape

# What XML cannot hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element; an attribute of None is left out, `class_` and `a_b` are `a-b`.

    What is inside is SVG already.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{clean(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(inside)
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def words(text: str) -> str:
    """Text between elements."""
    return escape(_NOT_XML.sub("", text), quote=False)


def clean(value: object) -> str:
    """The value of an attribute; numbers have no more than one decimal."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, int):
        return str(value)
    return escape(_NOT_XML.sub("", str(value)))
