"""What a sample is drawn from: entries, contracts, changes or risks, in order."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from projections.audit.question import Asked, Columns, Found, Json, Question
from projections.audit.sampling import (
    Drawn,
    Member,
    draw,
    population_digest,
    seed_of,
)
from projections.audit.walking import walked
from projections.model import BORN, ID, Model
from projections.view import View


class Population(NamedTuple):
    """A kind of thing that is sampled: its value, and what it may be divided by."""

    noun: str | None
    value: str | None = None
    strata: Sequence[str] = ()


POPULATIONS: Final = {
    "entries": Population(None, strata=("noun", "role")),
    "contracts": Population(
        "contract", "annual_value", ("category", "department", "tier", "status")
    ),
    "changes": Population("change", "value_delta", ("kind", "status")),
    "risks": Population("risk", strata=("category", "status")),
}
STRATA: Final = tuple(sorted({s for p in POPULATIONS.values() for s in p.strata}))
MEMBER: Final[Columns] = {
    "id": "text",
    "pence": "number",
    "stratum": "text",
    "position": "position",
    "reference": "text",
    "title": "text",
}
DRAWN: Final[Columns] = {
    **MEMBER,
    "order": "count",
    "number": "text",
    "hits": "count",
}
SUMMARY: Final[Columns] = {
    "population": "text",
    "strata": "text",
    "members": "count",
    "pence": "number",
    "without_value": "count",
    "digest": "text",
}


class Listed(NamedTuple):
    """A member of a population with the position that brought it into being."""

    member: Member
    position: int


def population(view: View, asked: Asked) -> Found:
    """The members of a population, in the order in which they came into being."""
    listed, examined = members(view, asked)
    return Found(
        listed, lambda s: _shown(view, asked, s), examined, _told(asked, listed)
    )


def sample(view: View, asked: Asked) -> Found:
    """A8: a sample of it, by the root of the log and the auditor's nonce."""
    listed, examined = members(view, asked)
    last = asked.span.last
    seed = seed_of(last, asked.root, asked.nonce)
    positions = {one.member.id: one.position for one in listed}
    drawn = draw([one.member for one in listed], asked.method, asked.size, seed)
    summary = _told(asked, listed) | {
        "method": asked.method,
        "asked_for": asked.size,
        "drawn": len(drawn),
        "nonce": asked.nonce,
        "log_size": last,
        "root": asked.root.hex(),
        "seed": seed.hex(),
    }

    def show(some: Sequence[tuple[int, Drawn]]) -> list[Json]:
        found = [Listed(d.member, positions[d.member.id]) for _, d in some]
        rows = _shown(view, asked, found)
        for row, (order, one) in zip(rows, some, strict=True):
            row |= {"order": order, "number": one.number, "hits": one.hits}
        return rows

    return Found(list(enumerate(drawn, 1)), show, examined, summary)


def members(view: View, asked: Asked) -> tuple[list[Listed], int]:
    """The members of a population, and how many entries of the span may be known."""
    of = POPULATIONS[asked.population]
    if of.noun is None:
        entries = [*_entries(view, asked)]
        return entries, len(entries)
    examined = sum(1 for _ in walked(view, asked.span))
    model = view.schema.models[of.noun]
    found = [_member(model, of, asked.strata, row) for row in things_of(view, of.noun)]
    inside = [one for one in found if asked.span.first <= one.position]
    return sorted(inside, key=lambda one: one.position), examined


def _entries(view: View, asked: Asked) -> Iterator[Listed]:
    for met in walked(view, asked.span):
        said = {"noun": met.noun or "", "role": met.line.envelope.role}
        stratum = said.get(asked.strata, "")
        yield Listed(Member(str(met.position), None, stratum), met.position)


def things_of(view: View, noun: str) -> Sequence[Any]:
    """The things that hold, those entered in error left out."""
    rows = view.pages.alive(noun, view.pin)
    may = view.pages.readable(noun, view.pin, rows, view.reach)
    wanted = select(rows).where(rows.c.in_error == 0, may)
    return view.connection.execute(wanted, view.pin.params).fetchall()


def _member(model: Model, of: Population, strata: str, row: Any) -> Listed:
    cells = tuple(row)
    value = model.read(cells, of.value) if of.value else None
    stratum = model.read(cells, strata) if strata in of.strata else None
    return Listed(Member(cells[ID], pence_of(value), str(stratum or "")), cells[BORN])


def pence_of(value: Json | None) -> int | None:
    """A sum in pence; None where there is none, or one in another currency."""
    if value is None or value["currency"] != "GBP":
        return None
    pounds, _, pence = str(value["amount"]).partition(".")
    sign = -1 if pounds.startswith("-") else 1
    return sign * (abs(int(pounds)) * 100 + int((pence + "00")[:2]))


def _told(asked: Asked, listed: Sequence[Listed]) -> Json:
    values = [one.member.pence for one in listed]
    return {
        "population": asked.population,
        "strata": asked.strata or None,
        "members": len(listed),
        "pence": sum(max(value or 0, 0) for value in values),
        "without_value": sum(value is None for value in values),
        "digest": population_digest([one.member for one in listed]),
    }


def _shown(view: View, asked: Asked, some: Sequence[Listed]) -> list[Json]:
    noun = POPULATIONS[asked.population].noun
    ids = [one.member.id for one in some]
    labels = view.labels(noun, ids) if noun else {}
    return [
        {
            "id": one.member.id,
            "pence": one.member.pence,
            "stratum": one.member.stratum,
            "position": one.position,
            "reference": labels.get(one.member.id, {}).get("reference"),
            "title": labels.get(one.member.id, {}).get("title"),
        }
        for one in some
    ]


QUESTIONS: Final = (
    Question(
        "population",
        "list_audit_population",
        "A8",
        "All from which a sample is drawn, in order, with value and stratum.",
        ("population", "strata"),
        MEMBER,
        population,
        SUMMARY,
    ),
    Question(
        "sample",
        "list_audit_sample",
        "A8",
        "A sample drawn by the root of the log and the auditor's nonce.",
        ("population", "strata", "method", "size", "nonce"),
        DRAWN,
        sample,
        {
            **SUMMARY,
            "method": "text",
            "asked_for": "count",
            "drawn": "count",
            "nonce": "text",
            "log_size": "count",
            "root": "text",
            "seed": "text",
        },
    ),
)
