"""The rows of one contract's chain, and where each seat lies for who asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.facts.supply_chain import chain_of, place_of
from domain.place import Place
from domain.rights import Reach
from projections.chain.heads import survivors_of
from projections.chain.performance import NOTHING, read_performance
from projections.kinds import Row
from projections.model import ID
from projections.view import View

Json = dict[str, Any]


@dataclass(frozen=True)
class ChainRead:
    """What is read of one chain: its contract, itself (None: not begun), its seats.

    `survivors` are the organisations into which records of others were merged.
    """

    contract: Json
    chain: Json | None
    seats: list[Json]
    survivors: Mapping[str, str]
    returns: int
    performance: Mapping[str, Json]

    @cached_property
    def root(self) -> str:
        """The lead's own place."""
        return root_of(self.contract)

    def performs(self, place: str) -> Json:
        """How a place performs, by its KPIs."""
        return self.performance.get(place, NOTHING)

    @property
    def version(self) -> int:
        """How often anything was recorded of it: of the chain, and of its seats."""
        own = self.chain["version"] if self.chain else 0
        return int(own + self.returns)

    @cached_property
    def lead(self) -> str | None:
        """Who leads: as the chain says, else the provider of the contract."""
        said: str | None = self.chain["lead_id"] if self.chain else None
        provider = self.contract["provider_id"]
        return said or (provider if isinstance(provider, str) else None)

    @property
    def members(self) -> Sequence[Json]:
        """The partners of the consortium, none where there is none."""
        members: Sequence[Json] = (self.chain["members"] if self.chain else None) or ()
        return members

    def place_of(self, organisation: str) -> str:
        """The place of a partner; the lead's is that of the chain."""
        if organisation == self.lead:
            return self.root
        return str(place_of(UUID(self.root), UUID(organisation)))

    def above(self, seat: Mapping[str, Any]) -> str:
        """The place right above a seat."""
        parent = seat["parent_seat_id"]
        if parent is None or (self.lead and parent == self._own_place):
            return self.root
        return str(parent)

    @cached_property
    def _own_place(self) -> str | None:
        return str(place_of(UUID(self.root), UUID(self.lead))) if self.lead else None


def read_chain(view: View, named: str) -> ChainRead:
    """One chain with all seats that were ever in it. Raises NotFound."""
    thing = view.things.find(view.connection, "contract", named)
    rows = view.rows("contract", [thing]) if thing else []
    if not rows:
        view.known("contract", named)  # says in the words of all why there is none
        raise view.not_found("contract", named)
    below = {noun: _of(view, noun, rows[0][ID]) for noun in ("chain", "seat")}
    view.look_ahead({"contract": rows, **below})
    contract = view.rendered("contract", rows)[0]
    chain, every = (view.rendered(noun, found) for noun, found in below.items())
    seats = [seat for seat in every if not seat["in_error"]]
    survivors = survivors_of(view, {seat["organisation_id"] for seat in seats})
    returns = sum(seat["returns"] for seat in every)
    own = chain[0] if chain else None
    measured = read_performance(view, contract["id"], root_of(contract))
    return ChainRead(contract, own, seats, survivors, returns, measured)


def root_of(contract: Json) -> str:
    """The lead's own place in the chain of a contract."""
    return str(chain_of(UUID(contract["id"])))


def _of(view: View, noun: str, contract: str) -> list[Row]:
    alive = view.pages.alive(noun, view.pin)
    wanted = select(alive).where(alive.c.contract_id == contract)
    wanted = wanted.order_by(alive.c.born_at)
    found = view.connection.execute(wanted, view.pin.params)
    return [tuple(row) for row in found]


def place(read: ChainRead, seat: Mapping[str, Any], above: Iterable[str]) -> Place:
    """Where a seat lies for rights: with whom it is, and who stands above it."""
    holder = seat["organisation_id"]
    return place_in(read.contract, (holder, read.survivors.get(holder)), above)


def place_in(
    contract: Json, holders: Iterable[str | None], above: Iterable[str]
) -> Place:
    """Where what some organisations hold in the chain of a contract lies for rights."""
    return Place(
        contract=UUID(contract["id"]),
        manager=_id(contract["contract_manager"]),
        department=_text(contract["department"]),
        organisations=frozenset(UUID(one) for one in holders if one),
        chain=frozenset(UUID(one) for one in above),
        services=frozenset(filter(None, [_text(contract["service"])])),
        wards=frozenset(_list(contract["wards"])),
        shared=True,
    )


def seen_as(reach: Reach, where: Place) -> str | None:
    """How much of a seat somebody reads: full, public parts alone, or None at all."""
    if reach.everything:
        return "full"
    covering = [part for part in reach.parts if part.covers(where)]
    if any(part.only_shared or part.restricted for part in covering):
        return "full"
    return "public" if covering else None


def called(view: View, organisation: str) -> Json:
    """An organisation with its name."""
    label = view.labels("organisation", [organisation]).get(organisation, {})
    return {"id": organisation, "name": label.get("name")}


def _id(value: Any) -> UUID | None:
    return UUID(value) if isinstance(value, str) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else []
