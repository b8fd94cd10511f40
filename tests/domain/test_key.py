"""API keys: given out once, opening until a day, never after they are revoked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from domain.errors import RuleBroken, Unauthenticated
from domain.event import Claim, Fact
from domain.facts.key import KeyIssued, KeyRevoked, KeyRotated
from domain.key import IssueKey, Key, RevokeKey, RotateKey
from tests.given import BEN, STREAM, given, occasion

DIGEST = "0f" * 32
ISSUED = KeyIssued(account_id=BEN, digest=DIGEST, expires_on=date(2027, 7, 1))
FOREVER = KeyIssued(account_id=BEN, digest=DIGEST)


def test_a_key_is_issued_for_an_account_and_known_by_its_digest() -> None:
    command = IssueKey(account_id=BEN, digest=DIGEST, expires_on=date(2027, 7, 1))
    outcome = given(Key).when(Key.issue, command).then(ISSUED)

    assert outcome.state.account_id == BEN
    assert outcome.state.place.account == BEN
    assert list(ISSUED.claims(STREAM)) == [Claim("key-digest", DIGEST)]
    assert [(link.noun, link.id) for link in command.links()] == [("account", BEN)]


def test_the_secret_itself_is_no_digest() -> None:
    with pytest.raises(ValidationError, match="digest"):
        IssueKey(account_id=BEN, digest="cf_secret")


@pytest.mark.parametrize("expires", [date(2026, 11, 21), date(2026, 1, 1)])
def test_a_key_opens_on_some_day(expires: date) -> None:
    command = IssueKey(account_id=BEN, digest=DIGEST, expires_on=expires)
    given(Key).when(Key.issue, command).refuses(
        RuleBroken, saying="Give a day after 2026-11-21", rule="key-expiry"
    )


def test_a_key_opens_until_the_london_day_before_it_expires() -> None:
    key = given(Key, ISSUED).state
    # Half past midnight of 1 July in London is still 30 June in UTC.
    key.refuse_unless_valid(datetime(2027, 6, 30, 22, 59, tzinfo=UTC))
    with pytest.raises(Unauthenticated, match="expired on 2027-07-01"):
        key.refuse_unless_valid(datetime(2027, 6, 30, 23, 30, tzinfo=UTC))


def test_a_key_without_an_end_opens_until_it_is_revoked() -> None:
    long_after = datetime(2099, 1, 1, tzinfo=UTC)
    stands = given(Key, FOREVER)
    stands.state.refuse_unless_valid(long_after)

    outcome = stands.when(Key.revoke, RevokeKey(reason="Lost laptop"))
    outcome.then(KeyRevoked(reason="Lost laptop"))
    with pytest.raises(Unauthenticated, match="was revoked"):
        outcome.state.refuse_unless_valid(datetime(2026, 11, 21, tzinfo=UTC))
    outcome.after.when(Key.revoke, RevokeKey()).then()


LATER = datetime(2026, 11, 28, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEW, NEWER = "1e" * 32, "2d" * 32


def test_a_rotated_key_opens_with_its_new_secret_alone() -> None:
    key = (
        given(Key, FOREVER)
        .when(Key.rotate, RotateKey(digest=NEW))
        .then(KeyRotated(digest=NEW))
        .state
    )

    key.refuse_unless_valid(NOW, NEW)
    with pytest.raises(Unauthenticated, match="was replaced"):
        key.refuse_unless_valid(NOW, DIGEST)


def test_an_old_secret_may_open_until_a_moment() -> None:
    key = given(Key, FOREVER, KeyRotated(digest=NEW, old_until=LATER)).state

    key.refuse_unless_valid(LATER - timedelta(microseconds=1), DIGEST)
    with pytest.raises(Unauthenticated, match="was replaced"):
        key.refuse_unless_valid(LATER, DIGEST)


def test_of_several_old_secrets_the_last_alone_may_open() -> None:
    rotated = [KeyRotated(digest=one, old_until=LATER) for one in (NEW, NEWER)]
    key = given(Key, FOREVER, *rotated).state

    key.refuse_unless_valid(NOW, NEWER)
    key.refuse_unless_valid(NOW, NEW)
    with pytest.raises(Unauthenticated, match="was replaced"):
        key.refuse_unless_valid(NOW, DIGEST)


@pytest.mark.parametrize("over", [(FOREVER, KeyRevoked()), (ISSUED,)])
def test_a_key_that_opens_nothing_is_not_rotated(over: tuple[Fact, ...]) -> None:
    then = occasion(today=date(2027, 8, 1))
    given(Key, *over).when(Key.rotate, RotateKey(digest=NEW), then).refuses(
        RuleBroken, saying="issue a new one", rule="key-over"
    )


def test_an_old_secret_ends_at_a_moment_to_come() -> None:
    command = RotateKey(digest=NEW, old_until=NOW)
    given(Key, FOREVER).when(Key.rotate, command).refuses(
        RuleBroken, saying="a moment to come", rule="old-until"
    )


@pytest.mark.parametrize("said", ["2026-11-28", "soon", 1, "2026-13-28T09:00:00Z"])
def test_a_moment_is_a_moment(said: object) -> None:
    with pytest.raises(ValidationError, match="moment"):
        RotateKey.model_validate({"digest": NEW, "old_until": said})
