"""The document: what it belongs to, what is kept of it, and how it goes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.described import Birth, Described, assert_fields
from domain.document.commands import (
    ApproveDisposal,
    EnterDocument,
    FileDocument,
    FingerprintDocument,
    LinkDocument,
    RejectDisposal,
    RequestDisposal,
)
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import document as facts
from domain.occasion import Occasion
from domain.timeline import Timeline
from domain.values import known


@dataclass(frozen=True, slots=True)
class Document(Described[Fact]):
    """One document. A link or a fingerprint is as good a document as a file.

    `sha256` is that of a file which the register keeps for it: None for others, and
    once it has been disposed of. `recognised_by` is that by which one knows it, kept
    or not: None for a link. `asked_by` is who wants that, while it is undecided.
    """

    noun: ClassVar[str] = "document"
    prefix: ClassVar[str] = "D"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.DocumentCorrected
    described: ClassVar[type[Any]] = facts.DocumentDescribed
    erred: ClassVar[type[Fact]] = facts.DocumentEnteredInError
    reported: ClassVar[type[Any]] = facts.DocumentErrorReported
    restored: ClassVar[type[Fact]] = facts.DocumentRestored
    commented: ClassVar[type[Any]] = facts.DocumentCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.DocumentFields.model_fields) - Described.apart
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {
        "scope",
        "contract_id",
        "organisation_id",
        "handling",
        "sha256",
    }

    contract_id: UUID | None
    organisation_id: UUID | None
    handling: str
    entered_by: frozenset[UUID]
    sha256: str | None
    recognised_by: str | None = None
    asked: facts.DocumentDisposalRequested | None = None
    asked_by: frozenset[UUID] = frozenset()

    @property
    def readers(self) -> frozenset[UUID] | None:
        """Who may read a restricted document: its owner and who entered it."""
        if self.handling != "restricted":
            return None
        owner = self.on("owner", date.max)
        return self.entered_by | ({owner} if isinstance(owner, UUID) else set())

    @property
    def cites(self) -> UUID | None:
        """The change that it is a trace of."""
        cited = self.on("change_id", date.max)
        return cited if isinstance(cited, UUID) else None

    @classmethod
    def file(cls, command: FileDocument, _: Occasion) -> list[Fact]:
        """RECORD. A file is kept."""
        return [facts.DocumentFiled(scope=_scope(command), **_told(command))]

    @classmethod
    def fingerprint(cls, command: FingerprintDocument, _: Occasion) -> list[Fact]:
        """RECORD. A file lies elsewhere; this is how it is recognised."""
        return [facts.DocumentFingerprinted(scope=_scope(command), **_told(command))]

    @classmethod
    def link(cls, command: LinkDocument, _: Occasion) -> list[Fact]:
        """RECORD. A document lies at an address."""
        return [facts.DocumentLinked(scope=_scope(command), **_told(command))]

    def request_disposal(
        self, command: RequestDisposal, occasion: Occasion
    ) -> list[Fact]:
        """DECIDE. Asks; nothing goes before a second person agrees.

        What has to be kept until a day is kept until then, unless it should never
        have been there.
        """
        self._refuse_unless_kept()
        if self.asked is not None:
            detail = "somebody has asked for that already: it waits to be decided"
            raise RuleBroken(detail, rule="disposal-open")
        until = known(self.on("destroy_on", occasion.today))
        if command.basis == "retention_ended" and until and occasion.today < until:
            detail = (
                f"the document is to be kept until {until}: describe it with another"
                " destroy_on if that is wrong, or name another basis"
            )
            raise RuleBroken(detail, rule="retention-runs", pointer="/basis")
        return [
            facts.DocumentDisposalRequested(basis=command.basis, reason=command.reason)
        ]

    def reject_disposal(
        self, command: RejectDisposal, occasion: Occasion
    ) -> list[Fact]:
        """DECIDE. Somebody else than who asked says no."""
        self._decided_by_another(occasion)
        return [facts.DocumentDisposalRejected(reason=command.reason)]

    def dispose(self, command: ApproveDisposal, occasion: Occasion) -> list[Fact]:
        """DECIDE. Four eyes: somebody else than who asked lets it go."""
        asked = self._decided_by_another(occasion)
        return [facts.DocumentDisposed(basis=asked.basis, reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        filed = isinstance(fact, facts.DocumentFiled)
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            contract_id=fact.contract_id,
            organisation_id=fact.organisation_id,
            handling=fact.handling,
            entered_by=recorded.envelope.people,
            sha256=fact.sha256 if filed else None,
            recognised_by=getattr(fact, "sha256", None),
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        if (moved := self.marked(recorded)) is not None:
            return moved
        match recorded.fact:
            case facts.DocumentDisposalRequested() as asked:
                who = recorded.envelope.people
                return replace(self, asked=asked, asked_by=who)
            case facts.DocumentDisposalRejected():
                return replace(self, asked=None, asked_by=frozenset())
            case facts.DocumentDisposed():
                return replace(self, asked=None, asked_by=frozenset(), sha256=None)
            case _:
                return self

    def _refuse_unless_kept(self) -> None:
        if self.sha256 is None:
            detail = (
                "the register keeps no file of this document: it is a link or a"
                " fingerprint, or was disposed of before"
            )
            raise RuleBroken(detail, rule="nothing-kept")

    def _decided_by_another(
        self, occasion: Occasion
    ) -> facts.DocumentDisposalRequested:
        if self.asked is None:
            detail = "nobody has asked that this be disposed of: request that first"
            raise RuleBroken(detail, rule="disposal-open")
        if self.asked_by & occasion.people:
            detail = (
                "you asked for this disposal, or the person you act for did: somebody"
                " else has to decide on it"
            )
            raise FourEyes(detail)
        return self.asked


def _scope(command: EnterDocument) -> facts.Scope:
    """What the document belongs to: exactly one thing."""
    named: list[facts.Scope] = [
        noun
        for noun in ("contract", "organisation")
        if getattr(command, f"{noun}_id") is not None
    ]
    if command.scope:
        named.append(command.scope)
    if len(named) != 1:
        detail = (
            "name exactly one thing that the document belongs to: contract_id,"
            ' organisation_id, or "scope": "council"'
        )
        raise RuleBroken(detail, rule="document-scope", pointer="/contract_id")
    return named[0]


def _told(command: EnterDocument) -> dict[str, Any]:
    """The command's own fields as the opening fact carries them."""
    told = {k: v for k, v in command.said().items() if k != "scope"}
    return {**told, "handling": command.handling, "reason": command.reason}
