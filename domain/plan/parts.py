"""The parts of a plan by their kind and their key, with what was said of each."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.errors import RuleBroken, UnknownReference
from domain.event import Fact, Recorded
from domain.facts import plan_parts as facts
from domain.facts.risk_work import part_id

Said = Mapping[str, Any]
Keyed = Mapping[Hashable, Said]


class Sort(NamedTuple):
    """A sort of parts: the list that holds it, and the field that names one.

    `numbered` parts get their id from where they were first recorded; the others are
    known by what they are about.
    """

    name: str
    key: str
    numbered: bool = True


SORTS: Final[Mapping[type[Fact], Sort]] = {
    facts.PlanTaskAdded: Sort("tasks", "task_id"),
    facts.PlanAlternativeAdded: Sort("alternatives", "alternative_id"),
    facts.PlanAssetRecorded: Sort("assets", "asset_id"),
    facts.PlanDataReturnRecorded: Sort("data", "data_id"),
    facts.PlanWorkforceRecorded: Sort("workforce", "seat_id", numbered=False),
    facts.PlanSeatDecided: Sort("seats", "seat_id", numbered=False),
    facts.PlanCostSet: Sort("costs", "kind", numbered=False),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Every part of one plan. `outcomes` are those of the tasks that are over."""

    by_sort: Mapping[str, Keyed] = field(default_factory=dict)
    outcomes: Mapping[UUID, str] = field(default_factory=dict)

    def of(self, name: str) -> Keyed:
        """The parts of one sort."""
        return self.by_sort.get(name, {})

    def after(self, recorded: Recorded[Any]) -> "Parts":
        """The parts after one more fact about one of them."""
        fact = recorded.fact
        if isinstance(fact, facts.PlanTaskCompleted):
            ended = {**self.outcomes, fact.task_id: fact.outcome}
            return replace(self, outcomes=ended)
        if (sort := SORTS.get(type(fact))) is None:
            return self
        key = getattr(fact, sort.key)
        if key is None and sort.numbered:
            key = part_id(recorded.stream, recorded.position)
        held = self.of(sort.name)
        laid = {**held, key: {**held.get(key, {}), **said_by(fact)}}
        # What is said anew of a task that was over opens it again.
        left = {task: o for task, o in self.outcomes.items() if task != key}
        return Parts({**self.by_sort, sort.name: laid}, left)

    def news(self, kind: type[Fact], said: Said) -> dict[str, Any]:
        """What is said that does not hold already, of the part that it names."""
        sort = SORTS[kind]
        held = self.of(sort.name).get(said.get(sort.key), {})
        return {
            name: value
            for name, value in said.items()
            if name != sort.key and held.get(name) != value
        }

    def refuse_unknown(self, kind: type[Fact], key: UUID | None) -> None:
        """Refuses to say anew what was never said. Raises UnknownReference."""
        sort = SORTS[kind]
        if key is None or key in self.of(sort.name):
            return
        known = ", ".join(map(str, self.of(sort.name))) or "none yet"
        detail = (
            f"this plan has no such part {key}; its {sort.name}: {known}. Leave"
            f" {sort.key} out to record a new one"
        )
        raise UnknownReference(detail, pointer=f"/{sort.key}")

    def refuse_circle(self, task: UUID | None, after: tuple[UUID, ...]) -> None:
        """Refuses tasks that nobody knows, and tasks that wait for one another."""
        tasks = self.of("tasks")
        for at, each in enumerate(after):
            if each not in tasks:
                detail = f"this plan has no task {each} to come after; add it first"
                raise UnknownReference(detail, pointer=f"/after/{at}")
        waits = {each: said.get("after", ()) for each, said in tasks.items()}
        try:
            TopologicalSorter({**waits, task: after}).prepare()
        except CycleError as error:
            round_ = " after ".join(map(str, error.args[1]))
            detail = f"no task waits for itself: {round_}. Leave one of these out"
            raise RuleBroken(detail, rule="task-circle", pointer="/after") from error


def said_by(fact: Fact) -> dict[str, Any]:
    """What a fact says of its part, the typed reason left out."""
    return {
        name: value
        for name in type(fact).model_fields
        if name != "reason" and (value := getattr(fact, name)) is not None
    }
