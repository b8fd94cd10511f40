"""By what it shows that an artefact follows a change, checked against the log.

A document is filed after the change was agreed, cites it, and is not what was there
before; an event on a risk comes after it, too, and cites it. What cannot be checked,
a link or somebody's word, says so by its strength.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.change.change import ChangeRequest
from domain.change.control_commands import (
    CloseChange,
    EvidenceOfReflection,
    ReflectChange,
)
from domain.change.control_decisions import (
    close,
    is_small,
    refuse_unsettled,
    touched,
    worded,
)
from domain.contract.contract import Contract
from domain.desk import Desk
from domain.document.document import Document
from domain.errors import RuleBroken, UnknownReference
from domain.event import Recorded
from domain.facts import change_control as facts
from domain.facts.risk import RiskAssessed, RiskReviewed
from domain.occasion import Occasion
from domain.risk.risk import Risk
from domain.values import known

# What is a new version of which artefact, where somebody said what a document is.
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "contract_documents": frozenset(
        {
            "contract",
            "schedule",
            "specification",
            "deed_of_variation",
            "change_control_note",
            "side_letter",
        }
    ),
    "business_case": frozenset({"business_case"}),
    "financial_model": frozenset({"financial_model"}),
}
CITING: Final = (RiskAssessed, RiskReviewed)


class Looked(NamedTuple):
    """What was looked up of the evidence: nothing in the log changes any more.

    `event` is what is recorded at the position named, None where that is nothing that
    the caller may know of; `alike` are documents of the contract that hold the same
    bytes.
    """

    event: Recorded[Any] | None = None
    alike: tuple[UUID, ...] = ()


def reflect_change(
    desk: Desk, change_id: UUID, command: ReflectChange, looked: Looked
) -> None:
    """Records that an artefact follows the change, if the evidence holds.

    DECIDE. INV-G8: what does not show it is refused, and says what would.
    """
    occasion = desk.occasion(command)
    change = desk.read(ChangeRequest, change_id)
    refuse_unsettled(change, "reflect")
    _refuse_absent(desk.read(Contract, change.contract_id), command.artefact)
    told = _checked(desk, change, command, looked, occasion)
    fact = facts.ChangeReflected(
        artefact=command.artefact,
        evidence=command.evidence.kind,
        reason=command.reason,
        **told,
    )
    plain = {"reason": None}
    same = fact.model_copy(update=plain)
    shown = change.control.shown.get(command.artefact, ())
    if same not in [one.fact.model_copy(update=plain) for one in shown]:
        desk.record(ChangeRequest, change_id, [fact])


def close_change(desk: Desk, change_id: UUID, command: CloseChange) -> None:
    """Closes a change that every artefact of its contract follows."""
    occasion = desk.occasion(command)
    change = desk.read(ChangeRequest, change_id)
    contract = desk.read(Contract, change.contract_id)
    closed = close(change, artefacts_of(contract), command, occasion)
    desk.record(ChangeRequest, change_id, closed)


def artefacts_of(contract: Contract) -> dict[str, bool | None]:
    """Of each artefact whether the contract has it, None where nobody has said."""
    names = (*KINDS, "risk_register")
    return {name: known(contract.held(f"has_{name}")) for name in names}


def _refuse_absent(contract: Contract, artefact: str) -> None:
    if artefacts_of(contract)[artefact] is False:
        detail = (
            f"the contract has no {worded(artefact)}, so nothing of it follows a"
            " change. If it has one now, say so by the contract's set-artefacts"
        )
        raise RuleBroken(detail, rule="INV-G8", pointer="/artefact")


def _checked(
    desk: Desk,
    change: ChangeRequest,
    command: ReflectChange,
    looked: Looked,
    occasion: Occasion,
) -> dict[str, Any]:
    """The evidence as it is recorded, with its strength. Raises for what is none."""
    said = command.evidence
    if said.no_effect is not None:
        small = is_small(change.on("value_delta", occasion.today), occasion)
        return {"no_effect": said.no_effect, "counts_alone": small}
    if said.event is not None:
        return _of_event(desk, change, command, looked.event, occasion)
    if command.artefact == "risk_register":
        _refuse(
            "the risk register is kept here: name the event by which a risk was"
            " assessed or reviewed for the change, or say in no_effect why none is"
            " touched"
        )
    if said.document is not None:
        return _of_document(desk, change, command, looked)
    if said.link is not None:
        return {"strength": "link", **_of_link(change, said)}
    return {"strength": "statement", "statement": said.statement}


def _of_event(
    desk: Desk,
    change: ChangeRequest,
    command: ReflectChange,
    event: Recorded[Any] | None,
    occasion: Occasion,
) -> dict[str, Any]:
    position = command.evidence.event
    if command.artefact != "risk_register":
        _refuse(
            f"an event shows what became of a risk. That the"
            f" {worded(command.artefact)} follows is shown by a new version of it"
        )
    if event is None or not isinstance(event.fact, CITING):
        detail = (
            f"#{position} is no assessment and no review of a risk, or of none that you"
            " may know of; the risk's history lists its positions"
        )
        raise UnknownReference(detail, pointer="/evidence/event")
    risk = desk.read(Risk, event.stream)
    named = touched(change, occasion.today)
    if risk.stream not in named and (named or risk.contract_id != change.contract_id):
        _refuse(
            f"#{position} is about a risk that the change does not touch; the impact"
            " assessment names those that it does in risk_ids"
        )
    if _cited(event.fact) != change.stream:
        _refuse(
            f"#{position} does not cite this change: assess or review the risk anew,"
            " and name the change in change_id"
        )
    _refuse_before(change, event.position, f"#{position}")
    return {
        "strength": "event",
        "evidence_event": event.position,
        "risk_id": event.stream,
    }


def _cited(fact: RiskAssessed | RiskReviewed) -> UUID | None:
    if isinstance(fact, RiskReviewed):
        return fact.cited_change_id
    return fact.change_id


def _of_document(
    desk: Desk, change: ChangeRequest, command: ReflectChange, looked: Looked
) -> dict[str, Any]:
    document = desk.read(Document, _id(command))
    document.refuse_gone()
    if document.contract_id != change.contract_id:
        _refuse("the document belongs to something else than the change's contract")
    kind = known(document.on("kind", date.max))
    if kind is not None and kind not in KINDS[command.artefact]:
        _refuse(
            f"the document is a {worded(kind)}; the {worded(command.artefact)} follows"
            f" by one of: {', '.join(map(worded, sorted(KINDS[command.artefact])))}"
        )
    if document.cites != change.stream:
        _refuse(
            "the document does not cite this change: describe it, and name the change"
            " in change_id"
        )
    _refuse_before(change, document.born.position, "the document")
    for other in looked.alike:
        if desk.read(Document, other).born.position < document.born.position:
            _refuse(
                "the same bytes were filed on the contract before: what is unchanged"
                " does not follow the change. File the new version"
            )
    strength = "file" if document.recognised_by is not None else "link"
    return {"strength": strength, "evidence_document": document.stream}


def _of_link(change: ChangeRequest, said: EvidenceOfReflection) -> dict[str, Any]:
    link = said.link
    if link is None:
        return {}
    approved = change.approved_on
    if link.dated_on is not None and approved and link.dated_on < approved:
        _refuse(
            f"the version of {link.dated_on} is older than the approval of {approved}:"
            " it does not follow from it",
            "/evidence/link/dated_on",
        )
    return link.model_dump(exclude_none=True)


def _id(command: ReflectChange) -> UUID:
    if command.evidence.document is None:
        raise AssertionError(command)
    return command.evidence.document


def _refuse_before(change: ChangeRequest, position: int, what: str) -> None:
    agreed = change.control.agreed_at
    if agreed is not None and position < agreed:
        _refuse(
            f"{what} was recorded before the change was agreed at #{agreed}: what"
            " follows from it comes later"
        )


def _refuse(detail: str, pointer: str = "/evidence") -> None:
    raise RuleBroken(detail, rule="INV-G8", pointer=pointer)
