"""The council's policy: how risks are scored, who may approve how much, and more."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.errors import OverridesLater, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import policy as facts
from domain.occasion import Command, Occasion
from domain.policy_settings import (
    SetAppetite,
    SetRuleSource,
    SetThresholds,
    Settings,
    refuse_unknown_thresholds,
)
from domain.scales import AS_DELIVERED, ApprovalLevel, Band, Labels, Policies
from domain.values import Several

HIGHEST = 25


class SetMatrix(Command):
    """Sets the scoring matrix: five labels a side, and bands over 1 to 25."""

    likelihood: Labels
    impact: Labels
    bands: Several[Band]


class SetApprovalLimits(Command):
    """Sets how much each role may approve, for all roles at once."""

    levels: Several[ApprovalLevel]


@dataclass(frozen=True, slots=True)
class Policy(Aggregate[Fact]):
    """The policies in force: of each kind the one that was set last."""

    noun: ClassVar[str] = "policy"
    prefix: ClassVar[str] = "PO"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    matrix: Recorded[facts.MatrixSet] | None = None
    limits: Recorded[facts.ApprovalLimitsSet] | None = None
    settings: Settings = field(default_factory=Settings)

    @property
    def policies(self) -> Policies:
        """What decisions are taken by; as delivered where nothing has been set."""
        found = AS_DELIVERED
        if self.matrix is not None:
            position, bands = self.matrix.position, self.matrix.fact.bands
            found = replace(found, bands=bands, matrix_version=position)
        if self.limits is not None:
            found = replace(found, levels=self.limits.fact.levels)
        limits, values = self.settings.limits(), self.settings.values()
        return replace(found, appetites=limits, thresholds=values)

    @classmethod
    def open_matrix(cls, command: SetMatrix, occasion: Occasion) -> list[Fact]:
        """DECIDE. Sets the matrix as the first policy of the register."""
        return cls().set_matrix(command, occasion)

    @classmethod
    def open_approval_limits(
        cls, command: SetApprovalLimits, occasion: Occasion
    ) -> list[Fact]:
        """DECIDE. Sets the approval limits as the first policy of the register."""
        return cls().set_approval_limits(command, occasion)

    def set_matrix(self, command: SetMatrix, occasion: Occasion) -> list[Fact]:
        """DECIDE. Every score from 1 to 25 lies in exactly one band."""
        bands = tuple(sorted(command.bands, key=lambda band: band.from_))
        _refuse_bad_bands(bands)
        wanted = facts.MatrixSet(
            likelihood=command.likelihood,
            impact=command.impact,
            bands=bands,
            reason=command.reason,
        )
        return _set(self.matrix, wanted, occasion)

    def set_approval_limits(
        self, command: SetApprovalLimits, occasion: Occasion
    ) -> list[Fact]:
        """DECIDE. One limit a role, none below nothing."""
        _refuse_bad_levels(command.levels)
        wanted = facts.ApprovalLimitsSet(levels=command.levels, reason=command.reason)
        return _set(self.limits, wanted, occasion)

    def set_appetite(self, command: SetAppetite, occasion: Occasion) -> list[Fact]:
        """DECIDE. How high a score of one category may be without more ado."""
        wanted = facts.AppetiteSet(
            category=command.category, limit=command.limit, reason=command.reason
        )
        return self._set_one(wanted, occasion)

    def set_thresholds(self, command: SetThresholds, occasion: Occasion) -> list[Fact]:
        """DECIDE. Numbers of the council's own in place of those as delivered."""
        _refuse_twice((t.name for t in command.thresholds), "/thresholds", "threshold")
        refuse_unknown_thresholds(command.thresholds)
        wanted = facts.ThresholdsSet(
            thresholds=command.thresholds, source=command.source, reason=command.reason
        )
        return self._set_one(wanted, occasion)

    def set_rule_source(self, command: SetRuleSource, occasion: Occasion) -> list[Fact]:
        """DECIDE. On what a rule rests, and whether the council goes by it."""
        wanted = facts.RuleSourceSet(
            rule=command.rule,
            standing=command.standing,
            source=command.source,
            in_force=command.in_force,
            reason=command.reason,
        )
        return self._set_one(wanted, occasion)

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls().evolve(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.MatrixSet():
                return replace(self, matrix=recorded)
            case facts.ApprovalLimitsSet():
                return replace(self, limits=recorded)
            case _:
                return replace(self, settings=self.settings.after(recorded))

    def _set_one(self, wanted: Fact, at: Occasion) -> list[Fact]:
        if self.settings.says(wanted):
            return []
        _refuse_end(at)
        for standing in self.settings.standing(wanted):
            _refuse_below(standing, at)
        return [wanted]


def _set(standing: Recorded[Any] | None, wanted: Fact, at: Occasion) -> list[Fact]:
    """The policy wanted, unless it stands already."""
    if standing is not None and _same(standing.fact, wanted):
        return []
    _refuse_end(at)
    if standing is not None:
        _refuse_below(standing, at)
    return [wanted]


def _refuse_end(at: Occasion) -> None:
    """Refuses an end: a policy holds until another is set."""
    if at.until is not None:
        detail = "a policy holds until another is set; leave effective_until out"
        raise RuleBroken(detail, rule="policy-open", pointer="/effective_until")


def _refuse_below(standing: Recorded[Any], at: Occasion) -> None:
    """Refuses to slip a setting in below a later one of its kind."""
    if standing.envelope.effective_on > at.day:
        start = standing.envelope.effective_on
        detail = (
            f"another setting stands from {start} on (recorded as"
            f" #{standing.position}); say effective_on {start} or later to replace it"
        )
        raise OverridesLater(detail, pointer="/effective_on")


def _same(standing: Fact, wanted: Fact) -> bool:
    return standing.model_copy(update={"reason": wanted.reason}) == wanted


def _refuse_bad_bands(bands: tuple[Band, ...]) -> None:
    """Refuses bands with a gap, an overlap, or a name used twice."""
    _refuse_twice((band.name for band in bands), "/bands", "band")
    due = 1
    for band in bands:
        if band.from_ != due or band.to < band.from_:
            detail = (
                f"band {band.name} goes from {band.from_} to {band.to}, where {due} is"
                " the next score without a band; bands cover 1 to 25, each score once"
            )
            raise RuleBroken(detail, rule="matrix-bands", pointer="/bands")
        due = band.to + 1
    if due <= HIGHEST:
        detail = f"scores {due} to {HIGHEST} lie in no band; bands cover 1 to {HIGHEST}"
        raise RuleBroken(detail, rule="matrix-bands", pointer="/bands")


def _refuse_bad_levels(levels: tuple[ApprovalLevel, ...]) -> None:
    _refuse_twice((level.role for level in levels), "/levels", "role")
    for level in levels:
        if level.up_to.amount < 0:
            detail = (
                f"{level.role} could approve up to {level.up_to.amount};"
                " write a limit of 0.00 or more"
            )
            raise RuleBroken(detail, rule="approval-limits", pointer="/levels")


def _refuse_twice(names: Iterable[str], pointer: str, what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            detail = f"{what} {name} is named twice; name each {what} once"
            raise RuleBroken(detail, rule="named-twice", pointer=pointer)
        seen.add(name)
