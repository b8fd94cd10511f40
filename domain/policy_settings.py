"""What a council sets one by one: appetites, thresholds, what its rules rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pydantic import Field

from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import policy as facts
from domain.occasion import Command
from domain.scales import Points, Threshold
from domain.thresholds import DELIVERED, Standing
from domain.values import Code, Several, Words


class SetAppetite(Command):
    """Sets the highest score that is within appetite, for one category of risks.

    Without `category` for all that have none of their own; without `limit` the
    category has none of its own from now on.
    """

    category: Code | None = None
    limit: Points | None = None


class SetThresholds(Command):
    """Sets the numbers at which the register speaks up, and says from what source."""

    thresholds: Several[Threshold] = Field(min_length=1)
    source: Words


class SetRuleSource(Command):
    """Says on what a rule rests, how well that is founded, and if it is in force."""

    rule: Code
    standing: Standing
    source: Words
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands of each setting, by its name; what nobody has set is not there."""

    appetites: Mapping[str | None, Recorded[Any]] = field(default_factory=dict)
    thresholds: Mapping[str, Recorded[Any]] = field(default_factory=dict)
    rules: Mapping[str, Recorded[Any]] = field(default_factory=dict)

    def after(self, recorded: Recorded[Any]) -> "Settings":
        """The settings after one more of them was set."""
        match recorded.fact:
            case facts.AppetiteSet(category=category):
                return replace(self, appetites={**self.appetites, category: recorded})
            case facts.ThresholdsSet(thresholds=thresholds):
                named = {threshold.name: recorded for threshold in thresholds}
                return replace(self, thresholds={**self.thresholds, **named})
            case facts.RuleSourceSet(rule=rule):
                return replace(self, rules={**self.rules, rule: recorded})
            case _:
                return self

    def limits(self) -> dict[str | None, int]:
        """The appetites, by category."""
        said = {category: r.fact.limit for category, r in self.appetites.items()}
        return {category: limit for category, limit in said.items() if limit}

    def values(self) -> dict[str, Decimal]:
        """The thresholds that were set, by name."""
        return {
            name: next(t.value for t in r.fact.thresholds if t.name == name)
            for name, r in self.thresholds.items()
        }

    def standing(self, wanted: Fact) -> list[Recorded[Any]]:
        """The settings that `wanted` would replace."""
        found: list[Recorded[Any] | None] = []
        match wanted:
            case facts.AppetiteSet(category=category):
                found = [self.appetites.get(category)]
            case facts.ThresholdsSet(thresholds=thresholds):
                found = [self.thresholds.get(t.name) for t in thresholds]
            case facts.RuleSourceSet(rule=rule):
                found = [self.rules.get(rule)]
            case _:
                pass
        return [recorded for recorded in found if recorded is not None]

    def says(self, wanted: Fact) -> bool:
        """Whether all that `wanted` says stands already."""
        if isinstance(wanted, facts.ThresholdsSet):
            values = self.values()
            return all(
                values.get(t.name) == t.value
                and self.thresholds[t.name].fact.source == wanted.source
                for t in wanted.thresholds
            )
        standing = self.standing(wanted)
        if not standing:
            # That there is no appetite need not be said where there never was one.
            return isinstance(wanted, facts.AppetiteSet) and wanted.limit is None
        return _same(standing[0].fact, wanted)


def refuse_unknown_thresholds(thresholds: tuple[Threshold, ...]) -> None:
    """Refuses a name that the register does not go by, and a number below nothing."""
    for place, threshold in enumerate(thresholds):
        pointer = f"/thresholds/{place}"
        if threshold.name not in DELIVERED:
            detail = (
                f"{threshold.name} is no threshold of the register; use one of:"
                f" {', '.join(sorted(DELIVERED))}"
            )
            raise RuleBroken(detail, rule="threshold-name", pointer=f"{pointer}/name")
        if threshold.value < 0:
            detail = f"{threshold.name} would be {threshold.value}; write 0 or more"
            raise RuleBroken(detail, rule="threshold-value", pointer=f"{pointer}/value")


def _same(standing: Fact, wanted: Fact) -> bool:
    return standing.model_copy(update={"reason": wanted.reason}) == wanted
