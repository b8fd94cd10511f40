"""Prints papers as PDF/UA-1: tagged, with a language, and the same bytes each time.

The compiler of typst itself refuses what PDF/UA-1 forbids. It is made once a process
and given data, never text of the program's own making; it reads no fonts and no
packages but those it brings along.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import orjson
import typst

from api.papers.blocks import Block, Drawing, Table
from api.papers.paper import Paper
from api.papers.words import said

Json = dict[str, Any]

MEDIA: Final = "application/pdf"
TEMPLATE: Final = Path(__file__).with_name("paper.typ")
# Where a character is that no typeface has, a reader sees that there is one.
MISSING: Final = "\ufffd"
# A word that is longer than this may be broken anywhere: no cell is that narrow.
LONGEST: Final = 16
_LONG = re.compile(rf"\S{{{LONGEST}}}(?=\S)")
_UNPRINTED = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Each attempt finds all the characters that lack: a second one is seldom needed.
ATTEMPTS: Final = 5


class Press:
    """One compiler with its template; one paper at a time goes through it."""

    def __init__(self, template: Path = TEMPLATE) -> None:
        fonts = typst.Fonts(include_system_fonts=False)
        self._compiler = typst.Compiler(
            template, root=template.parent, font_paths=fonts, ignore_system_fonts=True
        )
        self._lock = Lock()

    def print(self, paper: Paper) -> bytes:
        """The paper as PDF. Raises typst.TypstError for a fault of the template."""
        data, lacking = orjson.dumps(_told(paper)).decode(), ""
        for _ in range(ATTEMPTS):
            try:
                return self._compiled(_without(data, lacking), paper.stand.recorded_at)
            except typst.TypstError as error:
                found = unprintable(f"{error.message}\n{error.diagnostic}")
                if not found - set(lacking):
                    raise
                lacking = "".join(sorted(found | set(lacking)))
        return self._compiled(
            _without(data, _beyond_ascii(data)), paper.stand.recorded_at
        )

    def _compiled(self, data: str, moment: datetime) -> bytes:
        with self._lock:
            made = self._compiler.compile(
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=["ua-1"],
                timestamp=moment.astimezone(UTC).replace(microsecond=0),
            )
        if not isinstance(made, bytes):
            raise TypeError(type(made))  # several files only come of pictures
        return made


@cache
def press() -> Press:
    """The press of this process."""
    return Press()


def unprintable(complaint: str) -> set[str]:
    """The characters that the compiler says no typeface has."""
    found: set[str] = set()
    for text in _UNPRINTED.findall(complaint):
        found.update(chr(int(code, 16)) for code in _ESCAPED.findall(text))
        found.update(_ESCAPED.sub("", text).replace("\\", ""))
    return {one for one in found if not one.isascii()}


def _without(data: str, lacking: str) -> str:
    return data.translate(dict.fromkeys(map(ord, lacking), MISSING))


def _beyond_ascii(data: str) -> str:
    return "".join({one for one in data if not one.isascii()})


def _told(paper: Paper) -> Json:
    head = [*paper.fields.printed(), ("Known at", paper.stand.known_at)]
    head.append(("True on", paper.stand.true_on))
    return {
        "title": breakable(paper.title),
        "subject": breakable(paper.subject),
        "authority": paper.stand.authority,
        "marking": paper.fields.marking,
        "mark": paper.fields.mark,
        "foot": paper.stand.foot,
        "head": [[name, breakable(value)] for name, value in head],
        "wide": paper.wide,
        "blocks": [_block(block) for block in paper.blocks],
    }


def _block(block: Block) -> Json:
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        return {
            "kind": kind if block.rows else "text",
            "text": block.empty,
            "heads": [column.head for column in block.columns],
            "widths": [column.width for column in block.columns],
            "rows": [_cells(row) for row in block.rows],
        }
    if isinstance(block, Drawing):
        return {"kind": block.kind, "alt": block.alt, **block.data}
    told = {name: getattr(block, name) for name in block._fields}
    return {"kind": kind, **{name: _spelt(value) for name, value in told.items()}}


def _spelt(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value)
    return [breakable(one) for one in value] if isinstance(value, Sequence) else value


def _cells(row: Sequence[Any]) -> list[str]:
    return [breakable(said(value)) for value in row]


def breakable(text: str) -> str:
    """Text whose long words may go on in the next line, so that none is cut."""
    return _LONG.sub(lambda part: f"{part[0]}\u200b", text)
