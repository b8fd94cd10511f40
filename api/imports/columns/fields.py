"""The fields of each kind of sheet, and the names that councils give their columns."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any, Final, NamedTuple

from api.imports.columns import cells
from api.imports.columns.amounts import money, paid, vat_basis
from api.imports.columns.cells import Read, choice
from api.imports.columns.days import day
from api.imports.columns.listing import lines
from api.imports.columns.rhythms import day_or_rhythm, rhythm

# A reader may depend on what the header says, such as whether VAT is in a column.
Reader = Callable[[str], Read]


class Field(NamedTuple):
    """A field that a column may hold: how it is read, and what columns are called."""

    name: str
    reader: Reader
    names: tuple[str, ...]


class Kind(NamedTuple):
    """A kind of sheet: its fields in order of who takes a column first.

    A row without `main` is no row. What a new file leaves out is gone from its source
    where `replaces`; a month of payments does not replace the month before.
    """

    name: str
    main: str
    fields: Mapping[str, Field]
    replaces: bool = True


def plain(name: str) -> str:
    """A name of a column as names are compared: small letters and digits."""
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", name.casefold()).split())


def _kinds() -> Iterator[Kind]:
    told = files("api.imports.columns").joinpath("kinds.toml").read_text()
    for name, kind in tomllib.loads(told).items():
        fields = {each: _field(each, said) for each, said in kind["fields"].items()}
        yield Kind(name, kind["main"], fields, kind["replaces"])


def _field(name: str, said: Mapping[str, Any]) -> Field:
    """A field with all its names; its own is the first of them."""
    composed = (
        f"{head} {tail}"
        for head in _words(said.get("heads", ""))
        for tail in _words(said.get("tails", ""))
    )
    names = (name.replace("_", " "), *_words(said.get("names", "")), *composed)
    return Field(name, _reader(said), tuple(dict.fromkeys(map(plain, names))))


def _reader(said: Mapping[str, Any]) -> Reader:
    if said["read"] in _BY_HEADER:
        return _BY_HEADER[said["read"]]
    read = _READS.get(said["read"]) or choice(
        {
            word: value
            for value, words in said["words"].items()
            for word in _words(words)
        }
    )
    return lambda _: read


def _words(listed: str) -> list[str]:
    return [word for each in listed.split(",") if (word := each.strip())]


_BY_HEADER: Final[Mapping[str, Reader]] = {
    "money": lambda header: money(vat_basis(header)),
    "paid": lambda header: paid(vat_basis(header)),
}
_READS: Final[Mapping[str, Read]] = {
    # Who is named and what is scored is settled later, with what else is known.
    "as_written": cells.prose,
    "code": cells.code,
    "cpv": cells.cpv,
    "day": day,
    "day_or_rhythm": day_or_rhythm,
    "flag": cells.flag,
    "lines": lines,
    "notice": cells.notice,
    "payment_days": cells.payment_days,
    "people": cells.people,
    "prose": cells.prose,
    "rhythm": rhythm,
    "several": cells.several,
    "title": cells.title,
    "whole": cells.whole,
}
KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _kinds()}
