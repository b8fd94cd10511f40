"""What a picture is laid out by: all marks that ever were, so that none ever jumps."""

from typing import Any, Final, NamedTuple

import numpy as np
import orjson

from projections.chain.dated import NOT_KNOWN, Column, Dated
from projections.chain.firms import numbered
from projections.chain.holding import Held
from projections.chain.layout.layers import Layers, Real
from projections.chain.measures.forest import MILLION, Whole, sums
from projections.chain.naming import ids_of
from projections.chain.picture.marks import CONTRACTS, NONE, Marks, columns_of, key
from projections.chain.standing import Standing
from projections.provider import RUNNING
from projections.view import View

# Nobody has met a chain half as deep; seats that once stood each above the other would
# go round in a circle for ever.
DEEPEST: Final = 12


class Skeleton(NamedTuple):
    """Marks by their numbers, lines between them, and how much each mark weighs."""

    keys: Whole
    layers: Layers
    size: Real


class _Lines(NamedTuple):
    source: Whole
    target: Whole
    pence: Whole


def ever(view: View, held: Held, found: Standing, allowed: Column | None) -> Skeleton:
    """The skeleton of all that ever stood, whichever day is looked at.

    Of each seat and contract what was said last; `allowed` keeps some contracts alone.
    A line weighs what its place was last worth a year, as far as anybody said.
    """
    contracts = _ever_running(held, allowed)
    pence = np.maximum(contracts.cells["annual_value_pence"].astype(np.int64), 0)
    tops = _tops(view, held, contracts, found)
    parts = [_leads(contracts, pence, tops)]
    seats = last(held.nouns["seat"])
    seats = seats.take(
        np.flatnonzero(contracts.place(seats.cells["contract_id"]) != NOT_KNOWN)
    )
    parts += _tiers(seats, contracts, pence, tops, found)
    return _skeleton(
        _Lines(*(np.concatenate(each) for each in zip(*parts, strict=True)))
    )


def of_marks(marks: Marks, value: Whole) -> Skeleton:
    """The skeleton of one picture alone; `value` is what each place is paid."""
    drawn = (marks.payer != NONE) & (marks.holder != NONE)
    keys = marks.keys
    lines = _Lines(keys[marks.payer[drawn]], keys[marks.holder[drawn]], value[drawn])
    return _skeleton(lines, keys)


def last(rows: Dated) -> Dated:
    """The row of each thing that was recorded last, but of what was a mistake."""
    since, _, known, _ = rows.edges
    order = np.lexsort((since, known, rows.born))
    is_last = np.diff(rows.born[order], append=-1) != 0
    found = rows.take(order[is_last])
    return found.take(np.flatnonzero(found.cells["in_error"] == 0))


def _ever_running(held: Held, allowed: Column | None) -> Dated:
    rows = held.nouns["contract"]
    ran = np.isin(rows.cells["status"], held.words.among(RUNNING))
    contracts = last(rows)
    kept = np.isin(contracts.born, rows.born[ran])
    if allowed is not None:
        kept &= np.isin(contracts.born, allowed)
    return contracts.take(np.flatnonzero(kept))


def _tops(view: View, held: Held, contracts: Dated, found: Standing) -> Whole:
    """Pairs of contract, by its row, and who led it or was a partner on any day."""
    rows, chains = held.nouns["contract"], held.nouns["chain"]
    of = [rows.born, chains.cells["contract_id"]]
    firm = [rows.cells["provider_id"], chains.cells["lead_id"]]
    partners = _partners(view, held, chains)
    pairs = np.column_stack(
        (
            contracts.place(np.concatenate((*of, partners[:, 0]))),
            _survivors(found, np.concatenate((*firm, partners[:, 1]))),
        )
    )
    known = (pairs[:, 0] != NOT_KNOWN) & (pairs[:, 1] != NONE)
    pairs = np.unique(pairs[known], axis=0)
    alone = np.setdiff1d(np.arange(contracts.born.size), pairs[:, 0])
    nobody = np.column_stack((alone, np.full(alone.size, NONE)))
    return np.concatenate((pairs, nobody)).astype(np.int64)


def _partners(view: View, held: Held, chains: Dated) -> Column:
    """Pairs of contract and partner of a consortium, by when both were born."""
    told = list[tuple[int, str]]()
    for at in np.flatnonzero(chains.cells["members"] != NOT_KNOWN).tolist():
        members: list[Any] = orjson.loads(held.words.known[chains.cells["members"][at]])
        contract = int(chains.cells["contract_id"][at])
        told += [(contract, str(one["organisation_id"])) for one in members]
    born = {
        id_: at for at, id_ in ids_of(view, ids=sorted({f for _, f in told})).items()
    }
    pairs = [(contract, born[firm]) for contract, firm in told if firm in born]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _survivors(found: Standing, born: Column) -> Whole:
    """For each organisation the one into which it was merged, NONE for none known."""
    number = numbered(born.astype(np.int64), found.firms, found.survivor)
    return np.append(found.firms, NONE)[number].astype(np.int64)


def _leads(contracts: Dated, pence: Whole, tops: Whole) -> _Lines:
    row, firm = tops[:, 0], tops[:, 1]
    born = contracts.born.astype(np.int64)
    return _Lines(key(CONTRACTS, born[row]), key(1, firm), pence[row])


def _tiers(
    seats: Dated, contracts: Dated, pence: Whole, tops: Whole, found: Standing
) -> list[_Lines]:
    """The lines of the seats, a tier at a time from the leads down."""
    cells, firm = seats.cells, _survivors(found, seats.cells["organisation_id"])
    row = contracts.place(cells["contract_id"])
    above = seats.place(cells["parent_seat_id"])
    first = np.searchsorted(np.sort(tops[:, 0]), row)
    lead = tops[np.argsort(tops[:, 0], kind="stable"), 1][first]
    said, share = cells["annual_value_pence"].astype(np.int64), cells["value_share"]
    value = np.maximum(said, 0)
    here, parts = np.flatnonzero(above == NOT_KNOWN), list[_Lines]()
    payer, whole = lead[here], pence[row[here]]
    for tier in range(2, DEEPEST):
        if not here.size:
            break
        follows = whole * np.maximum(share[here].astype(np.int64), 0) // MILLION
        value[here] = np.where(said[here] >= 0, said[here], follows)
        lines = _Lines(key(tier - 1, payer), key(tier, firm[here]), value[here])
        parts.append(lines)
        here = np.flatnonzero(np.isin(above, here))
        payer, whole = firm[above[here]], value[above[here]]
    return parts


def _skeleton(lines: _Lines, more: Whole | None = None) -> Skeleton:
    """Marks and lines; the size of a mark is what is paid into it, or out of it."""
    ends = np.concatenate((lines.source, lines.target))
    keys = np.unique(ends if more is None else np.concatenate((ends, more)))
    source, target = (np.searchsorted(keys, each) for each in lines[:2])
    size = sums(target, lines.pence, keys.size)
    heads = columns_of(keys) == CONTRACTS
    size[heads] = sums(source, lines.pence, keys.size)[heads]
    pairs, at = np.unique(source * keys.size + target, return_inverse=True)
    weight = np.sqrt(np.bincount(at, lines.pence, pairs.size)) + 1.0
    layers = Layers(
        columns_of(keys), pairs // max(keys.size, 1), pairs % max(keys.size, 1), weight
    )
    return Skeleton(keys, layers, size.astype(float))
