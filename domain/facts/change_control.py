"""What can have happened to a change once it was looked at: ground, notices, traces.

The four artefacts that follow a change are the contract's documents, the risk register,
the business case and the financial model.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from domain.event import Fact
from domain.values import Answer, Code, Day, Id, Ids, Known, Money, Words

# As the rules call them that govern a contract: not each has them all.
Ground = Literal[
    "provided_for",
    "urgency",
    "protect_life",
    "unforeseeable",
    "known_risk",
    "additional",
    "restructuring",
    "non_substantial",
    "below_threshold",
    "external_factors",
    "authority_decision",
]
Notice = Literal["UK10", "modification_notice", "modified_copy"]
Artefact = Literal[
    "contract_documents", "risk_register", "business_case", "financial_model"
]
Evidence = Literal["document", "event", "link", "statement", "no_effect"]
# How strong evidence is: an entry of this register, a file, a link, somebody's word.
Strength = Literal["event", "file", "link", "statement"]
Position = Annotated[int, Field(ge=1)]


class GroundAnswers(BaseModel):
    """What people say of the tests that the register cannot work out."""

    clearly_provided_for: Answer | None = None
    nature_unchanged: Answer | None = None
    scope_kept: Answer | None = None
    balance_kept: Answer | None = None
    not_foreseeable: Answer | None = None
    direct_award_justified: Answer | None = None
    no_fault: Answer | None = None
    in_public_interest: Answer | None = None
    other_supplier_unfit: Answer | None = None
    new_supplier_fit: Answer | None = None
    beyond_control: Answer | None = None


class ChangeGroundClassified(GroundAnswers, Fact):
    """Somebody said on which ground the change may be made.

    `known_risk_id` is the risk that has happened, `one_with` are changes that are
    really one with this, `legal_advice` is a document.
    """

    fact_name: ClassVar[str] = "change-ground-classified"

    ground: Known[Ground]
    rationale: Words | None = None
    known_risk_id: Id | None = None
    one_with: Ids | None = None
    legal_advice: Id | None = None


class ChangeNoticePublished(Fact):
    """A notice of the change came out. `standstill_until` is its last day."""

    fact_name: ClassVar[str] = "change-notice-published"

    notice: Notice
    notice_id: Code | None = None
    published_on: Day
    standstill_until: Day | None = None
    address: Words | None = None
    notice_document: Id | None = None


class ChangeReflected(Fact):
    """One of the four artefacts follows the change, and this shows it.

    `evidence_event` is the position of an event on `risk_id`; `no_effect` says why the
    artefact is not touched, and `counts_alone` that nobody else has to agree.
    """

    fact_name: ClassVar[str] = "change-reflected"

    artefact: Artefact
    evidence: Evidence
    strength: Strength | None = None
    evidence_document: Id | None = None
    evidence_event: Position | None = None
    risk_id: Id | None = None
    address: Words | None = None
    version_label: Code | None = None
    dated_on: Day | None = None
    statement: Words | None = None
    no_effect: Words | None = None
    counts_alone: bool | None = None


class ChangeNotApplicableConfirmed(Fact):
    """A second person agrees that an artefact is not touched."""

    fact_name: ClassVar[str] = "change-not-applicable-confirmed"

    artefact: Artefact
    why: Words | None = None


class ChangeClosed(Fact):
    """Nothing is left to do: all that the contract has follows the change."""

    fact_name: ClassVar[str] = "change-closed"

    saving_realised: Known[Money] | None = None
    benefit_realised: Known[Words] | None = None


CONTROL_FACTS: tuple[type[Fact], ...] = (
    ChangeGroundClassified,
    ChangeNoticePublished,
    ChangeReflected,
    ChangeNotApplicableConfirmed,
    ChangeClosed,
)
