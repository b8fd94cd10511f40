"""The contracts at the head of many chains: who leads each, who its partners are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select

from domain.facts.supply_chain import chain_of, place_of
from projections.view import View

Json = dict[str, Any]


class Head(NamedTuple):
    """A contract with who leads its chain, and the partners by their places.

    `is_open`: whether the caller may know of the contract, and not of a seat alone.
    """

    contract: Json
    lead: str | None
    partners: Mapping[str, str]
    is_open: bool


def read_heads(view: View, contracts: Sequence[str]) -> dict[str, Head]:
    """The heads of the chains of some contracts, by contract."""
    rows = view.rendered("contract", view.rows("contract", contracts))
    open_to = view.readable("contract", contracts)
    said = _chains(view)
    heads: dict[str, Head] = {}
    for contract in rows:
        thing, provider = contract["id"], contract["provider_id"]
        lead, members = said.get(thing, (None, ()))
        lead = lead or (provider if isinstance(provider, str) else None)
        partners = _places(thing, lead, members)
        heads[thing] = Head(contract, lead, partners, thing in open_to)
    return heads


def survivors_of(view: View, organisations: Iterable[str]) -> dict[str, str]:
    """Into which records some organisations were merged; the others are left out."""
    model = view.schema.models["organisation"]
    return {
        row[0]: into
        for row in view.rows("organisation", sorted(organisations))
        if (into := model.read(row, "merged_into")) is not None
    }


def _chains(view: View) -> dict[str, tuple[str | None, Sequence[Json]]]:
    """Of every contract with a chain who leads it, if anybody said; the partners."""
    model, rows = view.schema.models["chain"], view.pages.alive("chain", view.pin)
    found = view.connection.execute(select(rows), view.pin.params)
    return {
        model.read(row, "contract_id"): (
            model.read(row, "lead_id"),
            model.read(row, "members") or (),
        )
        for row in map(tuple, found)
    }


def _places(contract: str, lead: str | None, members: Sequence[Json]) -> dict[str, str]:
    """Who holds the places that are no seats: the lead, and each partner."""
    chain = chain_of(UUID(contract))
    held = {
        str(place_of(chain, UUID(one["organisation_id"]))): str(one["organisation_id"])
        for one in members
    }
    return held if lead is None else {**held, str(chain): lead}
