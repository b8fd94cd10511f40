"""What happens to the things of a large register, turn by turn: plausible, and dull."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from domain.event import Fact
from domain.facts import account, change, contract, organisation, risk
from domain.facts.contract_fields import PeopleServed
from domain.values import Money, Score

CATEGORIES: Final = ("financial", "workforce", "legal", "quality", "safeguarding")
DEPARTMENTS: Final = ("Adults", "Children", "Highways", "Housing", "Public health")
SIZES: Final[tuple[organisation.Size, ...]] = ("micro", "small", "medium", "large")
WHY: Final = "The second agency has closed its branch; no other covers nights"


class World(NamedTuple):
    """All things there are, by the stream that each of them has."""

    accounts: Sequence[UUID]
    organisations: Sequence[UUID]
    contracts: Sequence[UUID]
    risks: Sequence[UUID]
    changes: Sequence[UUID]


# The fact of a thing's n-th turn; the first opens it.
Career = Callable[[World, int, int, Random], Fact]


def account_career(world: World, nth: int, turn: int, _: Random) -> Fact:
    """Somebody is invited under a sealed name, and granted one thing after another."""
    if turn == 0:
        mail = f"officer{nth}@northmoor.example"
        return account.AccountOpened(name=f"Officer {nth} Ní Dhomhnaill", email=mail)
    contracts = (world.contracts[(nth * 7 + turn) % len(world.contracts)],)
    scope = account.Scope(contracts=contracts)
    return account.AccountGranted(role="contract_manager", scope=scope)


def organisation_career(_: World, nth: int, turn: int, chance: Random) -> Fact:
    """A provider; three of ten are natural persons, whose names are sealed."""
    individual = nth % 10 < 3  # noqa: PLR2004
    name = f"Halden Homecare {nth} {turn} Ltd"
    if turn == 0:
        return organisation.OrganisationRegistered(
            name=name, individual=individual, sector="private", size="small"
        )
    if turn % 4 == 1:
        return organisation.OrganisationRenamed(name=name, individual=individual)
    size = chance.choice(SIZES)
    return organisation.OrganisationDescribed(size=size, postcode="ME14 1XQ")


def contract_career(world: World, nth: int, turn: int, chance: Random) -> Fact:
    """A contract that was there before the register, described and amended."""
    value = _money(chance, 2000)
    if turn == 0:
        return contract.ContractAdopted(
            title=f"Home care, lot {nth}",
            status="live",
            contract_number=f"CT-{nth:05}",
            kind="contract",
            category="services",
            department=DEPARTMENTS[nth % len(DEPARTMENTS)],
            service="Home care",
            provider_id=world.organisations[nth % len(world.organisations)],
            contract_manager=world.accounts[nth % len(world.accounts)],
            annual_value=value,
            start=date(2023, 4, 1),
            end=date(2027, 3, 31),
            payment_terms_days=30,
        )
    if turn % 3 == 0:
        return contract.ContractTermsAmended(annual_value=value)
    served = PeopleServed(count=chance.randint(5, 900), basis="case list")
    return contract.ContractDescribed(people_served=served)


def risk_career(world: World, nth: int, turn: int, chance: Random) -> Fact:
    """A risk of a contract, scored again and again."""
    if turn == 0:
        return risk.RiskIdentified(
            title=f"Sole nursing agency {nth} withdraws",
            scope="contract",
            contract_id=world.contracts[nth % len(world.contracts)],
            category=CATEGORIES[nth % len(CATEGORIES)],
            owner=world.accounts[nth % len(world.accounts)],
            cause="The agency depends on one lender",
            consequence="Nobody covers nights in two districts",
        )
    if turn % 12 == 5:  # noqa: PLR2004
        due = date(2027, chance.randint(1, 12), chance.randint(1, 28))
        return risk.RiskDescribed(next_review=due)
    return risk.RiskAssessed(
        current=_score(chance), inherent=_score(chance), matrix_version=0, reason=WHY
    )


def change_career(world: World, nth: int, turn: int, chance: Random) -> Fact:
    """A change request that is described and looked at for longer than it should."""
    if turn == 0:
        return change.ChangeRaised(
            contract_id=world.contracts[nth % len(world.contracts)],
            title=f"Uplift {nth} for the living wage",
            kind="price",
            raised_by="provider",
            description="The provider asks for 4.1 per cent from April",
        )
    if turn % 3 == 1:
        delta = _money(chance, 90)
        return change.ChangeImpactAssessed(value_delta=delta, quality="None expected")
    return change.ChangeDescribed(
        decision_wanted_by=date(2027, chance.randint(1, 9), 1)
    )


def _score(chance: Random) -> Score:
    return Score(likelihood=chance.randint(1, 5), impact=chance.randint(1, 5))


def _money(chance: Random, thousands: int) -> Money:
    amount = Decimal(f"{chance.randint(1, thousands)}000.00")
    return Money(amount=amount, vat_basis="net")
