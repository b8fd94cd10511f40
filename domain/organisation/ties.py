"""Two records of one organisation: which of them stays, and that they may part again.

A record is merged into one that stays, and never by way of a third: so what is asked
of the one that stays is asked of its records, and of nothing else.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import organisation_tie as facts
from domain.occasion import Occasion
from domain.organisation.commands import MergeOrganisation, UnmergeOrganisation


@dataclass(frozen=True, slots=True)
class Ties:
    """Into which record this one is merged, and which ones are merged into it.

    `apart_since` is the last day on which a merger of this record ended.
    """

    merged_into: UUID | None = None
    absorbed: frozenset[UUID] = frozenset()
    apart_since: date | None = None

    def merge(self, command: MergeOrganisation, occasion: Occasion) -> list[Fact]:
        """That this is one more record of another organisation."""
        if self.merged_into == command.into:
            return []
        self._refuse_merged("merged")
        self._refuse_period(occasion)
        if self.absorbed:
            detail = (
                "other records are merged into this one: unmerge them, and merge each"
                " of them into the one that is to stay"
            )
            raise RuleBroken(detail, rule="merge-chain")
        return [
            facts.OrganisationMerged(merged_into=command.into, reason=command.reason)
        ]

    def absorb(
        self, record: UUID, command: MergeOrganisation, occasion: Occasion
    ) -> list[Fact]:
        """The same as the record that stays tells it."""
        if record in self.absorbed:
            return []
        self._refuse_merged("merged into", pointer="/into")
        self._refuse_period(occasion)
        return [facts.OrganisationAbsorbed(record=record, reason=command.reason)]

    def unmerge(self, command: UnmergeOrganisation, occasion: Occasion) -> list[Fact]:
        """That this is the record of an organisation of its own after all."""
        if self.merged_into is None:
            return []
        _refuse_end(occasion)
        was = self.merged_into
        return [facts.OrganisationUnmerged(was_merged_into=was, reason=command.reason)]

    def release(self, record: UUID, command: UnmergeOrganisation) -> list[Fact]:
        """The same as the record that stays tells it."""
        if record not in self.absorbed:
            return []
        return [facts.OrganisationReleased(record=record, reason=command.reason)]

    def after(self, recorded: Recorded[Any]) -> "Ties":
        """The ties after a fact about them."""
        day = recorded.envelope.effective_on
        match recorded.fact:
            case facts.OrganisationMerged(merged_into=survivor):
                return replace(self, merged_into=survivor)
            case facts.OrganisationUnmerged():
                return replace(self, merged_into=None, apart_since=self._later(day))
            case facts.OrganisationAbsorbed(record=record):
                return replace(self, absorbed=self.absorbed | {record})
            case facts.OrganisationReleased(record=record):
                left = self.absorbed - {record}
                return replace(self, absorbed=left, apart_since=self._later(day))
            case _:
                return self

    def refuse_elsewhere(self) -> None:
        """Refuses to say of a merged record what belongs to the one that stays."""
        self._refuse_merged("worked on")

    def refuse_tied(self) -> None:
        """Refuses to take a record back while it stands for another, or by one."""
        self._refuse_merged("taken back")
        if self.absorbed:
            detail = "other records are merged into this one: unmerge them first"
            raise RuleBroken(detail, rule="merged")

    def _later(self, day: date) -> date:
        return max(day, self.apart_since or day)

    def _refuse_merged(self, done: str, *, pointer: str | None = None) -> None:
        if self.merged_into is not None:
            detail = (
                f"this record is merged into {self.merged_into}, so it is not {done}:"
                " do that with the one that stays, or unmerge this one first"
            )
            raise RuleBroken(detail, rule="merged", pointer=pointer)

    def _refuse_period(self, occasion: Occasion) -> None:
        """Refuses a merger with an end, and one that would overlap an earlier one."""
        _refuse_end(occasion)
        if self.apart_since is not None and occasion.day < self.apart_since:
            detail = (
                f"a merger of this record ended on {self.apart_since}, and"
                f" {occasion.day} is before that: merge it from that day on"
            )
            raise RuleBroken(detail, rule="merge-period", pointer="/effective_on")


def _refuse_end(occasion: Occasion) -> None:
    if occasion.until is not None:
        detail = (
            "a merger has no end of its own: leave effective_until out, and unmerge"
        )
        raise RuleBroken(detail, rule="merge-period", pointer="/effective_until")
