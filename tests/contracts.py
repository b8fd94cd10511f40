"""A home care contract in any state, and commands for one from plain fields."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.contract.commands import (
    AdoptContract,
    AgreedTerms,
    AmendTerms,
    CorrectContract,
    EstablishContract,
    RegisterContract,
)
from domain.facts.contract import ContractAdopted
from domain.facts.contract_fields import Status
from domain.occasion import Dated
from tests.given import ANN, money

CHANGE = UUID(int=21)
HALDEN = UUID(int=22)
LIVE = ("live", "extended", "notice_given", "exiting")
FREE = ("planned", "in_procurement", "awarded", "mobilising")
OVER = ("ended", "closed")
HOME_CARE: dict[str, Any] = {
    "title": "Home care, lot 2",
    "department": "Adult social care",
    "start": date(2024, 4, 1),
    "end": date(2027, 3, 31),
    "annual_value": money("1250000.00"),
    "provider_id": HALDEN,
    "contract_manager": ANN,
}


def adopted(status: Status = "live", **more: Any) -> ContractAdopted:
    return ContractAdopted.model_validate({**HOME_CARE, "status": status, **more})


def taken_on(status: Status = "live", **more: Any) -> Dated:
    """A contract of which the register knows since long ago."""
    return Dated(adopted(status, **more), date(2024, 4, 1))


def register(**fields: Any) -> RegisterContract:
    return RegisterContract.model_validate({"title": "Home care, lot 2", **fields})


def adopt(**fields: Any) -> AdoptContract:
    return AdoptContract.model_validate({"title": "Home care, lot 2", **fields})


def establish(**fields: Any) -> EstablishContract:
    return EstablishContract.model_validate({"source": "Award notice", **fields})


def amend(**fields: Any) -> AmendTerms:
    return AmendTerms.model_validate(fields)


def agreed(**fields: Any) -> AgreedTerms:
    return AgreedTerms.model_validate(fields)


def correct(**fields: Any) -> CorrectContract:
    return CorrectContract.model_validate({"reason_code": "clerical", **fields})
