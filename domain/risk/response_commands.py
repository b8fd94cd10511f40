"""What may be asked about a risk that is to be dealt with, in public shapes."""

from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.facts import risk_response as facts
from domain.occasion import Command, Link
from domain.values import Day, Id, Ids, Known, Score, Several, Words


class PlanResponse(Command):
    """Says what is to be done about a risk, and down to which score.

    What is transferred names who bears it from then on, and by which instrument.
    """

    response: facts.Response
    mitigation: Known[Words] | None = None
    contingency: Known[Words] | None = None
    recovery: Known[Words] | None = None
    target: Score | None = None
    receiver: facts.Bearer | None = None
    instrument: facts.Instrument | None = None
    instrument_reference: Words | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.receiver is not None:
            yield from _bearer("/receiver", self.receiver)


class AllocateRisk(Command):
    """Says who bears a risk, each with a share or without: the whole table."""

    bearers: Several[facts.Bearer] = Field(min_length=1)
    instrument: Known[facts.Instrument] | None = None
    instrument_reference: Words | None = None

    @override
    def links(self) -> Iterator[Link]:
        for place, bearer in enumerate(self.bearers):
            yield from _bearer(f"/bearers/{place}", bearer)


class AcceptRisk(Command):
    """Takes a risk at the score that it has, until a day, and says why."""

    until: Day
    reason: Words = Field()


class EscalateRisk(Command):
    """Has somebody else look at a risk.

    0 is whoever runs it, 1 the line, 2 the department, 3 the council's officers,
    4 its members.
    """

    level: facts.Escalation
    to: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.to, UUID):
            yield Link("/to", "account", self.to)


class ShareRisk(Command):
    """Shares a risk with organisations, all of them at once; none: with nobody.

    They read what it is and who bears it; its scores, the response and the work on it
    (controls, actions, indicators) only where `parts` name them.
    """

    organisation_ids: Ids
    parts: Several[facts.SharedPart] = ()

    @override
    def links(self) -> Iterator[Link]:
        for place, found in enumerate(self.organisation_ids):
            yield Link(f"/organisation_ids/{place}", "organisation", found)


class MoveRisk(Command):
    """Hangs a risk on another thing: a contract, an organisation, or the council."""

    contract_id: Id | None = None
    organisation_id: Id | None = None
    scope: Literal["council"] | None = None

    @override
    def links(self) -> Iterator[Link]:
        for noun in ("contract", "organisation"):
            if (found := getattr(self, f"{noun}_id")) is not None:
                yield Link(f"/{noun}_id", noun, found)


def _bearer(pointer: str, bearer: facts.Bearer) -> Iterator[Link]:
    if bearer.organisation_id is not None:
        yield Link(f"{pointer}/organisation_id", "organisation", bearer.organisation_id)
