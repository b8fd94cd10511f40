"""How a field of a fact lies in columns, and how it is read back as JSON."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import orjson
from pydantic_core import from_json

from projections.words import searchable

# Both stores know no other types: dates and ids are text that sorts as they do.
Cell = str | int | None
Row = tuple[Any, ...]
Json = dict[str, Any]
Write = Callable[[Any], tuple[Cell, ...]]

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """The columns of one field: a suffix and a type for each.

    `write` gives the cells of a JSON value, None if the value is its only cell, and
    `read` the JSON of cells whose first is not null; lists are sorted by the column
    with the suffix `sort`. `shown` stands for a value that there is none of, where
    nobody is expected to say why; `at_first` is what the only cell of a new thing
    holds.
    """

    parts: tuple[tuple[str, type[str] | type[int]], ...]
    write: Write | None
    read: Callable[..., Any]
    sort: str = ""
    shown: Any = None
    at_first: Cell = None


def _itself(cell: Cell) -> Cell:
    return cell


def _pence(value: Json) -> tuple[Cell, ...]:
    pence = int(value["amount"].replace(".", ""))
    return pence, value["currency"], value["vat_basis"]


def money(pence: int, currency: str, vat_basis: str) -> dict[str, str]:
    """Money as the API shows it: the amount is text with two places."""
    sign = "-" if pence < 0 else ""
    pounds, rest = divmod(abs(pence), 100)
    return {
        "amount": f"{sign}{pounds}.{rest:02d}",
        "currency": currency,
        "vat_basis": vat_basis,
    }


def _scores(value: Json) -> tuple[Cell, ...]:
    likelihood, impact = value["likelihood"], value["impact"]
    return likelihood, impact, likelihood * impact


def score(likelihood: int, impact: int, product: int) -> dict[str, int]:
    """A score as the API shows it, with its product."""
    return {"likelihood": likelihood, "impact": impact, "score": product}


def _share(micro: int) -> str:
    return f"{(Decimal(micro) / MICRO).normalize():f}"


def _micro(value: str) -> tuple[Cell, ...]:
    return (int(Decimal(value) * MICRO),)


def _spelt(value: Any) -> tuple[Cell, ...]:
    return (orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode(),)


TEXT = Kind((("", str),), None, _itself)
# Lists sort titles without regard to case, and search them by their words.
TITLE = Kind(
    (("", str), ("_key", str), ("_words", str)),
    lambda value: (value, value.casefold(), searchable(value)),
    lambda title, *_: title,
    sort="_key",
)
# JSON that facts keep as text, so that all of it can be struck out; searched as words.
JSON_TEXT = replace(TITLE, read=lambda text, *_: from_json(text))
ID = Kind((("", str),), None, _itself)
DAY = Kind((("", str),), None, _itself)
WHOLE = Kind((("", int),), None, _itself)
# How many there are of something: none, to begin with.
COUNT = replace(WHOLE, at_first=0)
FLAG = Kind((("", int),), lambda value: (int(value),), bool)
SHARE = Kind((("", int),), _micro, _share)
JSON = Kind((("", str),), _spelt, from_json)
LIST = replace(JSON, shown=())
MONEY = Kind(
    (("_pence", int), ("_currency", str), ("_vat", str)), _pence, money, sort="_pence"
)
SCORE = Kind(
    (("_likelihood", int), ("_impact", int), ("_score", int)),
    _scores,
    score,
    sort="_score",
)
