"""What may be asked of the work on a risk, in the shapes of the public contract."""

from collections.abc import Iterator
from uuid import UUID

from typing_extensions import override

from domain.facts import risk_work as facts
from domain.occasion import Command, Link
from domain.values import Code, Day, Id, Known, Number, Title, Words


class Owned(Command):
    """Work that somebody does."""

    owner: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class AddControl(Owned):
    """Says what keeps the risk down; with `control_id`, anew of one that is known.

    A control that is not `in_place` is to come, or is there no longer.
    """

    control_id: Id | None = None
    title: Title | None = None
    kind: Known[facts.ControlKind] | None = None
    in_place: bool | None = None


class CheckControl(Command):
    """Records that somebody looked whether a control works.

    `line` is that of the three lines model: 1 managers, 2 oversight, 3 internal audit.
    """

    control_id: Id
    effectiveness: facts.Effectiveness
    line: facts.Line | None = None
    findings: Words | None = None


class AddAction(Owned):
    """Says what is to be done by a day; with `action_id`, anew of one that is known."""

    action_id: Id | None = None
    title: Title | None = None
    due: Known[Day] | None = None


class CompleteAction(Command):
    """Records that an action was done, or given up."""

    action_id: Id
    outcome: facts.Outcome = "done"


class RecordIndicator(Command):
    """Records a reading of an indicator; its first one names it, and its limits.

    Name it by `indicator_id` or by `name`. A reading that has reached `amber` or `red`
    is so; which side is the worse one the two limits show, or `worse` says.
    """

    value: Known[Number]
    indicator_id: Id | None = None
    name: Title | None = None
    unit: Code | None = None
    amber: Number | None = None
    red: Number | None = None
    worse: facts.Worse | None = None
    frequency: facts.Frequency | None = None
