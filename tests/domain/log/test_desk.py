"""The desk judges rights on the freshest states, hidden records included."""

from uuid import UUID, uuid4

import pytest

from domain.account import Account, CloseAccount
from domain.contract.commands import RegisterContract
from domain.contract.contract import Contract
from domain.errors import NotAllowed, NotFound, UnknownReference
from domain.log.register import Register, begin, decide
from domain.log.submission import Asker, Submission
from domain.risk.commands import AssessRisk, IdentifyRisk
from domain.risk.risk import Risk
from tests.domain.log.acts import assessed, invited, told

SCORE = {"current": {"likelihood": 4, "impact": 5}, "reason": "Seen again"}


def manager(register: Register) -> Asker:
    """A contract manager, who has the contracts that name them."""
    return invited(register, "contract_manager", scope={})


def contract_of(register: Register, manager: Asker) -> UUID:
    """A contract in somebody's portfolio."""
    command = RegisterContract(title="Home care")
    act = begin(Contract, uuid4(), Contract.register, command, "create_contract")
    return register.submit(Submission(act, manager)).stream


def risk_on(register: Register, by: Asker, contract: UUID, **more: str) -> UUID:
    """A risk of a contract."""
    command = IdentifyRisk.model_validate(
        {"title": "Agency withdraws", "contract_id": str(contract), **more}
    )
    act = begin(Risk, uuid4(), Risk.identify, command, "create_risk")
    return register.submit(Submission(act, by)).stream


def test_a_manager_works_on_the_risks_of_the_own_portfolio(register: Register) -> None:
    ann = manager(register)
    risk = risk_on(register, ann, contract_of(register, ann))

    outcome = register.submit(Submission(assessed(risk, 4, 5), ann))

    assert outcome.version == 2


def test_anothers_portfolio_may_be_seen_and_not_worked_on(register: Register) -> None:
    ann, ben = manager(register), manager(register)
    risk = risk_on(register, ann, contract_of(register, ann))

    with pytest.raises(NotAllowed):
        register.submit(Submission(assessed(risk, 4, 5), ben))


def test_a_restricted_risk_is_not_there_for_others_who_run_the_contract(
    register: Register,
) -> None:
    ann = manager(register)
    head = invited(register, "commissioner")
    contract = contract_of(register, ann)
    risk = risk_on(register, head, contract, handling="restricted")

    with pytest.raises(NotFound):
        register.submit(Submission(assessed(risk, 4, 5), ann))

    assert register.submit(Submission(assessed(risk, 4, 5), head)).version == 2


def test_nobody_acts_in_the_name_of_another_who_has_not_asked(
    register: Register,
) -> None:
    ann, ben = manager(register), manager(register)
    risk = risk_on(register, ann, contract_of(register, ann))
    command = AssessRisk.model_validate({**SCORE, "on_behalf_of": str(ben.account)})

    with pytest.raises(NotAllowed, match="own name"):
        register.submit(
            Submission(decide(Risk, risk, Risk.assess, command, "assess_risk"), ann)
        )


def test_after_a_grant_is_taken_back_nothing_more_is_recorded(
    register: Register,
) -> None:
    ann = manager(register)
    risk = risk_on(register, ann, contract_of(register, ann))
    close = decide(Account, ann.account, Account.close, CloseAccount(), "close_account")
    register.submit(told(close))
    head = register.reading.head()

    with pytest.raises(NotFound):
        register.submit(Submission(assessed(risk, 4, 5), ann))

    assert register.reading.head() == head


def test_an_unknown_contract_is_named_to_officers_and_hidden_from_others(
    register: Register,
) -> None:
    ann = manager(register)
    own = {"organisations": [str(uuid4())]}
    lead = invited(register, "lead_provider", scope=own)

    with pytest.raises(UnknownReference):
        risk_on(register, ann, uuid4())
    with pytest.raises(NotFound):
        risk_on(register, lead, uuid4())
