"""What somebody holds: contracts, risks and plans with their parts, and all else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import and_, or_, select

from domain.rights import Reach
from projections.view import View

# By which of its fields a thing of each noun is somebody's.
HELD: Mapping[str, Sequence[str]] = {
    "contract": ("contract_manager", "commissioner"),
    "risk": ("owner",),
    "issue": ("owner",),
    "change": ("steward", "decision_by"),
    "plan": ("owner",),
    "document": ("owner",),
    "kpi": ("owner",),
    "service": ("owner",),
    "outcome": ("owner",),
    "feedback": ("owner",),
}
# Lists of a thing whose entries have an owner each.
PARTS: Mapping[str, Sequence[str]] = {
    "risk": ("actions", "controls"),
    "plan": ("tasks",),
}
# In these states nobody holds it any more.
OVER: Mapping[str, Sequence[str]] = {
    "contract": ("closed",),
    "risk": ("closed",),
    "issue": ("resolved", "closed"),
    "change": ("rejected", "withdrawn", "closed"),
    "plan": ("complete",),
    "document": ("disposed",),
    "kpi": ("retired",),
    "service": ("closed",),
    "outcome": ("closed",),
    "feedback": ("used", "closed"),
}


class Holding(NamedTuple):
    """A thing that somebody holds, and as what."""

    noun: str
    id: str
    reference: str
    held_as: list[str]


def holdings(view: View, account: str, reach: Reach) -> list[Holding]:
    """All that an account holds, of what the reach shows, in the order of entry."""
    return [one for noun in HELD for one in _of(view, noun, account, reach)]


def _of(view: View, noun: str, account: str, reach: Reach) -> Iterator[Holding]:
    model, rows = view.schema.models[noun], view.pages.alive(noun, view.pin)
    lists = PARTS.get(noun, ())
    quoted = f'"owner":"{account}"'
    ways = [rows.c[name] == account for name in HELD[noun]]
    ways += [rows.c[name].contains(quoted, autoescape=True) for name in lists]
    columns = [rows.c[name] for name in (*HELD[noun], *lists)]
    wanted = select(rows.c.id, rows.c.born_at, *columns).where(
        and_(or_(*ways), rows.c.in_error == 0, rows.c.status.not_in(OVER[noun])),
        view.pages.readable(noun, view.pin, rows, reach),
    )
    found = view.connection.execute(wanted.order_by(rows.c.born_at), view.pin.params)
    for thing, born_at, *cells in map(tuple, found):
        values = dict(zip((*HELD[noun], *lists), cells, strict=True))
        if held_as := list(_ways(values, lists, account)):
            yield Holding(noun, thing, f"{model.prefix}-{born_at}", held_as)


def _ways(
    values: Mapping[str, Any], lists: Sequence[str], account: str
) -> Iterator[str]:
    for name, value in values.items():
        if name not in lists and value == account:
            yield name
        if name in lists and any(
            _is_open(p, account) for p in from_json(value or "[]")
        ):
            yield name


def _is_open(part: Mapping[str, Any], account: str) -> bool:
    return part["owner"] == account and part.get("outcome") is None
