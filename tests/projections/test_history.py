"""What happened to a thing, and what each event changed."""

from datetime import date
from uuid import UUID

import pytest

from domain.errors import NotFound
from domain.facts import account, contract, contract_notice, risk
from domain.occasion import Dated
from domain.rights import Reach
from projections.history import EventQuestion, events, history
from projections.reads import Reads
from tests.projections.council import (
    AGENCY,
    BEN,
    EVERYTHING,
    FLOOD,
    HOME,
    MAY,
    PRIYA,
    TODAY,
    found,
    scored,
)
from tests.projections.logbook import ANN, Logbook


def test_every_event_says_what_it_changed(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, risk.RiskClosed(reason="over"), TODAY, by=PRIYA)

    with reads.at(EVERYTHING) as view:
        found, first, second, closed = history(view, "risk", "R-5")

    assert found["before"] == {}
    assert found["after"]["title"] == "Sole nursing agency withdraws"
    assert "current" not in first["before"]
    assert second["before"]["current"]["score"] == 20
    assert second["after"]["current"]["score"] == 10
    assert (closed["before"]["status"], closed["after"]) == (
        "open",
        {"status": "closed"},
    )
    assert (closed["position"], closed["fact"], closed["version"]) == (
        9,
        "risk-closed",
        4,
    )
    assert (closed["reason"], closed["by_name"]) == ("over", "Priya Shah")


def test_a_late_entry_says_what_it_changed_on_its_own_day(
    reads: Reads, log: Logbook
) -> None:
    june = date(2026, 6, 20)
    late = risk.RiskDescribed(category="workforce")
    log.record(AGENCY, Dated(late, june, TODAY), TODAY)

    with reads.at(EVERYTHING) as view:
        *_, told = history(view, "risk", "R-5")

    assert told["after"] == {"category": "workforce"}
    assert (told["effective_on"], told["effective_until"]) == (
        "2026-06-20",
        "2026-11-21",
    )


def test_history_ends_where_it_is_read_at(reads: Reads) -> None:
    with reads.at(EVERYTHING, 7) as view:
        assert [e["position"] for e in history(view, "risk", "R-5")] == [5, 7]
    with reads.at(EVERYTHING, 4) as view, pytest.raises(NotFound):
        history(view, "risk", "R-5")


def test_what_changes_nothing_says_what_it_is(reads: Reads, log: Logbook) -> None:
    notice = contract_notice.ContractNoticeRecorded(
        source="fts", notice_id="1", content_hash="0" * 64, title="Home care"
    )
    log.record(HOME, notice, TODAY)

    with reads.at(EVERYTHING) as view:
        *_, told = history(view, "contract", "C-3")
        listed = view.one("notice", "fts:1")

    assert (told["before"], told["after"]["title"]) == ({}, "Home care")
    assert (listed["listed"], listed["contract_reference"]) == (True, "C-3")


def test_events_follow_in_the_order_of_the_log(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        first = events(view, EventQuestion(), 0, 5)
        rest = events(view, EventQuestion(), first.next or 0, 5)

    # The account is its holder's: #1 is not told.
    assert [e["position"] for e in first.items] == [2, 3, 4, 5, 6]
    assert [e["position"] for e in rest.items] == [7, 8]
    assert rest.next is None


@pytest.mark.parametrize(
    ("asked", "positions"),
    [
        (EventQuestion(nouns=frozenset({"contract"})), [3, 4]),
        (EventQuestion(facts=frozenset({"risk-assessed"})), [7, 8]),
        (EventQuestion(stream=AGENCY), [5, 7, 8]),
        (EventQuestion(by=frozenset({BEN})), []),
        (EventQuestion(by=frozenset({ANN}), nouns=frozenset({"risk"})), [5, 6, 7, 8]),
    ],
)
def test_events_are_those_asked_for(
    reads: Reads, asked: EventQuestion, positions: list[int]
) -> None:
    with reads.at(EVERYTHING) as view:
        assert [e["position"] for e in events(view, asked, 0, 50).items] == positions


def test_events_of_restricted_records_leave_no_trace(
    reads: Reads, log: Logbook
) -> None:
    secret = found("In distress", HOME).model_copy(update={"handling": "restricted"})
    log.record(UUID(int=9), secret, TODAY, by=BEN)
    log.record(FLOOD, scored(1, 1), TODAY)

    with reads.at(EVERYTHING) as view:
        others = events(view, EventQuestion(), 8, 50)
    with reads.at(Reach(BEN, everything=True)) as view:
        own = events(view, EventQuestion(), 8, 50)

    assert [e["position"] for e in others.items] == [10]
    assert [e["position"] for e in own.items] == [9, 10]


def test_a_name_is_in_the_history_of_its_account(reads: Reads, log: Logbook) -> None:
    log.record(UUID(int=8), account.AccountOpened(name="Ben Osei", email="b@x.uk"), MAY)

    with reads.at(Reach(ANN, administers=True)) as view:
        (opened,) = history(view, "account", str(UUID(int=8)))
        shown = view.one("account", "A-9")

    assert opened["after"]["name"] == "Ben Osei"
    assert (shown["name"], shown["email"], shown["grants"]) == (
        "Ben Osei",
        "b@x.uk",
        (),
    )


def test_a_thing_named_otherwise_keeps_both_titles(reads: Reads, log: Logbook) -> None:
    log.record(HOME, contract.ContractDescribed(title="Home care, lot 2b"), TODAY)

    with reads.at(EVERYTHING) as view:
        *_, told = history(view, "contract", "C-3")

    assert told["before"] == {"title": "Home care, lot 2"}
    assert told["after"] == {"title": "Home care, lot 2b"}
