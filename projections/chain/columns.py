"""The seats of many chains as columns, in the order of their tiers.

A seat is a row of small numbers: which contract, which organisation, which seat it
stands under; so what is asked of all of them is a few passes over arrays.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import and_, or_, select

from domain.facts.service import service_name
from projections.view import View

Whole = NDArray[np.int64]
# Stands for a number that is not known.
NOT_KNOWN = -1


class Columns(NamedTuple):
    """Seats as columns; `contract`, `organisation` and `parent` are places in lists.

    A parent of -1 is no seat: the lead's own place, or a partner's, which `above` names
    by its id. `pence` and `days` of -1 are not known,
    `share` is in millionths, `essential` is 1 or 0. Tiers count from 2; 0 hangs on
    nothing that is there.
    """

    ids: list[str]
    references: list[int]
    roles: list[str | None]
    contracts: list[str]
    organisations: list[str]
    contract: Whole
    organisation: Whole
    parent: Whole
    above: list[str | None]
    tier: Whole
    pence: Whole
    share: Whole
    days: Whole
    essential: Whole
    triggers: list[str | None]
    statuses: list[str]
    starts: list[str | None]
    ends: list[str | None]


CELLS = (
    "id",
    "born_at",
    "role",
    "contract_id",
    "organisation_id",
    "parent_seat_id",
    "annual_value_pence",
    "value_share",
    "payment_terms_days",
    "essential",
    "payment_trigger",
    "status",
    "start",
    "end",
)


def read_columns(view: View, contracts: Sequence[str] | None = None) -> Columns:
    """The seats that stand on the day, whoever may know of them.

    `contracts` names those alone that are asked for, None all of them.
    """
    rows = view.pages.alive("seat", view.pin)
    day = view.pin.effective_on.isoformat()
    wanted = select(*(rows.c[name] for name in CELLS)).where(
        rows.c.in_error == 0,
        rows.c.status != "ended",
        or_(rows.c.start.is_(None), rows.c.start <= day),
        or_(rows.c.end.is_(None), rows.c.end >= day),
    )
    if contracts is not None:
        wanted = wanted.where(rows.c.contract_id.in_(contracts))
    wanted = wanted.order_by(rows.c.born_at)
    found = view.connection.execute(wanted, view.pin.params).all()
    return columns([tuple(row) for row in found])


def columns(found: Sequence[tuple[Any, ...]]) -> Columns:
    """Rows with the cells of CELLS as columns, each seat with its tier."""
    cells: list[list[Any]] = [list(column) for column in zip(*found, strict=True)]
    cells = cells or [[] for _ in CELLS]
    ids, born, roles, contract, holder, parent, pence, share, days, essential, *rest = (
        cells
    )
    contracts, organisations = sorted(set(contract)), sorted(set(holder))
    up = _places([p or "" for p in parent], ids)
    return Columns(
        ids,
        born,
        roles,
        contracts,
        organisations,
        _places(contract, contracts),
        _places(holder, organisations),
        up,
        parent,
        _tiers(up),
        _numbers(pence),
        _numbers(share),
        _numbers(days),
        _numbers(essential),
        *rest,
    )


def named_contracts(view: View, service: str) -> list[str]:
    """The contracts of a service, by any of its names."""
    rows = view.pages.alive("contract", view.pin)
    listed = select(rows.c.id, rows.c.service).where(
        and_(
            rows.c.service.is_not(None),
            view.pages.readable("contract", view.pin, rows, view.reach),
        )
    )
    wanted = service_name(service).value
    return [
        row.id
        for row in view.connection.execute(listed, view.pin.params)
        if service_name(row.service).value == wanted
    ]


def _places(values: Sequence[str], among: Sequence[str]) -> Whole:
    at = {one: place for place, one in enumerate(among)}
    found = (at.get(value, NOT_KNOWN) for value in values)
    return np.fromiter(found, np.int64, len(values))


def _numbers(values: Sequence[int | None]) -> Whole:
    found = (NOT_KNOWN if value is None else value for value in values)
    return np.fromiter(found, np.int64, len(values))


def _tiers(parent: Whole) -> Whole:
    """Tier 2 right under the lead, one more below each; one pass a tier."""
    tier = np.where(parent == NOT_KNOWN, 2, 0)
    under = np.flatnonzero(parent != NOT_KNOWN)
    while under.size:
        reached = tier[parent[under]] > 0
        if not reached.any():
            break
        here = under[reached]
        tier[here] = tier[parent[here]] + 1
        under = under[~reached]
    return tier.astype(np.int64)
