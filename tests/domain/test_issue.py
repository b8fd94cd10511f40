"""Entering an issue, adopting one, and who may read it."""

from uuid import UUID

import pytest

from domain.errors import NotAllowed, RuleBroken
from domain.facts.issue import IssueAdopted, IssueAssigned, IssueMoved, IssueRaised
from domain.issue.commands import AdoptIssue, EscalateIssue, MoveIssue, RaiseIssue
from domain.issue.issue import Issue
from domain.occasion import Link
from domain.values import Unknown
from tests.given import ANN, BEN, given, occasion

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a11")
FIRM = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a12")
CAT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a0c")
TITLE = "Missed calls in Maidstone"
RAISED = IssueRaised(title=TITLE, scope="contract", contract_id=CONTRACT)


def test_a_contract_and_one_sentence_are_enough() -> None:
    command = RaiseIssue(title=TITLE, contract_id=CONTRACT)

    given(Issue).when(Issue.raise_, command).then(RAISED)


def test_an_issue_is_entered_with_all_that_is_said_of_it() -> None:
    command = RaiseIssue(
        title=TITLE,
        organisation_id=FIRM,
        type="complaint",
        severity=2,
        service_impact=Unknown(unknown="not_asked"),
        owner=BEN,
        handling="restricted",
        readers=(CAT,),
        confidential_from=(FIRM,),
        reason="Three families called",
    )

    given(Issue).when(Issue.raise_, command).then(
        IssueRaised(
            title=TITLE,
            scope="organisation",
            organisation_id=FIRM,
            type="complaint",
            severity=2,
            service_impact=Unknown(unknown="not_asked"),
            owner=BEN,
            handling="restricted",
            readers=(CAT,),
            confidential_from=(FIRM,),
            reason="Three families called",
        )
    )


@pytest.mark.parametrize(
    "hangs_on", [{}, {"contract_id": CONTRACT, "organisation_id": FIRM}]
)
def test_an_issue_hangs_on_exactly_one_thing(hangs_on: dict[str, object]) -> None:
    command = RaiseIssue.model_validate({"title": TITLE, **hangs_on})

    given(Issue).when(Issue.raise_, command).refuses(
        RuleBroken, saying="exactly one thing", rule="issue-scope"
    )


def test_what_an_issue_names_has_to_exist() -> None:
    command = RaiseIssue(
        title=TITLE,
        contract_id=CONTRACT,
        owner=BEN,
        readers=(CAT,),
        confidential_from=(FIRM,),
    )

    assert list(command.links()) == [
        Link("/owner", "account", BEN),
        Link("/readers/0", "account", CAT),
        Link("/confidential_from/0", "organisation", FIRM),
        Link("/contract_id", "contract", CONTRACT),
    ]


def test_readers_are_not_named_for_what_everybody_reads() -> None:
    command = RaiseIssue(title=TITLE, contract_id=CONTRACT, readers=(CAT,))

    given(Issue).when(Issue.raise_, command).refuses(
        RuleBroken, saying="restricted", rule="idle-readers"
    )


class TestElectedMembers:
    MEMBER = occasion(role="elected_member")

    @pytest.mark.parametrize("said", [{}, {"type": "member_enquiry"}])
    def test_what_they_enter_is_an_enquiry(self, said: dict[str, object]) -> None:
        command = RaiseIssue.model_validate(
            {"title": TITLE, "contract_id": CONTRACT, **said}
        )

        given(Issue).when(Issue.raise_, command, self.MEMBER).then(
            RAISED.model_copy(update={"type": "member_enquiry"})
        )

    @pytest.mark.parametrize("said", ["breach", Unknown(unknown="not_asked")])
    def test_nothing_else_is_theirs_to_enter(self, said: object) -> None:
        command = RaiseIssue.model_validate(
            {"title": TITLE, "contract_id": CONTRACT, "type": said}
        )

        given(Issue).when(Issue.raise_, command, self.MEMBER).refuses(
            NotAllowed, saying="member_enquiry", rule="member-enquiry"
        )


def test_an_issue_is_adopted_as_far_as_it_has_come() -> None:
    command = AdoptIssue(
        title=TITLE, contract_id=CONTRACT, status="escalated", escalation_level=2
    )

    outcome = given(Issue).when(Issue.adopt, command)

    outcome.then(
        IssueAdopted(
            title=TITLE,
            scope="contract",
            contract_id=CONTRACT,
            status="escalated",
            escalation_level=2,
        )
    )
    outcome.after.when(Issue.escalate, EscalateIssue(level=1)).refuses(
        RuleBroken, saying="level 2", rule="INV-I3"
    )


def test_a_normal_issue_is_read_by_whoever_reads_its_contract() -> None:
    state = given(Issue, RAISED).state

    assert (state.readers, state.contract_id, state.organisation_id) == (
        None,
        CONTRACT,
        None,
    )


def test_a_restricted_issue_is_read_by_those_who_have_to_do_with_it() -> None:
    secret = RAISED.model_copy(update={"handling": "restricted", "readers": (CAT,)})

    assert given(Issue, secret).state.readers == frozenset({ANN, CAT})
    assert given(Issue, secret, IssueAssigned(owner=BEN)).state.readers == frozenset(
        {
            ANN,
            BEN,
            CAT,
        }
    )


def test_an_issue_moves_to_the_thing_that_it_is_about() -> None:
    command = MoveIssue(organisation_id=FIRM, reason="It is about the firm")
    moved = IssueMoved(
        scope="organisation", organisation_id=FIRM, reason="It is about the firm"
    )

    outcome = given(Issue, RAISED).when(Issue.move, command).then(moved)

    assert outcome.state.organisation_id == FIRM
    assert outcome.state.contract_id is None
    outcome.after.when(Issue.move, command).then()


def test_an_issue_moves_to_exactly_one_thing() -> None:
    given(Issue, RAISED).when(Issue.move, MoveIssue(reason="Wrong")).refuses(
        RuleBroken, saying="exactly one thing", rule="issue-scope"
    )
