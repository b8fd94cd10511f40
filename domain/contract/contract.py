"""The contract: what was agreed, what is known of it, and how either may move."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.contract.checks import (
    refuse_bound,
    refuse_end_before_start,
    refuse_settled,
    refuse_without_source,
)
from domain.contract.commands import (
    AdoptContract,
    AgreedTerms,
    AmendTerms,
    EstablishContract,
    MarkUnlisted,
    NoteNotice,
    RecordNotice,
    RegisterContract,
)
from domain.contract.notices import Notices
from domain.contract.opening import as_told, since_award
from domain.contract.standing import UNDATED, Standing
from domain.described import Birth, Correction, Described
from domain.event import Fact, Recorded
from domain.facts import contract as facts
from domain.facts import contract_fields as fields
from domain.facts.contract_life import LIFE_FACTS, UNASSERTED
from domain.facts.contract_notice import NoticeKey
from domain.facts.contract_states import status_after
from domain.occasion import Dated, Occasion, refuse_empty_period
from domain.place import Place
from domain.timeline import Timeline
from domain.values import known


@dataclass(frozen=True, slots=True)
class Contract(Described[Fact]):
    """One head agreement: a contract, a service level agreement, a grant."""

    noun: ClassVar[str] = "contract"
    prefix: ClassVar[str] = "C"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.ContractCorrected
    described: ClassVar[type[Any]] = facts.ContractDescribed
    erred: ClassVar[type[Fact]] = facts.ContractEnteredInError
    reported: ClassVar[type[Any]] = facts.ContractErrorReported
    restored: ClassVar[type[Fact]] = facts.ContractRestored
    commented: ClassVar[type[Any]] = facts.ContractCommented
    plain: ClassVar[frozenset[str]] = frozenset(
        {*fields.Descriptive.model_fields, "title"}
    )
    apart: ClassVar[frozenset[str]] = Described.apart | UNDATED

    status: str
    notices: Notices
    opening: bool = False
    standing: Standing = field(default_factory=Standing)

    @property
    def place(self) -> Place:
        """Where it lies for rights, by what holds without an end."""
        held = {f: known(v) for f, v in self.timeline.at(date.max).items()}
        provider = held.get("provider_id")
        return Place(
            contract=self.stream,
            manager=held.get("contract_manager"),
            department=held.get("department"),
            organisations=frozenset({provider}) if provider else frozenset(),
            services=frozenset(filter(None, [held.get("service")])),
            wards=frozenset(held.get("wards") or ()),
            shared=True,
        )

    @classmethod
    def place_to_be(cls, command: RegisterContract | AdoptContract, by: UUID) -> Place:
        """Where a contract will lie if `by` enters it: rights ask before it is."""
        service = known(command.service)
        return Place(
            manager=known(command.contract_manager) or by,
            department=known(command.department),
            services=frozenset({service}) if service else frozenset(),
            wards=frozenset(known(command.wards) or ()),
        )

    @classmethod
    def register(
        cls, command: RegisterContract, occasion: Occasion
    ) -> list[Fact | Dated]:
        """DECIDE. Enters a contract; who enters it as its manager becomes that.

        Without a status it is live if it has started, else planned. DECIDE: INV-C3,
        it does not end before it starts.
        """
        start = known(command.start)
        begun = start is not None and start <= occasion.today
        told = as_told(command, occasion, "live" if begun else "planned")
        return [since_award(facts.ContractRegistered(**told), command, occasion)]

    @classmethod
    def adopt(cls, command: AdoptContract, occasion: Occasion) -> list[Fact | Dated]:
        """RECORD. Takes on a contract in whatever state it is.

        Without a status it is live, or planned if it is to start later: one past its
        end is a finding, and not guessed away. RECORD: INV-C3, an end before the
        start is no date.
        """
        start = known(command.start)
        ahead = start is not None and start > occasion.today
        over = command.ended_on is not None
        begun = "ended" if over else "planned" if ahead else "live"
        told = as_told(command, occasion, begun)
        return [since_award(facts.ContractAdopted(**told), command, occasion)]

    def establish(self, command: EstablishContract, occasion: Occasion) -> list[Dated]:
        """RECORD. Fills in what was not known, from a source; once known it stays.

        It was so all along: unless another day is said it holds from the day of the
        opening entry.
        """
        self.refuse_gone()
        told = {f: v for f, v in command.said().items() if f != "source"}
        day = command.effective_on or self.opened_on
        refuse_empty_period(day, occasion.until)
        moved = replace(occasion, day=day)
        news: dict[str, Any] = self.news(told, moved)
        if not news:
            return []
        refuse_settled(self.timeline, news, (day, occasion.today))
        refuse_without_source(command, news)
        refuse_end_before_start(self.timeline.at(day), news)
        self.timeline.refuse_override(news, moved)
        fact = facts.ContractEstablished(
            source=command.source, reason=command.reason, **news
        )
        return [Dated(fact, day, occasion.until)]

    def amend_terms(self, command: AmendTerms, occasion: Occasion) -> list[Fact]:
        """DECIDE. Terms of a live contract move by a change request.

        AgreedTerms are what implementing a change does, whatever the state: that has
        happened. Before a contract starts its terms move freely. DECIDE: INV-C3, it
        does not end before it starts.
        """
        change_id = command.change_id if isinstance(command, AgreedTerms) else None
        told = {f: v for f, v in command.said().items() if f != "change_id"}
        news: dict[str, Any] = self.news(told, occasion)
        if not news:
            return []
        self.refuse_gone()
        if change_id is None:
            refuse_bound(self.status, news)
        refuse_end_before_start(self.timeline.at(occasion.day), news)
        self.timeline.refuse_override(news, occasion)
        return [
            facts.ContractTermsAmended(
                change_id=change_id, reason=command.reason, **news
            )
        ]

    @override
    def correct(self, command: Correction, occasion: Occasion) -> list[Dated]:
        """RECORD. Puts right what was recorded wrongly, in any field.

        RECORD: INV-C3, an end before the start is no date.
        """
        refuse_end_before_start(self.timeline.at(occasion.day), command.said())
        return Described.correct(self, command, occasion)

    @override
    def news(self, said: dict[str, object], occasion: Occasion) -> dict[str, object]:
        new = Described.news(self, said, occasion)
        if new.get("status") == self.status:
            del new["status"]
        return new

    @property
    def opened_on(self) -> date:
        """The first day of which the opening entry speaks."""
        return self.timeline.assertions[0].start

    def held(self, name: str) -> Any:
        """What holds of a field without an end, None if nobody knows."""
        return known(self.timeline.value(name, date.max))

    def unheld(self, said: dict[str, Any]) -> dict[str, Any]:
        """What is said that does not hold already, without an end."""
        held = self.timeline.at(date.max)
        return {
            name: value
            for name, value in said.items()
            if value is not None and held.get(name) != value
        }

    def record_notice(self, command: RecordNotice, _: Occasion) -> list[Fact]:
        """RECORD. A public source lists a notice; what it repeats is not news.

        Its claim outlives an entry in error: an import never brings that back.
        """
        return self.notices.record(command)

    def note_notice(self, command: NoteNotice, _: Occasion) -> list[Fact]:
        """RECORD. A notice was published of it, early, late or never due."""
        return self.notices.note(command)

    def mark_unlisted(self, command: MarkUnlisted, _: Occasion) -> list[Fact]:
        """RECORD. A public source no longer lists the notice; what it said stays."""
        return self.notices.unlist(command)

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=Timeline(),
            entered_in_error=False,
            status=recorded.fact.status,
            notices=Notices(),
            opening=isinstance(recorded.fact, facts.ContractAdopted),
        ).asserted(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.ContractEstablished() | facts.ContractTermsAmended():
                return self.asserted(recorded)
            case facts.ContractCorrected(status=status):
                moved = self.asserted(recorded)
                return replace(moved, status=status or self.status)
            case NoticeKey() as notice:
                return replace(self, notices=self.notices.after(notice))
            case fact if isinstance(fact, LIFE_FACTS):
                return self._lived(recorded)
            case _:
                return self.marked(recorded) or self

    def _lived(self, recorded: Recorded[Any]) -> Self:
        """The contract after something that happened in its life."""
        asserts = not isinstance(recorded.fact, UNASSERTED)
        return replace(
            self.asserted(recorded) if asserts else self,
            status=status_after(type(recorded.fact), self.status),
            standing=self.standing.after(recorded),
        )
