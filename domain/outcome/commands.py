"""What may be asked of an outcome."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import outcome as facts
from domain.occasion import Command, Link
from domain.values import Code, Day, Id, Ids, Known, Several, Title, Words

_LINKS = {"service_id": "service", "owner": "account"}


class DescribeOutcome(Command):
    """Says anew what is wanted, by what it is told, and which contracts serve it."""

    title: Title | None = None
    strategic_ref: Known[Code] | None = None
    horizon: Known[facts.Horizon] | None = None
    baseline: Known[Words] | None = None
    target: Known[Words] | None = None
    target_date: Known[Day] | None = None
    measures: Known[Several[facts.Measure]] | None = None
    service_id: Known[Id] | None = None
    contract_ids: Known[Ids] | None = None
    owner: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        for field, noun in _LINKS.items():
            if isinstance(named := getattr(self, field), UUID):
                yield Link(f"/{field}", noun, named)
        if isinstance(self.contract_ids, tuple):
            for nth, contract in enumerate(self.contract_ids):
                yield Link(f"/contract_ids/{nth}", "contract", contract)


class RegisterOutcome(DescribeOutcome):
    """Enters an outcome: a sentence is enough."""

    title: Title = Field()


class CloseOutcome(Command):
    """Says what has become of the outcome, and why it is worked for no more."""

    result: facts.Result
    reason: Words = Field()


class ReopenOutcome(Command):
    """Says that the outcome is wanted again, and why."""

    reason: Words = Field()


class CorrectOutcome(DescribeOutcome, Correction):
    """Puts right what was recorded of the outcome."""
