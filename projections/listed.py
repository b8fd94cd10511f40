"""The rows that a list is asked of, and what things of other nouns tell of them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic_core import to_json
from sqlalchemy import ColumnElement, FromClause, func, literal, or_, select

from domain.facts.service import service_name
from projections.flags import NO_APPETITES, Appetites
from projections.model import Model
from projections.tables import Schema

Condition = ColumnElement[bool]
# The field of a record that is merged into another.
MERGED = "merged_into"


class Listed(NamedTuple):
    """The rows of which some are asked for, and what it takes to tell which.

    `organisations` are the rows that hold then: what is linked to a record that is
    merged into another is found under that one, which is listed in its place.
    `sources` are the rows of sources that hold: words are looked for there as well,
    in what a sheet said of a thing and the register has no place for; None for who
    does not read them. Words that
    name one of the `services` are found by every name of it, and contracts by the ids
    of their `notices`.
    `appetites` are those of the policy, where something is asked that needs them.
    """

    schema: Schema
    model: Model
    rows: FromClause
    organisations: FromClause
    sources: FromClause | None
    services: FromClause
    notices: FromClause
    appetites: Appetites = NO_APPETITES


def of_records(
    listed: Listed, column: ColumnElement[Any], which: Condition
) -> Condition:
    """Whether an id is that of one of some records of organisations."""
    # The rows asked for may be organisations, too: these stand for themselves.
    records = select(listed.organisations.c.id).where(which).correlate(None)
    return column.in_(records)


def names_service(
    listed: Listed,
    column: ColumnElement[Any],
    values: Sequence[str],
    numbers: Sequence[int],
) -> Condition:
    """Whether words name a service that is asked for: by name, id or position."""
    services = listed.services.c
    names = [to_json(service_name(value).value).decode() for value in values]
    asked = or_(
        services.id.in_(values),
        services.born_at.in_(numbers),
        *(services.names.contains(name, autoescape=True) for name in names),
    )
    spelt = func.lower(column)
    for _ in range(2):
        spelt = func.replace(spelt, "  ", " ")
    written = literal('"') + spelt + literal('"')
    is_named = func.replace(services.names, written, "") != services.names
    found = select(services.id).where(asked, services.in_error == 0, is_named)
    return found.correlate(listed.rows).exists()
