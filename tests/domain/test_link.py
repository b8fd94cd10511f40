"""Links for subcontractors: what opens, for whom, and what a link is no good for."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.errors import Unauthenticated
from domain.facts import link as facts
from domain.link.commands import IssueLink, RevokeLink
from domain.link.link import ReturnLink
from domain.operations import LINK_ROLE, OPERATIONS
from tests.given import given, occasion

CHARITY, LEAD = UUID(int=61), UUID(int=62)
DIGEST, OTHER = "a" * 64, "b" * 64
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ISSUED = facts.LinkIssued(
    organisation_id=CHARITY, digest=DIGEST, expires_at=NOW + timedelta(days=14)
)
RETURNED = facts.LinkReturned(seat_ids=(UUID(int=51),))


def link(*told: Any) -> ReturnLink:
    """A link of which these facts were recorded."""
    return given(ReturnLink, ISSUED, *told).state


def test_a_link_lets_its_organisation_in_to_answer_and_to_nothing_else() -> None:
    (grant,) = link().principal_at(NOW, DIGEST).grants
    allowed = {name for name, rule in OPERATIONS.items() if grant.role in rule}

    assert allowed == {"get_return", "send_return", "create_concern"}
    assert grant.role == LINK_ROLE
    assert grant.scope != "all"
    assert grant.scope.organisations == (CHARITY,)


@pytest.mark.parametrize(
    ("told", "days", "digest", "rule"),
    [
        ((), 0, OTHER, "unauthenticated"),
        ((), 14, DIGEST, "link-expired"),
        ((facts.LinkRevoked(),), 0, DIGEST, "link-revoked"),
        ((RETURNED,), 0, DIGEST, "link-returned"),
    ],
)
def test_what_is_over_or_not_known_opens_nothing(
    told: tuple[Any, ...], days: int, digest: str, rule: str
) -> None:
    with pytest.raises(Unauthenticated) as refused:
        link(*told).principal_at(NOW + timedelta(days=days), digest)
    assert refused.value.named_rule == rule


def test_what_a_provider_gave_out_opens_what_lies_below_it() -> None:
    below = given(ReturnLink, ISSUED.model_copy(update={"issued_for": (LEAD,)})).state
    assert below.opens(frozenset({CHARITY, LEAD}))
    assert not below.opens(frozenset({CHARITY}))
    assert link().opens(frozenset({CHARITY}))


def test_a_link_that_is_over_is_not_taken_back() -> None:
    given(ReturnLink, ISSUED).when(ReturnLink.revoke, RevokeLink()).then(
        facts.LinkRevoked()
    )
    given(ReturnLink, ISSUED, RETURNED).when(ReturnLink.revoke, RevokeLink()).then()


def test_a_link_is_good_for_fourteen_days() -> None:
    command = IssueLink(organisation_id=CHARITY, digest=DIGEST)
    when = occasion()
    (fact,) = ReturnLink.issue(command, when)
    assert isinstance(fact, facts.LinkIssued)
    assert fact.expires_at - when.now == timedelta(days=14)
