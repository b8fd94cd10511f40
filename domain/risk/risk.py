"""The risk: what it knows and what it decides."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.dating import refuse_backdated, refuse_not_after
from domain.described import Birth, Correction, Described, assert_fields
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import risk as facts
from domain.occasion import Dated, Occasion
from domain.risk.checks import (
    refuse_high_target,
    refuse_other_impact,
    scope_of,
)
from domain.risk.commands import (
    AdoptRisk,
    AssessRisk,
    CloseRisk,
    IdentifyRisk,
    ReopenRisk,
    ReviewRisk,
)
from domain.risk.fold import ASSERTING, SCORES, UNASSERTED, Acceptance, moves
from domain.risk.opening import entry_of, raisers_of, readers_of, scores_of
from domain.risk.parts import Parts
from domain.timeline import Timeline
from domain.values import Score, known


@dataclass(frozen=True, slots=True)
class Risk(Described[Fact]):
    """One risk with its three scores: inherent, current and target.

    `entered_by` entered it, and `raised_by` found it: nobody for one that was adopted,
    since who found that is not known. `scored_by` are all who ever scored it.
    """

    noun: ClassVar[str] = "risk"
    prefix: ClassVar[str] = "R"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.RiskCorrected
    described: ClassVar[type[Any]] = facts.RiskDescribed
    erred: ClassVar[type[Fact]] = facts.RiskEnteredInError
    reported: ClassVar[type[Any]] = facts.RiskErrorReported
    restored: ClassVar[type[Fact]] = facts.RiskRestored
    commented: ClassVar[type[Any]] = facts.RiskCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.RiskFields.model_fields) - Described.apart
    )
    apart: ClassVar[frozenset[str]] = Described.apart | UNASSERTED

    contract_id: UUID | None
    organisation_id: UUID | None
    scope: str
    handling: facts.Handling
    status: str
    raised_by: frozenset[UUID]
    entered_by: frozenset[UUID]
    entered_as: str
    scored_by: frozenset[UUID] = frozenset()
    # Its score was brought in with it, and nobody has judged it here.
    as_imported: bool = False
    acceptance: Acceptance | None = None
    parts: Parts = field(default_factory=Parts)
    issue_id: UUID | None = None
    # Who else may read it while it is restricted.
    named: frozenset[UUID] = frozenset()

    @property
    def shared_with(self) -> frozenset[UUID]:
        """The organisations that it is shared with."""
        return frozenset(self.on("shared_with", date.max) or ())

    @property
    def readers(self) -> frozenset[UUID] | None:
        """Who may read a restricted risk: who is named, owns it or entered it."""
        if self.handling != "restricted":
            return None
        owner = self.on("owner", date.max)
        return (
            self.entered_by
            | self.named
            | ({owner} if isinstance(owner, UUID) else set())
        )

    @classmethod
    def identify(cls, command: IdentifyRisk, _: Occasion) -> list[Fact]:
        """DECIDE. Enters a risk: a sentence and what it hangs on are enough."""
        entered = facts.RiskIdentified(scope=scope_of(command), **entry_of(command))
        return [entered, *readers_of(command)]

    @classmethod
    def adopt(cls, command: AdoptRisk, occasion: Occasion) -> list[Fact]:
        """RECORD. Takes on a risk in whatever state it is.

        INV-R1 is not asked of scores that somebody gave before the register began.
        """
        scored = command.current or command.inherent or command.target
        version = occasion.policies.matrix_version if scored else None
        return [
            facts.RiskAdopted(
                scope=scope_of(command), matrix_version=version, **entry_of(command)
            ),
            *readers_of(command),
        ]

    def assess(self, command: AssessRisk, occasion: Occasion) -> list[Fact]:
        """DECIDE. Scores the risk anew; never as if it had been known earlier.

        INV-R1, DECIDE: no target above the current score. INV-R1, RECORD: a current
        score above the inherent one is taken, with the reason that every score has.
        """
        self.refuse_unless_open("assess")
        refuse_backdated("a score", occasion)
        refuse_high_target(command.target, command.current)
        refuse_other_impact(command.dimensions, command.current)
        self.parts.refuse_no_indicator(command.indicator_id)
        scores = scores_of(command)
        version = occasion.policies.matrix_version
        cited = command.change_id or command.indicator_id or command.dimensions
        news = self.news({**scores, "matrix_version": version}, occasion)
        if not (cited or news or self.as_imported):
            return []
        return [
            facts.RiskAssessed(
                matrix_version=version,
                change_id=command.change_id,
                indicator_id=command.indicator_id,
                dimensions=command.dimensions,
                reason=command.reason,
                **scores,
            )
        ]

    def review(self, command: ReviewRisk, occasion: Occasion) -> list[Fact]:
        """RECORD. Somebody looked and found it still right; each look counts.

        Where nobody says when to look again, the risk's own rhythm does.
        """
        self.refuse_unless_open("review")
        following = command.next_review
        if following is not None:
            refuse_not_after("next_review", following, occasion)
            self.timeline.refuse_override({"next_review"}, occasion)
        elif every := known(self.on("review_every_days", occasion.day)):
            following = occasion.day + timedelta(every)
        return [
            facts.RiskReviewed(
                next_review=following,
                cited_change_id=command.change_id,
                reason=command.reason,
            )
        ]

    def close(self, command: CloseRisk, occasion: Occasion) -> list[Fact]:
        """DECIDE. INV-R5: an extreme risk is closed by another than who raised it."""
        self.refuse_gone()
        if self.status == "closed":
            return []
        score = self.on("current", occasion.today)
        extreme = score is not None and occasion.policies.is_top(score)
        if extreme and self.raised_by & occasion.people:
            detail = (
                "the risk is in the highest band, and you raised it, or the person"
                " you act for did: somebody else has to close it"
            )
            raise FourEyes(detail, rule="INV-R5")
        return [facts.RiskClosed(reason=command.reason)]

    def reopen(self, command: ReopenRisk, _: Occasion) -> list[Fact]:
        """RECORD. A closed risk is back."""
        self.refuse_gone()
        if self.status == "open":
            return []
        return [facts.RiskReopened(reason=command.reason)]

    @override
    def correct(self, command: Correction, occasion: Occasion) -> list[Dated]:
        """RECORD. Puts right; a score is read by the matrix of the one it replaces."""
        return [
            self._with_matrix(dated, occasion)
            for dated in Described.correct(self, command, occasion)
        ]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            contract_id=fact.contract_id,
            organisation_id=fact.organisation_id,
            scope=fact.scope,
            handling=fact.handling,
            status=getattr(fact, "status", "open"),
            raised_by=raisers_of(recorded),
            entered_by=recorded.envelope.people,
            as_imported=getattr(fact, "legacy_score", None) is not None,
            entered_as=recorded.envelope.role,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        changed = moves(self, recorded)
        if isinstance(recorded.fact, ASSERTING):
            return self.asserted(recorded, **changed)
        return replace(self.marked(recorded) or self, **changed)

    def accepted(self, score: Score, occasion: Occasion) -> bool:
        """Whether the score is taken today: up to one as high, until a day to come."""
        taken = self.acceptance
        return (
            taken is not None
            and occasion.today < taken.until
            and score.product <= taken.score.product
        )

    def refuse_unless_open(self, verb: str) -> None:
        """Refuses work on a risk that is closed, or was taken back."""
        self.refuse_gone()
        if self.status == "closed":
            detail = f"the risk is {self.status}; reopen it before you {verb} it"
            raise RuleBroken(detail, rule="risk-closed")

    def _with_matrix(self, dated: Dated, occasion: Occasion) -> Dated:
        fact = dated.fact
        if all(getattr(fact, score) is None for score in SCORES):
            return dated
        version = self.on("matrix_version", dated.effective_on)
        if version is None:
            version = occasion.policies.matrix_version
        return dated._replace(fact=fact.model_copy(update={"matrix_version": version}))
