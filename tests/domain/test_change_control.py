"""Implementing a change: the request and its contract move together or not at all."""

from datetime import date
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.change.change import ChangeRequest
from domain.change_control import ImplementChange, implement_change
from domain.contract.contract import Contract
from domain.desk import Desk
from domain.errors import NotFound, OverridesLater, RuleBroken, UnknownReference
from domain.facts.change import (
    ChangeApproved,
    ChangeEnteredInError,
    ChangeImplemented,
    ChangeRaised,
    ChangeSigned,
)
from domain.facts.contract import ContractRegistered, ContractTermsAmended
from domain.occasion import Dated
from domain.values import Unknown
from tests.desk import DictDesk
from tests.given import money

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a31")
CHANGE = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a32")
NOBODY = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a33")

APRIL, JUNE, AUGUST = date(2026, 4, 1), date(2026, 6, 1), date(2026, 8, 1)
OPENING = Dated(
    ContractRegistered(
        title="Home care",
        status="live",
        start=date(2024, 4, 1),
        end=date(2027, 3, 31),
        annual_value=money("250000.00"),
    ),
    date(2024, 4, 1),
)
RAISED = Dated(ChangeRaised(contract_id=CONTRACT, title="Night visits"), APRIL)
APPROVED = Dated(ChangeApproved(), APRIL)
SIGNED = Dated(ChangeSigned(), APRIL)
DEARER = {"amount": "300000.00", "vat_basis": "net"}


def desk(*later: Dated, contract: tuple[Dated, ...] = ()) -> DictDesk:
    """A live contract, a change that was approved and signed, and what came then."""
    made = DictDesk()
    made.record(Contract, CONTRACT, [OPENING, *contract])
    made.record(ChangeRequest, CHANGE, [RAISED, *later])
    return made


def in_order(*, contract: tuple[Dated, ...] = ()) -> DictDesk:
    return desk(APPROVED, SIGNED, contract=contract)


def command(**said: object) -> ImplementChange:
    return ImplementChange.model_validate({"implemented_on": "2026-06-01", **said})


def act(on: Desk, said: ImplementChange, change: UUID = CHANGE) -> None:
    implement_change(on, change, said)


def test_the_contract_moves_on_the_day_of_the_change_and_names_it() -> None:
    here = in_order()

    act(here, command(terms={"annual_value": DEARER}, reason="From June"))

    assert here.facts(CHANGE)[-1] == Dated(ChangeImplemented(reason="From June"), JUNE)
    assert here.facts(CONTRACT)[1:] == [
        Dated(
            ContractTermsAmended(
                change_id=CHANGE, annual_value=money("300000.00"), reason="From June"
            ),
            JUNE,
        )
    ]


def test_terms_hold_from_the_day_of_the_change_and_others_stay() -> None:
    here = in_order()

    act(here, command(terms={"annual_value": DEARER}))

    contract = here.read(Contract, CONTRACT)
    assert contract.on("annual_value", date(2026, 5, 31)) == money("250000.00")
    assert contract.on("annual_value", JUNE) == money("300000.00")
    assert contract.on("end", JUNE) == date(2027, 3, 31)


@pytest.mark.parametrize(
    "terms", [None, {}, {"annual_value": {"amount": "250000.00", "vat_basis": "net"}}]
)
def test_a_change_that_moves_no_term_is_in_force_all_the_same(
    terms: dict[str, object] | None,
) -> None:
    here = in_order()

    act(here, command(terms=terms))

    assert here.facts(CHANGE)[-1] == Dated(ChangeImplemented(), JUNE)
    assert here.facts(CONTRACT) == [OPENING]


def test_terms_that_are_recorded_later_do_not_implement_the_change_twice() -> None:
    here = in_order()

    act(here, command())
    act(here, command(terms={"annual_value": DEARER}))

    assert here.facts(CHANGE) == [
        RAISED,
        APPROVED,
        SIGNED,
        Dated(ChangeImplemented(), JUNE),
    ]
    assert len(here.facts(CONTRACT)) == 2


def test_what_was_never_approved_moves_the_contract_and_is_as_found() -> None:
    here = desk()

    act(here, command(terms={"end": "2028-03-31"}))

    assert here.facts(CHANGE)[-1] == Dated(ChangeImplemented(as_found=True), JUNE)
    assert here.read(Contract, CONTRACT).on("end", JUNE) == date(2028, 3, 31)


LATER = Dated(
    ContractTermsAmended(change_id=NOBODY, annual_value=money("310000.00")), AUGUST
)


def test_a_later_term_is_not_replaced_in_silence_and_nothing_is_recorded() -> None:
    here = in_order(contract=(LATER,))

    with pytest.raises(OverridesLater) as refused:
        act(here, command(terms={"annual_value": DEARER}))

    assert "effective_until 2026-08-01" in refused.value.detail
    assert refused.value.pointer == "/effective_until"
    assert here.facts(CHANGE) == [RAISED, APPROVED, SIGNED]
    assert here.facts(CONTRACT) == [OPENING, LATER]


@pytest.mark.parametrize(
    ("until", "in_august"), [("2026-08-01", "310000.00"), ("open", "300000.00")]
)
def test_who_says_until_when_may_record_a_change_late(
    until: str, in_august: str
) -> None:
    here = in_order(contract=(LATER,))

    act(here, command(terms={"annual_value": DEARER}, effective_until=until))

    contract = here.read(Contract, CONTRACT)
    assert contract.on("annual_value", JUNE) == money("300000.00")
    assert contract.on("annual_value", AUGUST) == money(in_august)
    assert here.facts(CHANGE)[-1] == Dated(ChangeImplemented(), JUNE)


def test_terms_do_not_end_before_the_change_is_in_force() -> None:
    here = in_order()

    with pytest.raises(RuleBroken) as refused:
        act(here, command(terms={"end": "2028-03-31"}, effective_until="2026-06-01"))

    assert refused.value.named_rule == "effective-until"
    assert here.facts(CHANGE) == [RAISED, APPROVED, SIGNED]


def test_a_refused_term_is_pointed_at_where_it_was_written() -> None:
    here = in_order()

    with pytest.raises(RuleBroken) as refused:
        act(here, command(terms={"end": "2023-01-01"}))

    assert refused.value.pointer == "/terms/end"
    assert here.facts(CHANGE) == [RAISED, APPROVED, SIGNED]


def test_a_provider_that_nobody_entered_is_refused_where_it_was_written() -> None:
    with pytest.raises(UnknownReference) as refused:
        act(in_order(), command(terms={"provider_id": str(NOBODY)}))

    assert refused.value.pointer == "/terms/provider_id"


def test_not_known_is_a_term_too() -> None:
    here = in_order()

    act(here, command(terms={"provider_id": {"unknown": "asked_no_answer"}}))

    provider = here.read(Contract, CONTRACT).on("provider_id", JUNE)
    assert provider == Unknown(unknown="asked_no_answer")


def test_a_change_entered_in_error_moves_no_contract() -> None:
    here = desk(Dated(ChangeEnteredInError(reason="Entered twice"), APRIL))

    with pytest.raises(RuleBroken) as refused:
        act(here, command(terms={"annual_value": DEARER}))

    assert refused.value.named_rule == "entered-in-error"
    assert here.facts(CONTRACT) == [OPENING]


def test_a_change_that_nobody_raised_is_not_implemented() -> None:
    with pytest.raises(NotFound):
        act(in_order(), command(), change=NOBODY)


@pytest.mark.parametrize(
    "said",
    [
        {"terms": {"title": "Another"}},
        {"terms": {"annual_value": 300000}},
        {"seats": [{"title": "Another"}]},
        {"implemented_on": 20260601},
    ],
)
def test_only_terms_of_the_contract_are_moved(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        command(**said)
