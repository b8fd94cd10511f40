"""Who looks after a contract and how, what its sides owe, and who stands behind it."""

from typing import Any

from domain.authority import refuse_beyond_limit
from domain.contract.contract import Contract
from domain.contract.life_commands import (
    AddDocument,
    AssignOwners,
    RatifyContract,
    SetArtefacts,
    SetObligation,
    SetTier,
)
from domain.dating import refuse_backdated
from domain.errors import FourEyes, RuleBroken, UnknownReference
from domain.event import Fact
from domain.facts import contract_life as facts
from domain.occasion import Occasion


def assign_owners(
    contract: Contract, command: AssignOwners, occasion: Occasion
) -> list[Fact]:
    """DECIDE. INV-C4: one person runs it, one answers for it."""
    news = _news(contract, command.said(), occasion)
    if not news:
        return []
    return [facts.ContractOwnersAssigned(reason=command.reason, **news)]


def set_tier(contract: Contract, command: SetTier, occasion: Occasion) -> list[Fact]:
    """DECIDE. How closely it is looked after."""
    news = _news(contract, {"tier": command.tier}, occasion)
    return [facts.ContractTierSet(reason=command.reason, **news)] if news else []


def set_artefacts(
    contract: Contract, command: SetArtefacts, occasion: Occasion
) -> list[Fact]:
    """DECIDE. Which of the four artefacts it has."""
    news = _news(contract, command.said(), occasion)
    return [facts.ContractArtefactsSet(reason=command.reason, **news)] if news else []


def set_obligation(
    contract: Contract, command: SetObligation, occasion: Occasion
) -> list[Fact]:
    """RECORD. What one side owes the other, and that it was done, late or not."""
    contract.refuse_gone()
    done = command.fulfilled_on
    if done is not None and done > occasion.today:
        detail = (
            f"fulfilled_on {done} is in the future; say by when it is due in due_on,"
            " and that it was done when it is"
        )
        raise RuleBroken(detail, rule="not-yet", pointer="/fulfilled_on")
    before = _obligation(contract, command)
    told: dict[str, Any] = {**before, **command.said()}
    if told == before:
        return []
    if not {"owed_by", "what"} <= told.keys():
        detail = (
            "a new obligation says what is owed, and by whom: give what and owed_by,"
            " or name the one that you mean in obligation"
        )
        raise RuleBroken(detail, rule="obligation-whole", pointer="/what")
    return [facts.ContractObligationSet(reason=command.reason, **told)]


def add_document(contract: Contract, command: AddDocument, _: Occasion) -> list[Fact]:
    """RECORD. A document is the contract's own, filed early or late."""
    contract.refuse_gone()
    fact = facts.ContractDocumentAdded(
        document_id=command.document_id,
        document_kind=command.kind,
        in_force_on=command.in_force_on,
        reason=command.reason,
    )
    before = contract.standing.documents.get(command.document_id)
    same = before is not None and _unexplained(before) == _unexplained(fact)
    return [] if same else [fact]


def ratify(
    contract: Contract, command: RatifyContract, occasion: Occasion
) -> list[Fact]:
    """DECIDE. Somebody else, within limits, stands behind it from today on."""
    contract.refuse_gone()
    found = contract.standing.found.get(command.position)
    if found is None:
        waiting = [f"#{at}" for at, one in contract.standing.found.items()]
        detail = (
            f"#{command.position} is not recorded as found in this contract; there is:"
            f" {', '.join(waiting) or 'nothing'}"
        )
        raise UnknownReference(detail, pointer="/position")
    if found.ratified:
        return []
    refuse_backdated("a ratification", occasion)
    if found.people & occasion.people:
        detail = (
            f"you recorded #{command.position}, or the person you act for did:"
            " somebody else has to ratify it"
        )
        raise FourEyes(detail)
    worth = contract.held("estimated_value_at_award") or contract.held("annual_value")
    refuse_beyond_limit(worth, occasion, "INV-G3", what="the contract")
    return [
        facts.ContractRatified(
            ratified=command.position,
            conditions=command.conditions,
            reason=command.reason,
        )
    ]


def _unexplained(fact: facts.ContractDocumentAdded) -> Fact:
    return fact.model_copy(update={"reason": None})


def _news(
    contract: Contract, said: dict[str, object], occasion: Occasion
) -> dict[str, Any]:
    """What is new, unless a later value stands against it."""
    contract.refuse_gone()
    news = contract.news(said, occasion)
    contract.timeline.refuse_override(news, occasion)
    return news


def _obligation(contract: Contract, command: SetObligation) -> dict[str, Any]:
    """What was said before of the obligation that is meant; nothing of a new one."""
    number = command.obligation
    if number is None:
        return {}
    before = contract.standing.obligations.get(number)
    if before is None:
        known = ", ".join(map(str, contract.standing.obligations)) or "none"
        detail = f"this contract has no obligation {number}; it has: {known}"
        raise UnknownReference(detail, pointer="/obligation")
    kept = type(before).model_fields.keys() - {"reason", "obligation"}
    told = {name: getattr(before, name) for name in kept}
    said = {name: value for name, value in told.items() if value is not None}
    return {**said, "obligation": number}
