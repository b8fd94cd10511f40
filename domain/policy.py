"""The council's policy: how risks are scored and who may approve how much."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.errors import OverridesLater, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import policy as facts
from domain.occasion import Command, Occasion
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

    @property
    def policies(self) -> Policies:
        """What decisions are taken by; as delivered where nothing has been set."""
        found = AS_DELIVERED
        if self.matrix is not None:
            position, bands = self.matrix.position, self.matrix.fact.bands
            found = replace(found, bands=bands, matrix_version=position)
        if self.limits is not None:
            found = replace(found, levels=self.limits.fact.levels)
        return found

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
                return self


def _set(standing: Recorded[Any] | None, wanted: Fact, at: Occasion) -> list[Fact]:
    """The policy wanted, unless it stands already.

    A policy holds until another is set, and is never set below a later one.
    """
    if standing is not None and _same(standing.fact, wanted):
        return []
    if at.until is not None:
        detail = "a policy holds until another is set; leave effective_until out"
        raise RuleBroken(detail, rule="policy-open", pointer="/effective_until")
    if standing is not None and standing.envelope.effective_on > at.day:
        start = standing.envelope.effective_on
        detail = (
            f"another setting stands from {start} on (recorded as"
            f" #{standing.position}); say effective_on {start} or later to replace it"
        )
        raise OverridesLater(detail, pointer="/effective_on")
    return [wanted]


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
