"""Comments as people read them: counted on the thing, told in its history."""

from datetime import date

from domain.facts import risk
from domain.occasion import Dated
from projections.history import history
from projections.pages import Question
from projections.reads import Reads
from tests.projections.council import (
    AGENCY,
    BEN,
    EVERYTHING,
    FLOOD,
    MAY,
    TODAY,
    found,
)
from tests.projections.logbook import Logbook


def said(text: str) -> risk.RiskCommented:
    return risk.RiskCommented(text=text)


def test_a_thing_says_how_often_it_was_commented_on(reads: Reads, log: Logbook) -> None:
    first = log.record(AGENCY, said("We asked the agency"), TODAY, by=BEN)
    log.record(AGENCY, said("It has not answered"), TODAY, by=BEN)

    with reads.at(EVERYTHING) as view:
        now, other = view.one("risk", "R-5"), view.one("risk", "R-6")
        talked_of = view.page("risk", Question(filters={"comments_from": ("1",)}))
        quiet = view.page("risk", Question(filters={"comments": ("0",)}))
    with reads.at(EVERYTHING, first) as view:
        then = view.one("risk", "R-5")

    assert (now["comments"], then["comments"], other["comments"]) == (2, 1, 0)
    assert now["title"] == "Sole nursing agency withdraws"
    assert [r["reference"] for r in talked_of.items] == ["R-5"]
    assert [r["reference"] for r in quiet.items] == ["R-6"]


def test_a_comment_counts_on_every_day_of_the_thing(reads: Reads, log: Logbook) -> None:
    log.record(FLOOD, said("The pump was tested"), TODAY, by=BEN)
    early = date(2026, 4, 1)
    described = risk.RiskDescribed(category="environment")
    log.record(FLOOD, Dated(described, early, MAY), TODAY, by=BEN)

    for day in (early, MAY, TODAY):
        with reads.at(EVERYTHING, effective_on=day) as view:
            assert view.one("risk", "R-6")["comments"] == 1


def test_a_history_holds_the_words_of_a_comment(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, said("We asked the agency"), TODAY, by=BEN)

    with reads.at(EVERYTHING) as view:
        *_, told = history(view, "risk", "R-5")

    assert told["fact"] == "risk-commented"
    assert told["after"] == {"text": "We asked the agency", "comments": 1}
    assert told["before"] == {"comments": 0}


def test_comments_on_a_restricted_risk_are_its_readers_own(
    reads: Reads, log: Logbook
) -> None:
    secret = found("In distress", FLOOD).model_copy(update={"handling": "restricted"})
    position = log.record(BEN, secret, TODAY, by=BEN)
    log.record(BEN, said("The bank has called"), TODAY, by=BEN)

    with reads.at(EVERYTHING) as view:
        assert view.page("risk", Question(filters={"comments_from": ("1",)})).total == 0
        assert f"R-{position}" not in {
            r["reference"] for r in view.page("risk", Question()).items
        }
