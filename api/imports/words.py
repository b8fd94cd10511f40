"""Text as people and web pages leave it, made fit to read, compare and keep."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from html.entities import html5
from typing import Generic, NamedTuple, TypeVar

from api.imports.faults import Problem, noted, unknown
from api.imports.json_text import Json

# As long as the register's own titles and words may be.
LINE = 300
WORDS = 10_000

# "&amp;amp;" is an ampersand that went through two web pages.
AMPERSAND = re.compile(r"&(?:amp;)+", re.IGNORECASE)
ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
HIDDEN = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
BROKEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
BREAK = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
NOTHING = " \n\ufffd"
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
PHONE = re.compile(
    r"(?:\+44 ?(?:\(0\) ?)?|(?<![0-9.,])0)[1-9][0-9]{1,4}\)?"
    r"(?:[ -]?[0-9]){5,8}(?![0-9])"
)

NOT_WORDS = unknown("is not text", "write it as text, between quotation marks")
ENTITIES = noted(
    "held characters in the notation of web pages",
    "nothing: they were read as the characters they stand for",
)
HIDDEN_OUT = noted(
    "held characters that cannot be seen", "nothing: they were taken out"
)
BROKEN_OUT = noted(
    "held characters that no text can hold",
    "look at the place marked � in the source and type it anew",
)
LONG_LINE = noted(
    "is longer than 300 characters",
    "nothing: it was cut, and its longer form is among the unmapped columns",
    stays=True,
)
LONG_TEXT = noted(
    "is longer than 10,000 characters",
    "nothing: it was cut; read it in full where it was published",
)
CUT_AT_SOURCE = noted(
    "was cut off before it came here", "read it in full where the notice is published"
)
PERSONAL = noted(
    "seems to hold an e-mail address or a telephone number",
    "what the register takes it keeps: take it out of the file before importing",
)

T = TypeVar("T")


class Wrong(NamedTuple):
    """A problem of one cell, with what shows it; None shows the cell as found."""

    problem: Problem
    evidence: str | None = None


class Cell(NamedTuple, Generic[T]):
    """What a cell says, None where it says nothing, and what is wrong with it."""

    value: T | None
    wrong: tuple[Wrong, ...] = ()


def storable(text: str) -> str:
    """Text without what the log refuses: hidden and broken characters, loose forms."""
    return unicodedata.normalize("NFC", BROKEN.sub("\ufffd", HIDDEN.sub("", text)))


def line(found: Json) -> Cell[str]:
    """One line of at most 300 characters: a title, a name."""
    return _read(found, _one_line, LINE, LONG_LINE)


def words(found: Json) -> Cell[str]:
    """Text of at most 10,000 characters that keeps its line breaks."""
    return _read(found, _lines, WORDS, LONG_TEXT)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    return "\n".join(" ".join(each.split()) for each in text.split("\n")).strip()


def _read(
    found: Json, tidied: Callable[[str], str], most: int, too_long: Problem
) -> Cell[str]:
    if found is None:
        return Cell(None)
    if not isinstance(found, str):
        return Cell(None, (Wrong(NOT_WORDS),))
    decoded = BREAK.sub("\n", _decoded(found))
    # Most cells are plain, and need no look at each character.
    plain = decoded.isascii() and decoded.isprintable()
    text = tidied(decoded if plain else storable(decoded))
    kept = text[:most].strip() if text.strip(NOTHING) else None
    wrong = [*_wrong_chars(found, "" if plain else decoded), *_personal(kept or "")]
    if len(text) > most:
        wrong.append(Wrong(too_long, f"{len(text):,} characters"))
    return Cell(kept, tuple(wrong))


def _wrong_chars(found: str, decoded: str) -> Iterator[Wrong]:
    """Evidence, never the whole text: a list of faults is no place for names."""
    entities = dict.fromkeys(ENTITY.findall(found) if "&" in found else ())
    signs = (
        (ENTITIES, [f"&{name};" for name in entities if _character(name)]),
        (HIDDEN_OUT, HIDDEN.findall(decoded)),
        (BROKEN_OUT, BROKEN.findall(decoded)),
    )
    for problem, evidence in signs:
        if evidence:
            yield Wrong(problem, " ".join(dict.fromkeys(evidence)))


def _personal(kept: str) -> Iterator[Wrong]:
    if ("@" in kept and MAIL.search(kept)) or PHONE.search(kept):
        yield Wrong(PERSONAL, "not shown")


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    return ENTITY.sub(
        lambda entity: _character(entity[1]) or entity[0], AMPERSAND.sub("&", text)
    )


@lru_cache(maxsize=1024)
def _character(entity: str) -> str | None:
    """What an entity stands for; None where that is nothing that can be written."""
    if not entity.startswith("#") and f"{entity};" not in html5:
        return None
    char = html.unescape(f"&{entity};")
    return None if char in {"", "\ufffd"} else char
