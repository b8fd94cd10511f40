"""Things and surroundings as the rules are told of them, made for tests."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from projections.findings.cases import (
    ChangeCase,
    ContractCase,
    IssueCase,
    OrganisationCase,
    RiskCase,
)
from projections.findings.catalogue import BESIDES
from projections.findings.surroundings import Left, Paid, Surroundings

TODAY = date(2026, 11, 21)
PRIYA, OMAR = str(UUID(int=0xA)), str(UUID(int=0xB))
CARE, HALDEN = str(UUID(int=0xC)), str(UUID(int=0xD))


def around(**more: Any) -> Surroundings:
    """A council that has set nothing and pays nobody, today."""
    besides = {**{name: {} for name in BESIDES}, **more.pop("besides", {})}
    return Surroundings(**{"today": TODAY, "besides": besides, **more})


def contract(**said: Any) -> ContractCase:
    """A live contract; lists are given as they are."""
    return ContractCase(id=CARE, **_cells(said))


def risk(**said: Any) -> RiskCase:
    """An open risk of the contract."""
    return RiskCase(id=str(UUID(int=1)), contract_id=CARE, **_cells(said))


def issue(**said: Any) -> IssueCase:
    """An open issue of the contract."""
    return IssueCase(id=str(UUID(int=2)), contract_id=CARE, **_cells(said))


def change(**said: Any) -> ChangeCase:
    """A change of the contract that waits for a decision."""
    return ChangeCase(id=str(UUID(int=3)), contract_id=CARE, **_cells(said))


def organisation(**said: Any) -> OrganisationCase:
    """An organisation."""
    return OrganisationCase(id=HALDEN, **_cells(said))


def paid(pence: int, on: str = "2026-10-01", **more: Any) -> Paid:
    """One payment line in pounds."""
    return Paid(pence, "GBP", more.pop("vat", "unknown"), on, on, 1, 77)


def left(*accounts: str, since: str = "2026-10-31") -> dict[str, Left]:
    """Accounts that were closed."""
    return dict.fromkeys(accounts, Left(since, "the account is closed"))


def not_applicable(*fields: str) -> str:
    """The gaps of a thing of which some fields do not apply."""
    return to_json({f: {"not_applicable": "Why"} for f in fields}).decode()


def _cells(said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: to_json(value).decode() if isinstance(value, list | dict) else value
        for name, value in said.items()
    }
