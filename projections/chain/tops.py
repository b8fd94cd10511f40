"""Who stands at tier 1 of each contract: the lead, and the partners of a consortium."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
import orjson

from domain.facts.supply_chain import chain_of, place_of
from projections.chain.dated import NOT_KNOWN, Dated, Words
from projections.chain.measures.forest import YES, Flags, Whole
from projections.chain.naming import ids_of
from projections.view import View

POUNDS = "GBP"
FORMED = "formed"


class Tops(NamedTuple):
    """Places at tier 1: that of the lead of each contract first, then partners.

    Organisations are told by when they were born. A lead is essential; of a partner
    nobody knows, who may be stood in for by the others. `partners` are the numbers of
    their places by id.
    """

    contract: Whole
    organisation: Whole
    pence: Whole
    ends: Flags
    essential: Whole
    partners: Mapping[str, int]

    @property
    def size(self) -> int:
        """How many there are."""
        return int(self.contract.size)


def tops_of(view: View, words: Words, contracts: Dated, chains: Dated) -> Tops:
    """The places at tier 1 of some contracts."""
    of = contracts.place(chains.cells["contract_id"])
    some = np.flatnonzero(of != NOT_KNOWN)
    chains, of = chains.take(some), of[some]
    count = contracts.born.size
    lead = contracts.cells["provider_id"].astype(np.int64)
    said = chains.cells["lead_id"]
    lead[of] = np.where(said == NOT_KNOWN, lead[of], said)
    ends = np.zeros(count, bool)
    ends[of] = chains.cells["none_below"] == YES
    pence = pounds(contracts, words)
    tops = Tops(np.arange(count), lead, pence, ends, np.full(count, YES), {})
    formed = np.isin(chains.cells["consortium"], words.among([FORMED]))
    return _joined(view, words, contracts, chains.take(np.flatnonzero(formed)), tops)


def _joined(
    view: View, words: Words, contracts: Dated, chains: Dated, tops: Tops
) -> Tops:
    """The tops with the partners of consortia, and leads with their own share alone."""
    of = contracts.place(chains.cells["contract_id"]).tolist()
    members = [
        orjson.loads(words.known[at]) if at != NOT_KNOWN else []
        for at in chains.cells["members"].tolist()
    ]
    named = {one["organisation_id"] for each in members for one in each}
    born = {id_: at for at, id_ in ids_of(view, ids=sorted(named)).items()}
    ids = ids_of(view, [int(contracts.born[at]) for at in of])
    rows, partners = list[tuple[int, int, int]](), dict[str, int]()
    for contract, each in zip(of, members, strict=True):
        root = chain_of(UUID(ids[int(contracts.born[contract])]))
        left = whole = int(tops.pence[contract])
        lead, own = int(tops.organisation[contract]), 0
        for one in each:
            firm = born.get(one["organisation_id"], NOT_KNOWN)
            pence = _part(whole, one)
            left -= max(pence, 0)
            if firm == lead:
                own = pence
                continue
            place = str(place_of(root, UUID(one["organisation_id"])))
            partners[place] = tops.size + len(rows)
            rows.append((contract, firm, pence))
        tops.pence[contract] = own if whole >= 0 else NOT_KNOWN
        # What nobody has shared out goes to nobody who is known.
        rows += [(contract, NOT_KNOWN, left)] * (left > 0)
    return _with(tops, rows, partners)


def _with(
    tops: Tops, rows: list[tuple[int, int, int]], partners: Mapping[str, int]
) -> Tops:
    more = np.array(rows, np.int64).reshape(-1, 3)
    count = len(rows)
    return Tops(
        np.concatenate((tops.contract, more[:, 0])),
        np.concatenate((tops.organisation, more[:, 1])),
        np.concatenate((tops.pence, more[:, 2])),
        np.concatenate((tops.ends, np.zeros(count, bool))),
        np.concatenate((tops.essential, np.full(count, NOT_KNOWN))),
        partners,
    )


def _part(whole: int, member: Mapping[str, Any]) -> int:
    """A partner's share of a contract in whole pence, nothing where none was said."""
    share = member.get("share")
    if whole < 0:
        return NOT_KNOWN
    return 0 if share is None else int(Decimal(share) * whole)


def pounds(rows: Dated, words: Words) -> Whole:
    """What is said in pounds, in pence; NOT_KNOWN for what is not."""
    is_pounds = np.isin(rows.cells["annual_value_currency"], words.among([POUNDS]))
    pence = rows.cells["annual_value_pence"].astype(np.int64)
    return np.where(is_pounds & (pence >= 0), pence, NOT_KNOWN)
