"""What may be asked of a release, in the shapes of the public contract."""

from collections.abc import Iterator

from pydantic import Field
from typing_extensions import override

from domain.facts import release as facts
from domain.occasion import Command, Link
from domain.values import Code, Day, Ids, Several, Title, Words


class SetReleaseScope(Command):
    """Says anew what is asked for: contracts with all that hangs on them, records.

    `fields` names those that are asked for; none: all of them.
    """

    contract_ids: Ids = ()
    record_ids: Ids = ()
    fields: Several[Code] = ()

    @override
    def links(self) -> Iterator[Link]:
        for at, contract in enumerate(self.contract_ids):
            yield Link(f"/contract_ids/{at}", "contract", contract)


class RequestRelease(SetReleaseScope):
    """Enters a request for information; from now on what it touches is held.

    Who asks is not said here. `due_on` left out: the day that the law names, if any.
    """

    kind: facts.Kind
    title: Title = Field()
    request_reference: Code | None = None
    received_on: Day | None = None
    due_on: Day | None = None


class PrepareRelease(Command):
    """Proposes what to give out: all that is asked for, but for what is withheld.

    `public_interest` says how it was weighed, where an exemption asks for that.
    """

    withhold: Several[facts.Withholding] = ()
    public_interest: Words | None = None


class ApproveRelease(Command):
    """Agrees to what somebody else has prepared.

    `differences_seen` says that one has looked at what other releases withheld and
    this one discloses; without any, it need not be said.
    """

    differences_seen: bool = False


class RejectRelease(Command):
    """Does not agree, and says why."""

    reason: Words = Field()


class MakeRelease(Command):
    """Has the file made that is given out."""


class CloseRelease(Command):
    """Says what came of the request; what it touches is held no longer."""

    outcome: facts.Outcome
