"""What may be asked of a change once it was looked at: ground, notices, traces, end."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self, get_args

from pydantic import Field, StringConstraints, model_validator
from typing_extensions import override

from domain.facts import change_control as facts
from domain.occasion import Command, Link
from domain.values import Code, Day, Id, Ids, Known, Money, Value, Words

Address = Annotated[
    str, StringConstraints(max_length=2000, pattern=r"^https?://\S+$"), "words"
]


class ClassifyGround(facts.GroundAnswers, Command):
    """Says on which ground the change may be made, and answers its tests.

    `one_with` are changes of the same contract that are really one with this.
    """

    ground: Known[facts.Ground]
    rationale: Words | None = None
    known_risk_id: Id | None = None
    one_with: Ids | None = None
    legal_advice: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        for name, noun in (("known_risk_id", "risk"), ("legal_advice", "document")):
            if (found := getattr(self, name)) is not None:
                yield Link(f"/{name}", noun, found)
        for place, one in enumerate(self.one_with or ()):
            yield Link(f"/one_with/{place}", "change", one)


class PublishNotice(Command):
    """Records that a notice of the change came out.

    With `standstill` it stands still for as long as the law asks for at least;
    `standstill_until` says a later last day.
    """

    notice: facts.Notice = "UK10"
    published_on: Day
    notice_id: Code | None = None
    standstill: bool = False
    standstill_until: Day | None = None
    address: Address | None = None
    document: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.document is not None:
            yield Link("/document", "document", self.document)


class LinkedEvidence(Value):
    """Where the new version of an artefact lies, which version it is, and of what day.

    A link says less than a file: what lies there may change.
    """

    address: Address
    version_label: Code | None = None
    dated_on: Day | None = None


class EvidenceOfReflection(Value):
    """By what it shows that an artefact follows the change: exactly one of these.

    `event` is the position of an event on a risk; `no_effect` says why the artefact is
    not touched.
    """

    document: Id | None = None
    event: facts.Position | None = None
    link: LinkedEvidence | None = None
    statement: Words | None = None
    no_effect: Words | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        said = [n for n in type(self).model_fields if getattr(self, n) is not None]
        if len(said) != 1:
            message = "say exactly one of document, event, link, statement, no_effect"
            raise ValueError(message)
        return self

    @property
    def kind(self) -> facts.Evidence:
        """Which of them it is."""
        said = get_args(facts.Evidence)
        found: facts.Evidence = next(n for n in said if getattr(self, n) is not None)
        return found


class ReflectChange(Command):
    """Shows that one of the four artefacts follows the change."""

    artefact: facts.Artefact
    evidence: EvidenceOfReflection

    @override
    def links(self) -> Iterator[Link]:
        if self.evidence.document is not None:
            yield Link("/evidence/document", "document", self.evidence.document)


class ConfirmNotApplicable(Command):
    """Agrees, as a second person, that an artefact is not touched, and why.

    Left out, why is what whoever proposed it said.
    """

    artefact: facts.Artefact
    why: Words | None = None


class CloseChange(Command):
    """Closes the change; what it has brought stands beside what was claimed."""

    finds_its_day: ClassVar[bool] = False

    saving_realised: Known[Money] | None = Field(default=None)
    benefit_realised: Known[Words] | None = None
