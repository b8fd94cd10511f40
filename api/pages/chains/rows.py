"""The table of what the picture shows: every mark, those folded away included."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from api.pictures.telling import called, kinds, pounds, standing
from api.spreadsheet import File
from projections.chain.answers.frame import part
from projections.chain.measures.forest import Real, Whole
from projections.chain.measures.reliance import MARK
from projections.chain.picture.marks import CONTRACTS
from projections.chain.picture.picture import Picture

PAGE: Final = 100
Named = Mapping[int, Mapping[str, Any]]


class Column(NamedTuple):
    """A column: its head, how it sorts (None: it does not), whether it is a number."""

    name: str
    head: str
    is_number: bool


COLUMNS: Final = (
    Column("name", "Name", is_number=False),
    Column("tier", "Where", is_number=False),
    Column("contracts", "Contracts", is_number=True),
    Column("value", "Paid a year", is_number=True),
    Column("kept", "Keeps", is_number=True),
    Column("reliance", "Our part of turnover", is_number=True),
    Column("days", "Waits, days", is_number=True),
    Column("risk", "Worst risk", is_number=True),
    Column("kind", "Kind", is_number=False),
)
# By what becomes of each if somebody fails: what is touched comes first.
TOUCHED: Final = "-outcome"
USUAL: Final = "tier"
SORTS: Final = (
    *(f"{sign}{one.name}" for one in COLUMNS for sign in ("", "-")),
    TOUCHED,
)


def sorted_marks(picture: Picture, sort: str) -> list[int]:
    """All marks in the order that is asked for; a minus turns it round."""
    name, down = sort.removeprefix("-"), sort.startswith("-")
    size = picture.marks.keys.size
    if name == "name":
        named = picture.names(range(size))
        found = sorted(range(size), key=lambda mark: called(named, mark).casefold())
        return found[::-1] if down else found
    keys = _KEYS[name](picture)
    order: list[int]
    order = np.lexsort((-picture.facts.value, -keys if down else keys)).tolist()
    return order


def rows_of(picture: Picture, marks: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """Some marks as rows: what each cell says, and where its name leads."""
    named = picture.names(marks)
    for mark in marks:
        cells = cells_of(picture, mark, named)
        yield {
            "mark": mark,
            "cells": cells,
            "says": picture.look.says[mark] if picture.hit is not None else "",
        }


def cells_of(picture: Picture, mark: int, named: Named) -> Mapping[str, str]:
    """What the cells of a mark say; what is not known is said so."""
    facts, told = picture.facts, bool(picture.facts.told[mark])
    is_contract = picture.marks.column[mark] == CONTRACTS
    days, score = int(facts.days[mark]), picture.scores[mark]
    value = pounds(int(facts.value[mark])) if told else ""
    if told and not facts.valued[mark]:
        value = f"at least {value}" if facts.value[mark] else "not known"
    kept = pounds(int(facts.kept[mark])) if told and not is_contract else ""
    if kept and facts.unseen[mark]:
        kept = f"up to {kept}"
    return {
        "name": called(named, mark),
        "tier": standing(picture, mark),
        "contracts": f"{facts.contracts[mark]:,}",
        "value": value,
        "kept": kept,
        "reliance": _relies(picture, mark),
        "days": str(days) if days >= 0 else ("not known" if told else ""),
        "risk": "" if score is None else f"{score.score} {score.band or ''}".strip(),
        "kind": ", ".join(kinds(picture, mark)),
    }


def file_of(picture: Picture, marks: Sequence[int]) -> File:
    """The whole table as a file, each sum in pounds and pence."""
    named = picture.names(marks)
    return File(
        "supply-chain",
        [(one,) for one in (*_FILED, "if_they_fail")],
        frozenset(),
        (_filed(picture, mark, named) for mark in marks),
    )


_FILED: Final = (
    *("reference", "name", "where", "contracts", "paid_a_year", "paid_is_known"),
    *("keeps", "next_is_known", "turnover_from_us_least", "turnover_from_us_most"),
    *("days", "worst_risk", "band", "kind"),
)


def _filed(picture: Picture, mark: int, named: Named) -> dict[str, Any]:
    facts, told = picture.facts, bool(picture.facts.told[mark])
    score, days = picture.scores[mark], int(facts.days[mark])
    kept = told and picture.marks.column[mark] != CONTRACTS
    return {
        "reference": named[mark]["reference"] if mark in named else None,
        "name": called(named, mark),
        "where": standing(picture, mark),
        "contracts": int(facts.contracts[mark]),
        "paid_a_year": f"{facts.value[mark] / 100:.2f}" if told else None,
        "paid_is_known": bool(facts.valued[mark]) if told else None,
        "keeps": f"{facts.kept[mark] / 100:.2f}" if kept else None,
        "next_is_known": not facts.unseen[mark] if kept else None,
        **_parts(picture, mark),
        "days": days if days >= 0 else None,
        "worst_risk": None if score is None else score.score,
        "band": None if score is None else score.band,
        "kind": ", ".join(kinds(picture, mark)),
        "if_they_fail": picture.look.says[mark] if picture.hit is not None else None,
    }


def _relies(picture: Picture, mark: int) -> str:
    """What part of its turnover is our money, and on which side of the mark that is."""
    firm, relies = int(picture.firms[mark]), picture.relying
    if relies is None or firm < 0:
        return ""
    least, most = float(relies.least[firm]), float(relies.most[firm])
    if least < 0:
        return "not known"
    low = f"{least:.0%}"
    if not np.isfinite(most):
        told = f"{low} or more"
    else:
        told = low if low == f"{most:.0%}" else f"{low} to {most:.0%}"
    return f"{told}, above {MARK:.0%}" if least > MARK else told


def _parts(picture: Picture, mark: int) -> dict[str, str | None]:
    firm, relies = int(picture.firms[mark]), picture.relying
    known = relies is not None and firm >= 0 and relies.least[firm] >= 0
    return {
        f"turnover_from_us_{name}": part(float(getattr(relies, name)[firm]))
        if known and np.isfinite(getattr(relies, name)[firm])
        else None
        for name in ("least", "most")
    }


def _reliances(picture: Picture) -> Real:
    """By what organisations are sorted: the least part, not known before nothing."""
    if picture.relying is None:
        return np.full(picture.firms.size, -1.0)
    found: Real = np.append(picture.relying.least, -1.0)[picture.firms]
    return found


def _scores(picture: Picture) -> Whole:
    found = [-1 if score is None else score.score for score in picture.scores]
    return np.array(found, np.int64)


def _outcomes(picture: Picture) -> Whole:
    said = np.array([bool(word) for word in picture.look.says], bool)
    found: Whole = np.where(said, picture.look.tone + 1, 0)
    return found


_KEYS: Final[Mapping[str, Callable[[Picture], Whole | Real]]] = {
    "tier": lambda picture: picture.marks.column,
    "outcome": _outcomes,
    "contracts": lambda picture: picture.facts.contracts,
    "value": lambda picture: picture.facts.value,
    "kept": lambda picture: picture.facts.kept,
    "reliance": _reliances,
    "days": lambda picture: picture.facts.days,
    "risk": _scores,
    "kind": lambda picture: picture.facts.sme + 2 * picture.facts.vcse,
}
