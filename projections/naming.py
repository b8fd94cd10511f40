"""What things are called now: by which names and numbers people mean them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select

from projections.view import View

Index = Mapping[str, frozenset[UUID]]


class Named(NamedTuple):
    """Names in small letters, each with all that are called so.

    Contracts go by their titles and by their own numbers; the references that the
    register gives are numbers, too.
    """

    titles: Index
    numbers: Index
    organisations: Index
    accounts: Index


def named(view: View) -> Named:
    """Everything that has a name now and was not entered in error."""
    return Named(
        titles=_index(_contracts(view, "title_key")),
        numbers=_index(
            [*_contracts(view, "contract_number_key"), *_references(view, "contract")]
        ),
        organisations=_index([*_own_names(view), *_people(view, "organisation")]),
        accounts=_index([*_people(view, "account"), *_references(view, "account")]),
    )


def _contracts(view: View, column: str) -> Iterable[tuple[str, str]]:
    now = view.schema.nouns["contract"].live
    wanted = select(now.c[column], now.c.id).where(_stands(now), now.c[column] != "")
    return [(name, thing) for name, thing in view.connection.execute(wanted)]


def _own_names(view: View) -> Iterable[tuple[str, str]]:
    now = view.schema.nouns["organisation"].live
    wanted = select(now.c.name_key, now.c.id).where(_stands(now), now.c.name_key != "")
    return [(name, thing) for name, thing in view.connection.execute(wanted)]


def _people(view: View, noun: str) -> Iterable[tuple[str, str]]:
    now, people = view.schema.nouns[noun].live, view.schema.people
    wanted = (
        select(people.c.name_key, now.c.id)
        .join(people, people.c.subject == now.c.id)
        .where(_stands(now), people.c.name_key != "")
    )
    if noun == "account":
        wanted = wanted.where(now.c.status != "closed")
    return [(name, thing) for name, thing in view.connection.execute(wanted)]


def _references(view: View, noun: str) -> Iterable[tuple[str, str]]:
    now, prefix = view.schema.nouns[noun].live, view.schema.models[noun].prefix
    wanted = select(now.c.born_at, now.c.id).where(_stands(now))
    return [
        (f"{prefix}-{born}".casefold(), thing)
        for born, thing in view.connection.execute(wanted)
    ]


def _stands(now: Table) -> ColumnElement[bool]:
    return now.c.effective_until.is_(None) & (now.c.in_error == 0)


def _index(pairs: Iterable[tuple[str, str]]) -> Index:
    found = defaultdict[str, set[UUID]](set)
    for name, thing in pairs:
        found[" ".join(name.split())].add(UUID(thing))
    return {name: frozenset(things) for name, things in found.items()}
