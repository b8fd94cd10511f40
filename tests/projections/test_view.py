"""Lists and single things, as one caller sees them, then and now."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.errors import NotFound, RuleBroken
from domain.facts import risk
from domain.facts.account import Scope
from domain.occasion import Dated
from domain.rights import Part, Reach
from projections.cursor import Cursor
from projections.pages import Question, Within
from projections.reads import Reads
from tests.projections.council import (
    AGENCY,
    BEN,
    EVERYTHING,
    FLOOD,
    HOME,
    PRIYA,
    TODAY,
    found,
    scored,
)
from tests.projections.logbook import Logbook


def test_a_thing_is_read_by_id_and_by_reference_alike(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        known = view.one("risk", "R-5")

        assert known == view.one("risk", str(AGENCY))
    assert known["reference"] == "R-5"
    assert known["version"] == 3
    assert known["current"] == {"likelihood": 2, "impact": 5, "score": 10}


def test_missing_values_say_why(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        known = view.one("contract", "C-3")

    assert known["end"] == {"unknown": "asked_no_answer"}
    assert known["service"] == {"unknown": "not_asked"}
    assert known["annual_value"] == {
        "amount": "1250000.00",
        "currency": "GBP",
        "vat_basis": "net",
    }


def test_links_are_named(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        home, agency = view.one("contract", "C-3"), view.one("risk", "R-5")

    assert home["provider_name"] == "Halden Homecare Ltd"
    assert home["contract_manager_name"] == "Priya Shah"
    assert (agency["contract_reference"], agency["contract_title"]) == (
        "C-3",
        "Home care, lot 2",
    )


@pytest.mark.parametrize(
    ("known_at", "version", "score"),
    [(5, 1, None), (6, 1, None), (7, 2, 20), (8, 3, 10)],
)
def test_a_thing_is_read_as_it_was_known(
    reads: Reads, known_at: int, version: int, score: int | None
) -> None:
    with reads.at(EVERYTHING, known_at) as view:
        known = view.one("risk", "R-5")

    assert known["version"] == version
    assert (known["current"] or {}).get("score") == score


def test_what_we_now_know_of_an_earlier_day(reads: Reads, log: Logbook) -> None:
    late = risk.RiskCorrected(supersedes=5, category="workforce")
    log.record(AGENCY, Dated(late, date(2026, 5, 4)), TODAY)

    with reads.at(EVERYTHING, effective_on=date(2026, 6, 20)) as view:
        june = view.one("risk", "R-5")
    with reads.at(EVERYTHING, 7, date(2026, 6, 20)) as view:
        known_then = view.one("risk", "R-5")

    assert (june["category"], june["current"]["score"]) == ("workforce", 20)
    assert june["version"] == 4
    assert known_then["category"] == {"unknown": "not_asked"}


def test_before_it_was_there_it_is_not_found(reads: Reads) -> None:
    with (
        reads.at(EVERYTHING, 4) as view,
        pytest.raises(NotFound, match="as known at #4"),
    ):
        view.one("risk", "R-5")
    with reads.at(EVERYTHING, effective_on=date(2026, 1, 1)) as view:
        assert view.page("risk", Question()).total == 0


def test_a_reference_of_another_noun_is_not_found(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view, pytest.raises(NotFound):
        view.one("risk", "C-5")
    with reads.at(EVERYTHING) as view, pytest.raises(NotFound):
        view.one("contract", "C-5")


def test_a_thing_is_not_told_under_the_name_of_another_noun(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        risk = view.known("risk", "R-5")

    with reads.at(EVERYTHING) as view, pytest.raises(NotFound):
        view.known("contract", risk)


def test_a_list_is_filtered_sorted_and_counted(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        by_title = view.page("risk", Question(sort="title"))
        of_home = view.page("risk", Question(filters={"contract_id": ["C-3"]}))
        by_score = view.page("risk", Question(sort="-current"))
        flood = view.page("risk", Question(q="FLOOD"))

    assert [r["reference"] for r in by_title.items] == ["R-6", "R-5"]
    assert [r["reference"] for r in of_home.items] == ["R-5"]
    assert [r["reference"] for r in by_score.items] == ["R-5", "R-6"]
    assert ([r["reference"] for r in flood.items], flood.total) == (["R-6"], 1)


@pytest.mark.parametrize(
    ("filters", "sort", "saying"),
    [
        ({"colour": ["red"]}, None, "cannot filter by colour"),
        ({"current": ["high"]}, None, "whole number"),
        ({}, "colour", "cannot sort by colour"),
    ],
)
def test_a_question_without_sense_is_refused(
    reads: Reads, filters: dict[str, list[str]], sort: str | None, saying: str
) -> None:
    with reads.at(EVERYTHING) as view, pytest.raises(RuleBroken, match=saying):
        view.page("risk", Question(filters=filters, sort=sort))


@pytest.mark.parametrize("sort", ["title", "-title", "current", "-current", "born_at"])
def test_pages_follow_one_another_in_the_register_of_the_first(
    reads: Reads, log: Logbook, sort: str
) -> None:
    with reads.at(EVERYTHING) as view:
        whole = view.page("risk", Question(sort=sort)).items
        first = view.page("risk", Question(sort=sort, limit=1))
    log.record(UUID(int=77), found("A later one", HOME), TODAY)
    log.record(AGENCY, scored(1, 1), TODAY)

    assert first.next is not None
    cursor = Cursor.read(first.next)
    with reads.at(EVERYTHING, cursor=cursor) as view:
        second = view.page("risk", Question(sort=sort, limit=1, cursor=cursor))

    assert first.items + second.items == whole
    assert (second.total, second.position, second.next) == (2, 8, None)


def test_a_cursor_that_was_changed_is_refused(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        given = view.page("risk", Question(limit=1)).next or ""

    for changed in (given[:-2], "x" + given, given[:9] + "A" + given[10:], "", "§"):
        with pytest.raises(RuleBroken, match="not given by this register"):
            Cursor.read(changed)


def test_a_cursor_serves_no_other_question(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        cursor = Cursor.read(view.page("risk", Question(limit=1)).next or "")

        with pytest.raises(RuleBroken, match="another list"):
            view.page("risk", Question(sort="title", cursor=cursor))


def test_a_question_about_ones_own_counts_what_it_leaves_out(reads: Reads) -> None:
    mine = Question(within=Within(manager=PRIYA))

    with reads.at(EVERYTHING) as view:
        page = view.page("contract", mine)

    assert [c["reference"] for c in page.items] == ["C-3"]
    assert page.outside_scope["count"] == 1
    assert page.outside_scope["value"]["amount"] == "80000.00"


def test_outside_a_scope_there_is_nothing(reads: Reads) -> None:
    adults = Reach(BEN, parts=(Part(Scope(departments=("Adults",))),))

    with reads.at(adults) as view:
        page = view.page("contract", Question())
        risks = view.page("risk", Question())
        with pytest.raises(NotFound):
            view.one("risk", "R-6")

    assert ([c["reference"] for c in page.items], page.total) == (["C-3"], 1)
    assert [r["reference"] for r in risks.items] == ["R-5"]
    assert (page.outside_scope["count"], risks.outside_scope["count"]) == (0, 0)


def test_a_restricted_record_is_its_readers_own_at_any_time(
    reads: Reads, log: Logbook
) -> None:
    secret = risk.RiskIdentified(
        title="Provider in distress",
        scope="contract",
        contract_id=HOME,
        handling="restricted",
        owner=BEN,
    )
    position = log.record(UUID(int=9), secret, TODAY, by=PRIYA)

    for known_at in (None, position):
        with reads.at(EVERYTHING, known_at) as view:
            assert view.page("risk", Question()).total == 2
            with pytest.raises(NotFound):
                view.one("risk", f"R-{position}")
        for reader in (BEN, PRIYA):
            with reads.at(Reach(reader, everything=True), known_at) as view:
                assert view.page("risk", Question()).total == 3
                assert (
                    view.one("risk", f"R-{position}")["title"] == "Provider in distress"
                )


def test_what_was_entered_in_error_is_in_no_list(reads: Reads, log: Logbook) -> None:
    log.record(FLOOD, risk.RiskEnteredInError(reason="twice"), TODAY)

    with reads.at(EVERYTHING) as view:
        page = view.page("risk", Question())
        erred = view.page("risk", Question(filters={"in_error": ["true"]}))
        assert view.one("risk", "R-6")["in_error"]
    with reads.at(EVERYTHING, 8) as view:
        before = view.page("risk", Question())

    assert ([r["reference"] for r in page.items], page.total) == (["R-5"], 1)
    assert [r["reference"] for r in erred.items] == ["R-6"]
    assert before.total == 2


def test_the_future_is_refused_on_both_clocks(reads: Reads) -> None:
    with pytest.raises(RuleBroken, match="positions 1 to 8"), reads.at(EVERYTHING, 9):
        pass
    tomorrow = date(2026, 11, 22)
    with (
        pytest.raises(RuleBroken, match="in the future"),
        reads.at(EVERYTHING, effective_on=tomorrow),
    ):
        pass


def test_a_moment_is_the_last_position_before_it(reads: Reads) -> None:
    with reads.at(EVERYTHING, datetime(2026, 6, 30, tzinfo=UTC)) as view:
        assert view.position == 7
        assert view.pin.effective_on == date(2026, 6, 30)
