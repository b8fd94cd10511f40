"""Who may know of an issue: settled anew, for all that was ever said of it."""

from collections.abc import Iterator
from typing import Protocol
from uuid import UUID

from typing_extensions import override

from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts import issue_terms as terms
from domain.facts.issue import IssueHandlingSet
from domain.issue.checks import refuse_idle_readers
from domain.issue.issue import Issue
from domain.occasion import Command, Link, Occasion
from domain.values import Ids


class SetIssueHandling(Command):
    """Says who may know of an issue, all of it: what is left out holds no longer."""

    handling: terms.Handling
    readers: Ids = ()
    confidential_from: Ids = ()

    @override
    def links(self) -> Iterator[Link]:
        for nth, reader in enumerate(self.readers):
            yield Link(f"/readers/{nth}", "account", reader)
        for nth, organisation in enumerate(self.confidential_from):
            yield Link(f"/confidential_from/{nth}", "organisation", organisation)


class Restricted(Protocol):
    """A risk that has happened: whoever reads it may read its issue."""

    @property
    def handling(self) -> terms.Handling:
        """Normal or restricted."""
        ...

    @property
    def readers(self) -> frozenset[UUID] | None:
        """Who may read it, None if everybody may."""
        ...


def set_handling(issue: Issue, command: SetIssueHandling, _: Occasion) -> list[Fact]:
    """DECIDE. Who may know of it from now on; that of a risk's issue goes by the risk.

    Raises RuleBroken for readers of what everybody reads, and for a risk's issue.
    """
    issue.refuse_gone()
    if issue.from_risk is not None:
        detail = (
            "a risk names this issue, and whoever reads that may read this: set the"
            " handling of the risk, and its issue goes with it"
        )
        raise RuleBroken(detail, rule="from-risk", pointer="/handling")
    refuse_idle_readers(command.readers or None, command.handling)
    return _settled(issue, command)


def follow_risk(issue: Issue, risk: Restricted) -> list[Fact]:
    """RECORD. The handling of the risk that it came from is its own."""
    return _settled(
        issue,
        SetIssueHandling.model_construct(
            handling=risk.handling,
            readers=tuple(sorted(risk.readers or ())),
            confidential_from=tuple(sorted(issue.confidential_from)),
        ),
    )


def _settled(issue: Issue, command: SetIssueHandling) -> list[Fact]:
    news = (
        command.handling,
        frozenset(command.readers),
        frozenset(command.confidential_from),
    )
    if news == (issue.handling, issue.named, issue.confidential_from):
        return []
    return [
        IssueHandlingSet(
            handling=command.handling,
            readers=command.readers,
            confidential_from=command.confidential_from,
            reason=command.reason,
        )
    ]
