"""The known risks of a contract, frozen as the register knew them on a day."""

from datetime import date
from uuid import UUID

from domain.contract.contract import Contract
from domain.errors import RuleBroken
from domain.facts.contract import ContractEnteredInError
from domain.facts.contract_known_risks import ContractKnownRisksFrozen, KnownRisk
from domain.known_risks import FreezeKnownRisks, Snapshot, freeze_known_risks
from domain.occasion import Dated, Occasion
from domain.values import Score
from tests.contracts import adopted
from tests.given import TODAY, given

AWARDED = date(2026, 2, 12)
AGENCY = KnownRisk(
    risk_id=UUID(int=1), current=Score(likelihood=4, impact=5), matrix_version=0
)
READ = Snapshot(AWARDED, 41, (AGENCY,))
FROZEN = ContractKnownRisksFrozen(as_known_at=41, risks=(AGENCY,), notice_id="UK4-1")


def freeze(
    contract: Contract, command: FreezeKnownRisks, occasion: Occasion
) -> list[Dated]:
    return freeze_known_risks(contract, command, READ, occasion)


def test_what_was_known_holds_from_the_day_on_which_it_was_known() -> None:
    command = FreezeKnownRisks(on=AWARDED, notice_id="UK4-1", reason="Tender notice")
    said = FROZEN.model_copy(update={"reason": "Tender notice"})

    outcome = given(Contract, adopted()).when(freeze, command)

    outcome.then(Dated(said, AWARDED))
    assert outcome.state.standing.frozen == (said,)
    assert outcome.state.status == "live"


def test_what_is_frozen_already_is_not_news_and_another_notice_is() -> None:
    frozen = given(Contract, adopted(), Dated(FROZEN, AWARDED))

    frozen.when(freeze, FreezeKnownRisks(notice_id="UK4-1", reason="Again")).then()
    frozen.when(freeze, FreezeKnownRisks(notice_id="UK5-2")).then(
        Dated(FROZEN.model_copy(update={"notice_id": "UK5-2"}), AWARDED)
    )


def test_nothing_is_frozen_of_a_day_to_come() -> None:
    tomorrow = Snapshot(date(2026, 11, 22), 41, ())

    def ahead(
        contract: Contract, command: FreezeKnownRisks, occasion: Occasion
    ) -> list[Dated]:
        return freeze_known_risks(contract, command, tomorrow, occasion)

    given(Contract, adopted()).when(ahead, FreezeKnownRisks()).refuses(
        RuleBroken, saying="on 2026-11-22 is in the future", rule="not-yet"
    )


def test_a_day_is_said_once() -> None:
    given(Contract, adopted()).when(
        freeze, FreezeKnownRisks(on=AWARDED, effective_on=TODAY)
    ).refuses(RuleBroken, saying="Leave effective_on out", rule="said-twice")


def test_nothing_is_frozen_of_what_was_entered_in_error() -> None:
    given(Contract, adopted(), ContractEnteredInError(reason="Twice")).when(
        freeze, FreezeKnownRisks()
    ).refuses(RuleBroken, saying="restore it first", rule="entered-in-error")
