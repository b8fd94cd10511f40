"""Puts the chains of a day together: contracts, their leads, the seats below them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
import orjson
from sqlalchemy import select, true

from domain.facts.service import service_name
from projections.chain.dated import NOT_KNOWN, Column, Dated, Words
from projections.chain.firms import followed, numbered
from projections.chain.grouping import groups_of
from projections.chain.holding import Held, held_for
from projections.chain.measures.forest import NO, YES, Flags, Places, Whole, forest
from projections.chain.measures.standing_in import Alternatives
from projections.chain.naming import ids_of
from projections.chain.sight import reads_terms
from projections.chain.standing import Outside, Standing, Which
from projections.chain.tops import Tops, pounds, tops_of
from projections.pages import Within
from projections.provider import RUNNING
from projections.view import View

ENDED: Final = "ended"
WAITS: Final = "pay_when_paid"
ALL: Final = Which()


def chains_at(
    view: View,
    which: Which = ALL,
    on: date | None = None,
    held: Held | None = None,
) -> Standing:
    """The chains that stand at the view's position, on its day or on another one.

    What was put together last is kept for as long as the register stands still.
    """
    held = held_for(view) if held is None else held
    day = (on or view.pin.effective_on).toordinal()
    key = (view.pin, view.reach, which, day)
    found: Standing | None = held.made.recall(key)
    if found is None:
        found = _assembled(view, held, which, day)
        held.made.keep(key, found)
    return found


def _assembled(view: View, held: Held, which: Which, day: int) -> Standing:
    words = held.words
    at = {noun: rows.at(view.position, day) for noun, rows in held.nouns.items()}
    contracts, outside = _contracts(view, words, at["contract"], which)
    if not reads_terms(view.reach):
        # To whom the rest of the register is not there, nothing is outside.
        outside = outside.take(np.zeros(0, np.int64))
    firms = np.unique(held.nouns["organisation"].born)
    survivor = followed(firms, at["organisation"], "merged_into")
    heads = followed(firms, at["organisation"], "parent_id")
    tops = tops_of(view, words, contracts, at["chain"])
    every = at["seat"].take(_standing_in(at["seat"], contracts))
    live = _live(every, words, day)
    hung = _hung(every, live, contracts, tops, words)
    seats = every.take(np.flatnonzero(live))
    pence = pounds(contracts, words)
    said = _places(tops, contracts, seats, words, hung)
    firm = numbered(said.organisation, firms, survivor)
    made = forest(said._replace(organisation=firm), pence, int(firms.size))
    seat = np.where(made.at < tops.size, NOT_KNOWN, made.at - tops.size)
    others = _alternatives(view, words, seats, seat, (firms, survivor))
    groups = groups_of(view, words, (at["chain"], contracts, seats), (made, seat))
    return Standing(
        made,
        others._replace(groups=groups),
        contracts,
        seats,
        seat,
        firms,
        survivor,
        survivor[heads[survivor]],
        at["organisation"],
        Outside(outside.born.size, int(np.maximum(pounds(outside, words), 0).sum())),
        _foreign(contracts, words) + _foreign(seats, words),
        _vat_basis(contracts, words),
        words,
    )


def _contracts(
    view: View, words: Words, every: Dated, which: Which
) -> tuple[Dated, Dated]:
    """The running contracts that are asked about, and those that are not shown."""
    live = np.isin(every.cells["status"], words.among(RUNNING))
    live &= every.cells["in_error"] == 0
    inside = np.ones(every.born.size, bool)
    if which.named is not None:
        inside = np.isin(every.born, sorted(which.named))
    elif not view.reach.everything or which.within is not None:
        inside = np.isin(every.born, readable_contracts(view, which.within))
    if which.services:
        live &= np.isin(every.cells["service"], services(words, every, which.services))
    return (
        every.take(np.flatnonzero(live & inside)),
        every.take(np.flatnonzero(live & ~inside)),
    )


def readable_contracts(view: View, within: Within | None = None) -> Sequence[int]:
    """When the contracts were born that the caller may know of and asks about."""
    rows = view.pages.alive("contract", view.pin)
    model = view.schema.models["contract"]
    lies = true() if within is None else view.pages.within(model, rows, within)
    may = view.pages.readable("contract", view.pin, rows, view.reach)
    wanted = select(rows.c.born_at).where(may, lies)
    return [row[0] for row in view.connection.execute(wanted, view.pin.params)]


def services(words: Words, every: Dated, asked: frozenset[str]) -> Column:
    """The places of all words that name one of some services, however it is spelt."""
    wanted = {service_name(name).value for name in asked}
    said = set(words.of(np.unique(every.cells["service"])))
    return words.among(
        name for name in said if name is not None and service_name(name).value in wanted
    )


def _standing_in(seats: Dated, contracts: Dated) -> Column:
    """The seats of some contracts, but those entered in error."""
    of = contracts.place(seats.cells["contract_id"])
    return np.flatnonzero((of != NOT_KNOWN) & (seats.cells["in_error"] == 0))


def _live(seats: Dated, words: Words, day: int) -> Flags:
    """Which seats have begun and are neither over nor past the end agreed."""
    start, end = seats.cells["start"], seats.cells["end"]
    over = np.isin(seats.cells["status"], words.among([ENDED]))
    begun = (start == NOT_KNOWN) | (start <= day)
    live: Flags = ~over & begun & ((end == NOT_KNOWN) | (end >= day))
    return live


class _Hung(NamedTuple):
    """What each seat that stands hangs on, and whether that is not what was said."""

    parent: Whole
    detached: Flags


def _hung(
    every: Dated, live: Flags, contracts: Dated, tops: Tops, words: Words
) -> _Hung:
    """What each seat that stands hangs on.

    Where a seat above is over it hangs on the next above that stands; the lead is last.
    Tops are numbered first, then the seats that stand.
    """
    above = every.place(every.cells["parent_seat_id"]).astype(np.int64)
    number = np.cumsum(live) - 1 + tops.size
    contract = contracts.place(every.cells["contract_id"])
    top = contract.copy()
    elsewhere = every.cells["parent_seat_id_else"]
    for at in np.flatnonzero(elsewhere != NOT_KNOWN):
        place = words.known[elsewhere[at]]
        top[at] = tops.partners.get(place, contract[at])
    missing = (above == NOT_KNOWN) & (every.cells["parent_seat_id"] != NOT_KNOWN)
    detached = missing.copy()
    while True:
        gone = (above != NOT_KNOWN) & ~live[np.maximum(above, 0)]
        if not gone.any():
            break
        detached |= gone
        up = np.maximum(above, 0)
        top = np.where(gone & (above[up] == NOT_KNOWN), top[up], top)
        above = np.where(gone, above[up], above)
    parent = np.where(above == NOT_KNOWN, top, number[np.maximum(above, 0)])
    return _Hung(parent[live], detached[live])


def _places(
    tops: Tops, contracts: Dated, seats: Dated, words: Words, hung: _Hung
) -> Places:
    """The places as they are said, tops first; organisations by when they were born."""
    cells, waits = seats.cells, words.among([WAITS])
    trigger = cells["payment_trigger"]
    pay = np.where(np.isin(trigger, waits), YES, NO)
    days = contracts.cells["payment_terms_days"][tops.contract]
    return Places(
        _both(tops.contract, contracts.place(cells["contract_id"])),
        _both(tops.organisation, cells["organisation_id"]),
        _both(np.full(tops.size, NOT_KNOWN), hung.parent),
        _both(tops.pence, pounds(seats, words)),
        _both(
            np.full(tops.size, NOT_KNOWN),
            np.where(hung.detached, NOT_KNOWN, cells["value_share"]),
        ),
        np.concatenate((tops.ends, cells["none_below"] == YES)),
        _both(days, cells["payment_terms_days"]),
        _both(np.full(tops.size, NO), np.where(trigger == NOT_KNOWN, NOT_KNOWN, pay)),
        _both(tops.essential, cells["essential"]),
    )


def _both(tops: Column, seats: Column) -> Whole:
    return np.concatenate((tops, seats)).astype(np.int64)


def _alternatives(
    view: View,
    words: Words,
    seats: Dated,
    seat: Whole,
    numbers: tuple[Column, Whole],
) -> Alternatives:
    """Who could take over which place of the forest."""
    said = seats.cells["alternatives"]
    rows = list[tuple[int, dict[str, Any]]]()
    if (said != NOT_KNOWN).any():
        for place in np.flatnonzero((seat >= 0) & (said[seat] != NOT_KNOWN)):
            others = orjson.loads(words.known[said[seat[place]]])
            rows += [(int(place), one) for one in others]
    named = {str(one["organisation_id"]) for _, one in rows if one["organisation_id"]}
    born = {id_: at for at, id_ in ids_of(view, ids=sorted(named)).items()}
    firm = [born.get(str(one["organisation_id"]), NOT_KNOWN) for _, one in rows]
    weeks = [one["weeks_to_replace"] for _, one in rows]
    return Alternatives(
        np.array([place for place, _ in rows], np.int64),
        numbered(np.array(firm, np.int64), *numbers),
        np.array([NOT_KNOWN if w is None else w for w in weeks], np.int64),
    )


def _vat_basis(contracts: Dated, words: Words) -> str:
    """The VAT basis of all sums, unknown where they differ."""
    every = set(words.of(np.unique(contracts.cells["annual_value_vat"]))) - {None}
    (one,) = every if len(every) == 1 else ("unknown",)
    return one or "unknown"


def _foreign(rows: Dated, words: Words) -> int:
    known = rows.cells["annual_value_pence"] >= 0
    return int(np.count_nonzero(known & (pounds(rows, words) < 0)))
