"""A chain of a home care contract in any state, and commands for it."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.facts import supply_chain as facts
from domain.facts.supply_chain import chain_of
from domain.occasion import Dated
from domain.supply_chain.seat_commands import (
    AmendSeat,
    CorrectSeat,
    DeclareSeat,
    ReplaceSeat,
)
from domain.supply_chain.supply_chain import SupplyChain
from tests.given import Given, given

CONTRACT = UUID(int=41)
CHAIN = chain_of(CONTRACT)
NIGHTS, MEALS, LAUNDRY = UUID(int=51), UUID(int=52), UUID(int=53)
AGENCY, KITCHEN, WASHERS = UUID(int=61), UUID(int=62), UUID(int=63)
SINCE = date(2024, 4, 1)
OPENED = facts.SupplyChainOpened(contract_id=CONTRACT)


def declared(seat: UUID = NIGHTS, holder: UUID = AGENCY, **terms: Any) -> Dated:
    """A seat of which the register knows since long ago."""
    fact = facts.SeatDeclared.model_validate(
        {
            "seat_id": seat,
            "contract_id": CONTRACT,
            "organisation_id": holder,
            **terms,
        }
    )
    return Dated(fact, SINCE)


def chain(*told: Any) -> Given[SupplyChain]:
    """A chain in which these facts were recorded."""
    return given(SupplyChain, OPENED, *told, stream=CHAIN)


def declare(holder: UUID = AGENCY, **terms: Any) -> DeclareSeat:
    return DeclareSeat.model_validate({"organisation_id": holder, **terms})


def amend(seat: UUID = NIGHTS, **terms: Any) -> AmendSeat:
    return AmendSeat.model_validate({"seat_id": seat, **terms})


def correct(seat: UUID = NIGHTS, **terms: Any) -> CorrectSeat:
    said = {"seat_id": seat, "reason_code": "clerical", **terms}
    return CorrectSeat.model_validate(said)


def replace_by(holder: UUID, ended_on: date, **terms: Any) -> ReplaceSeat:
    said = {"seat_id": NIGHTS, "organisation_id": holder, "ended_on": ended_on}
    return ReplaceSeat.model_validate({**said, **terms})
