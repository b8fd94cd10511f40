"""What people do in the story: the acts of the public contract, by their names."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from api.auth import key_text
from api.demo.issue_deeds import ISSUES_OPENED, ISSUES_WORKED_ON
from api.demo.notices import FILES
from api.demo.organisation_deeds import (
    CATALOGUE_OPENED,
    ORGANISATIONS_OTHERWISE,
    ORGANISATIONS_WORKED_ON,
)
from api.demo.risk_deeds import RISKS_WORKED_ON, SETTINGS
from api.demo.stage import Player, Stage
from api.demo.verb import Verb
from api.imports.contracts_finder_import import import_notices
from api.imports.job import File
from domain import (
    change_commands,
    contract_commands,
    risk_commands,
)
from domain.account import Account, GrantAccount, InviteAccount
from domain.change import ChangeRequest
from domain.change_control import ImplementChange, implement_change
from domain.contract import Contract
from domain.described import EnterInError
from domain.key import IssueKey, Key
from domain.log.desk import WritingDesk
from domain.log.register import begin, decide
from domain.materialising import MaterialiseRisk, materialise_risk
from domain.place import Place
from domain.policy import Policy, SetApprovalLimits, SetMatrix
from domain.risk import Risk

Said = Mapping[str, Any]

OPENING: dict[str, Verb] = {
    **CATALOGUE_OPENED,
    **ISSUES_OPENED,
    "create_account": Verb(Account, Account.invite, InviteAccount),
    "create_contract": Verb(
        Contract, Contract.register, contract_commands.RegisterContract
    ),
    "adopt_contract": Verb(Contract, Contract.adopt, contract_commands.AdoptContract),
    "create_change": Verb(
        ChangeRequest, ChangeRequest.raise_, change_commands.RaiseChange
    ),
    "create_risk": Verb(Risk, Risk.identify, risk_commands.IdentifyRisk),
    "adopt_risk": Verb(Risk, Risk.adopt, risk_commands.AdoptRisk),
}

DECIDING: dict[str, Verb] = {
    **ISSUES_WORKED_ON,
    **RISKS_WORKED_ON,
    **ORGANISATIONS_WORKED_ON,
    "grant_account": Verb(Account, Account.grant, GrantAccount),
    "establish_contract": Verb(
        Contract, Contract.establish, contract_commands.EstablishContract
    ),
    "amend_terms_contract": Verb(
        Contract, Contract.amend_terms, contract_commands.AmendTerms
    ),
    "describe_contract": Verb(
        Contract, Contract.describe, contract_commands.DescribeContract
    ),
    "correct_contract": Verb(
        Contract, Contract.correct, contract_commands.CorrectContract
    ),
    "assess_impact_change": Verb(
        ChangeRequest, ChangeRequest.assess_impact, change_commands.AssessImpact
    ),
    "approve_change": Verb(
        ChangeRequest, ChangeRequest.approve, change_commands.ApproveChange
    ),
    "reject_change": Verb(
        ChangeRequest, ChangeRequest.reject, change_commands.RejectChange
    ),
    "withdraw_change": Verb(
        ChangeRequest, ChangeRequest.withdraw, change_commands.WithdrawChange
    ),
    "sign_change": Verb(ChangeRequest, ChangeRequest.sign, change_commands.SignChange),
    "correct_change": Verb(
        ChangeRequest, ChangeRequest.correct, change_commands.CorrectChange
    ),
    "assess_risk": Verb(Risk, Risk.assess, risk_commands.AssessRisk),
    "review_risk": Verb(Risk, Risk.review, risk_commands.ReviewRisk),
    "describe_risk": Verb(Risk, Risk.describe, risk_commands.DescribeRisk),
    "correct_risk": Verb(Risk, Risk.correct, risk_commands.CorrectRisk),
    "close_risk": Verb(Risk, Risk.close, risk_commands.CloseRisk),
    "reopen_risk": Verb(Risk, Risk.reopen, risk_commands.ReopenRisk),
    "enter_in_error_risk": Verb(Risk, Risk.enter_in_error, EnterInError),
}

SETTING: dict[str, Verb] = {
    "set_matrix_policy": Verb(Policy, Policy.set_matrix, SetMatrix),
    "set_approval_limits_policy": Verb(
        Policy, Policy.set_approval_limits, SetApprovalLimits
    ),
    **SETTINGS,
}


def perform(stage: Stage, who: str, operation: str, thing: str, said: Said) -> None:
    """Has somebody do one thing, by the name it has in the public contract."""
    if operation in OPENING:
        kind, decision, command = OPENING[operation]
        asked = command.model_validate(stage.meant(said))
        stage.submit(who, begin(kind, stage.new(thing), decision, asked, operation))
    elif operation in DECIDING:
        kind, decision, command = DECIDING[operation]
        asked = command.model_validate(stage.meant(said))
        stream = stage.things[thing]
        stage.submit(who, decide(kind, stream, decision, asked, operation))
    elif operation in SETTING:
        _set(stage, who, operation, said)
    else:
        OTHERS[operation](stage, who, thing, said)


def _set(stage: Stage, who: str, operation: str, said: Said) -> None:
    _, decision, command = SETTING[operation]
    asked = command.model_validate(said)
    stream = stage.register.policy_id

    def act(desk: WritingDesk) -> UUID:
        desk.authorise(operation, Place())
        stands = desk.read(Policy, stream) if desk.version(stream) else Policy()
        desk.record(Policy, stream, decision(stands, asked, desk.occasion(asked)))
        return stream

    stage.submit(who, act)


def _implement(stage: Stage, who: str, thing: str, said: Said) -> None:
    asked = ImplementChange.model_validate(stage.meant(said))
    stream = stage.things[thing]

    def act(desk: WritingDesk) -> UUID:
        desk.authorise("implement_change", desk.read(ChangeRequest, stream))
        implement_change(desk, stream, asked)
        return stream

    stage.submit(who, act)


def _let_in(stage: Stage, who: str, thing: str, _: Said) -> None:
    """A key by which the account comes in from now on; the register forgets it."""
    account, key = stage.things[thing], stage.new(f"the key of {thing}")
    secret = token_urlsafe(32)
    digest = sha256(secret.encode()).hexdigest()
    command = IssueKey(account_id=account, digest=digest)
    stage.submit(who, begin(Key, key, Key.issue, command, "create_key"))
    stage.players[thing] = Player(account, key)
    stage.keys[thing] = key_text(key, secret)


def _import(stage: Stage, who: str, thing: str, _: Said) -> None:
    file = File(thing, FILES[thing]())
    report = import_notices(stage.register, file, stage.asker(who))
    if report.anything_refused:
        message = f"{thing} was not taken whole: {report.faults}"
        raise ValueError(message)


def _materialise(stage: Stage, who: str, thing: str, said: Said) -> None:
    """It has happened: `issue` is what the story calls the issue."""
    meant = dict(stage.meant(said))
    issue = stage.new(meant.pop("issue"))
    asked = MaterialiseRisk.model_validate(meant)
    stream = stage.things[thing]

    def act(desk: WritingDesk) -> UUID:
        desk.authorise("materialise_risk", desk.read(Risk, stream))
        materialise_risk(desk, stream, issue, asked)
        return stream

    stage.submit(who, act)


OTHERS: dict[str, Callable[[Stage, str, str, Said], None]] = {
    **ORGANISATIONS_OTHERWISE,
    "implement_change": _implement,
    "materialise_risk": _materialise,
    "create_key": _let_in,
    "create_import": _import,
}
