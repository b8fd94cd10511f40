"""What a list is asked for: fields that have a value, words, an order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    case,
    func,
    or_,
    select,
)

from domain.errors import RuleBroken
from projections.flags import NAMED_FLAGS
from projections.kinds import (
    COUNT,
    DAY,
    FLAG,
    JSON,
    LIST,
    MONEY,
    SCORE,
    TITLE,
    WHOLE,
    Kind,
)
from projections.listed import MERGED, Listed, names_service, of_records
from projections.model import Model
from projections.references import born_at
from projections.searching import has_words
from projections.tables import Schema

Condition = ColumnElement[bool]
Filters = Mapping[str, Sequence[str]]
FLAGS = {"true": 1, "false": 0}
NUMBER = re.compile(r"-?[0-9]{1,15}")


class Order(NamedTuple):
    """What a list is sorted by, and whether the highest comes first."""

    field: str
    descending: bool

    @classmethod
    def read(cls, sort: str | None, model: Model) -> "Order":
        """The order that `sort` names. Raises RuleBroken for a field there is not."""
        named = sort or "-born_at"
        order = cls(named.removeprefix("-"), named.startswith("-"))
        if order.field not in sortable(model):
            raise _refused(
                "sort", f"cannot sort by {order.field}; use {_listed(sortable(model))}"
            )
        return order


def sortable(model: Model) -> list[str]:
    """The fields that a list can be sorted by."""
    fields = [name for name, kind in model.columns.items() if kind not in (JSON, LIST)]
    named = ["name"] if model.named and "name" not in fields else []
    return [*fields, *named, "born_at", "version"]


def sort_key(
    schema: Schema, model: Model, rows: FromClause, order: Order
) -> ColumnElement[Any]:
    """What rows are sorted by: titles without regard to case, scores by product."""
    if order.field in ("born_at", "version"):
        return rows.c[order.field]
    if order.field == "name":
        return _name_key(schema, model, rows)
    return rows.c[order.field + model.columns[order.field].sort]


def matching(listed: Listed, filters: Filters, q: str | None) -> Condition:
    """Which rows have what is asked for; those entered in error only if asked."""
    asked = {"in_error": ("false",), **filters}
    conditions = [_matches(listed, *item) for item in asked.items()]
    if MERGED in listed.model.columns and MERGED not in filters:
        conditions.append(listed.rows.c[MERGED].is_(None))
    if q:
        conditions.append(has_words(listed, q))
    return and_(*conditions)


def _matches(listed: Listed, name: str, values: Sequence[str]) -> Condition:
    model, rows = listed.model, listed.rows
    if name == "unknown":
        return or_(*(_blank(model, rows, field) for field in values))
    if (flag := NAMED_FLAGS.get(model.noun, {}).get(name)) is not None:
        holds = case((flag(rows, listed.appetites), 1), else_=0)
        return holds.in_([_cell(FLAG, name, value) for value in values])
    if name in model.fields:
        return _equals(listed, name, values)
    field, _, end = name.rpartition("_")
    if end in ("from", "to") and field in model.columns and len(values) == 1:
        return _bounded(model, rows, field, end, values[0])
    names = [*model.columns, *NAMED_FLAGS.get(model.noun, ())]
    raise _refused(name, f"cannot filter by {name}; use {_listed(names)}")


def _equals(listed: Listed, name: str, values: Sequence[str]) -> Condition:
    model = listed.model
    _, kind, _ = model.fields[name]
    if kind in (JSON, LIST, MONEY):
        raise _refused(name, f"cannot filter by {name}: it is no single value")
    column = listed.rows.c[name + kind.sort]
    wanted = [_cell(kind, name, value) for value in values]
    numbers = [n for value in values if (n := born_at(value)) is not None]
    if name in model.namings:
        return or_(column.in_(wanted), names_service(listed, column, values, numbers))
    if name not in model.links:
        return column.in_(wanted)
    things = listed.schema.things
    named = select(things.c.id).where(
        things.c.born_at.in_(numbers), things.c.noun == model.links[name]
    )
    ways: list[Condition] = [column.in_(wanted)]
    ways += [column.in_(named)] if numbers else []
    if model.links[name] == "organisation" and name != MERGED:
        survivor = listed.organisations.c[MERGED]
        ways.append(of_records(listed, column, survivor.in_(wanted)))
        ways += [of_records(listed, column, survivor.in_(named))] if numbers else []
    return or_(*ways)


def _bounded(
    model: Model, rows: FromClause, field: str, end: str, value: str
) -> Condition:
    kind = model.columns[field]
    if kind not in (DAY, WHOLE, COUNT, SCORE):
        raise _refused(field, f"{field} has no order; filter by {field} itself")
    column, bound = rows.c[field + kind.sort], _cell(kind, field, value)
    bounded: Condition = column >= bound if end == "from" else column <= bound
    return bounded


def _blank(model: Model, rows: FromClause, field: str) -> Condition:
    if field not in model.columns:
        raise _refused("unknown", f"{field} is no field; use {_listed(model.columns)}")
    suffix, _ = model.columns[field].parts[0]
    return rows.c[field + suffix].is_(None)


def _cell(kind: Kind, name: str, value: str) -> Any:
    if kind is FLAG:
        if value not in FLAGS:
            raise _refused(name, f"{name} is true or false")
        return FLAGS[value]
    if kind in (WHOLE, COUNT, SCORE):
        if not NUMBER.fullmatch(value):
            raise _refused(name, f"{name} is a whole number")
        return int(value)
    return value.casefold() if kind is TITLE else value


def _name_key(schema: Schema, model: Model, rows: FromClause) -> ColumnElement[Any]:
    people = schema.people
    known = select(people.c.name_key).where(people.c.subject == rows.c.id)
    if "name" not in model.columns:
        return known.scalar_subquery()
    return func.coalesce(rows.c.name_key, known.scalar_subquery())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _refused(name: str, detail: str) -> RuleBroken:
    return RuleBroken(detail, rule="list-question", pointer=f"/{name}")
