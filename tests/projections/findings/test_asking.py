"""Findings of a small council, as known now and as known before, on both stores."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.facts import account, change, contract, policy, risk, source_row
from domain.facts.contract_life import ContractStarted
from domain.occasion import Dated
from domain.rights import Reach
from domain.scales import Threshold
from projections.cursor import Cursor
from projections.findings.asking import FindingQuestion, findings
from projections.findings.evaluating import Remembered
from projections.pages import MOST
from projections.reads import Reads
from tests.given import money
from tests.projections.conftest import NOW, empty
from tests.projections.council import (
    AGENCY,
    BEN,
    DAY,
    EVERYTHING,
    FLOOD,
    HALDEN,
    HOME,
    JUNE,
    MAY,
    PRIYA,
    TODAY,
    council,
    found,
)
from tests.projections.logbook import ANN, Logbook

POLICY, LINE, ASKED = UUID(int=0x70), UUID(int=0x71), UUID(int=0x72)


def told(reads: Reads, reach: Reach = EVERYTHING, **asked: Any) -> Any:
    """The findings that match, with the figures of every rule."""
    known_at = asked.pop("known_at", None)
    filters = {name.rstrip("_"): (value,) for name, value in asked.items()}
    with reads.at(reach, known_at) as view:
        return findings(view, FindingQuestion(filters, MOST), Remembered())


def rules_of(reads: Reads, reach: Reach = EVERYTHING) -> dict[str, Any]:
    """The figures of every rule, by its name."""
    return {rule["rule"]: rule for rule in told(reads, reach).rules}


def test_a_contract_past_its_end_is_found_with_whose_it_is(
    log: Logbook, reads: Reads
) -> None:
    log.record(HOME, contract.ContractEstablished(end=date(2026, 10, 31)), TODAY)

    (one,) = told(reads, rule="A43").items

    assert one["subject"] == {
        "noun": "contract",
        "id": str(HOME),
        "reference": "C-3",
        "title": "Home care, lot 2",
    }
    assert (one["owner"], one["owner_name"]) == (str(PRIYA), "Priya Shah")
    assert (one["since"], one["events"]) == ("2026-11-01", [log.head()])
    assert one["do"] == {"method": "POST", "path": f"/v1/contracts/{HOME}/expire"}


def test_a_rule_says_what_it_could_not_test_and_for_want_of_what(
    reads: Reads,
) -> None:
    figures = rules_of(reads)["A43"]

    assert (figures["tested"], figures["hits"], figures["could_not"]) == (0, 0, 2)
    assert figures["missing"] == [{"field": "end", "count": 2}]


def test_a_gap_is_one_line_for_each_owner_with_the_things_behind_it(
    reads: Reads,
) -> None:
    lines = told(reads, rule="gap:contract.end").items

    said = {line["owner"]: (line["missing"], line["things"]) for line in lines}
    assert said == {str(PRIYA): (1, [str(HOME)]), None: (1, [str(DAY)])}
    assert lines[0]["title"] == "1 contract without end"


def test_a_leaver_is_found_on_all_that_is_his(log: Logbook, reads: Reads) -> None:
    log.record(PRIYA, account.AccountClosed(), TODAY)

    (one,) = told(reads, rule="A47").items

    assert one["because"]["contract_manager"] == str(PRIYA)
    assert one["owner"] is None


def test_payments_are_held_against_contracts(log: Logbook, reads: Reads) -> None:
    begun = ContractStarted(started_on=date(2026, 5, 1))
    log.record(DAY, contract.ContractEstablished(provider_id=HALDEN), TODAY)
    log.record(
        UUID(int=9), contract.ContractRegistered(title="New", status="live"), MAY
    )
    log.record(UUID(int=9), begun, JUNE)
    log.record(LINE, _line(contract_id=UUID(int=9), organisation_id=BEN), TODAY)

    (unsigned,) = told(reads, rule="A46").items

    assert unsigned["because"] == {"started_on": "2026-05-01", "paid": True}
    assert unsigned["events"] == [log.head()]


def test_the_policy_replaces_thresholds_and_says_which_rules_are_in_force(
    log: Logbook, reads: Reads
) -> None:
    log.record(HOME, contract.ContractEstablished(end=date(2026, 10, 31)), TODAY)
    off = policy.RuleSourceSet(
        rule="A43", standing="design", source="Not here", in_force=False
    )
    log.record(POLICY, off, TODAY)

    assert not told(reads, rule="A43").items
    figures = rules_of(reads)["A43"]
    assert (figures["in_force"], figures["tested"]) == (False, 0)
    assert figures["source"] == "Not here"


def test_a_council_sets_how_long_a_check_is_good_for(
    log: Logbook, reads: Reads
) -> None:
    longer = policy.ThresholdsSet(
        thresholds=(Threshold(name="settling-in-days", value=Decimal(10)),), source="Us"
    )
    log.record(POLICY, longer, TODAY)

    assert told(reads).settling_in == {"until": "2026-05-14", "over": True}


def test_what_is_restricted_leaves_no_trace_for_who_may_not_read_it(
    log: Logbook, reads: Reads
) -> None:
    before = told(reads)
    secret = found("It fails", HOME).model_copy(
        update={"handling": "restricted", "owner": BEN, "next_review": date(2026, 6, 1)}
    )
    log.record(UUID(int=0x99), secret, JUNE, by=BEN)

    others = told(reads)
    ben = Reach(BEN, everything=True)

    assert others.rules == before.rules
    assert [i["id"] for i in others.items] == [i["id"] for i in before.items]
    assert [i["subject"]["id"] for i in told(reads, ben, rule="A50").items] == [
        str(UUID(int=0x99))
    ]
    assert rules_of(reads, ben)["A50"]["tested"] == 1


def test_a_reader_of_restricted_records_has_one_line_a_gap(
    log: Logbook, reads: Reads
) -> None:
    secret = found("It fails", HOME).model_copy(update={"handling": "restricted"})
    log.record(UUID(int=0x99), secret, JUNE, by=ANN)

    lines = told(reads, rule="gap:risk.category").items

    assert {(line["owner"], line["missing"]) for line in lines} == {
        (str(PRIYA), 2),
        (None, 1),
    }
    assert len({line["id"] for line in lines}) == len(lines)


def test_what_was_recorded_long_after_it_was_so_is_found(
    log: Logbook, reads: Reads
) -> None:
    closed = Dated(risk.RiskClosed(reason="Over"), JUNE)
    log.record(AGENCY, closed, TODAY)
    log.record(FLOOD, Dated(risk.RiskClosed(reason="Over"), date(2026, 10, 22)), TODAY)
    log.record(FLOOD, Dated(risk.RiskCorrected(title="X", supersedes=6), MAY), TODAY)

    (one,) = told(reads, rule="A35").items

    assert one["subject"]["id"] == str(AGENCY)
    assert (one["since"], one["events"]) == ("2026-11-21", [9])


def test_pages_follow_each_other_without_gap_or_repetition(reads: Reads) -> None:
    whole = [one["id"] for one in told(reads).items]

    with reads.at(EVERYTHING) as view:
        paged, cursor = [], None
        while True:
            asked = FindingQuestion({}, 3, cursor)
            page = findings(view, asked, Remembered())
            paged += [one["id"] for one in page.items]
            if page.next is None:
                break
            cursor = Cursor.read(page.next)

    assert paged == whole


STEPS: list[tuple[UUID, Any]] = [
    (HOME, contract.ContractEstablished(end=date(2026, 5, 31))),
    (HOME, contract.ContractDescribed(issues_contact="Desk")),
    (DAY, Dated(contract.ContractEstablished(end=date(2026, 6, 30)), MAY)),
    (AGENCY, risk.RiskDescribed(next_review=date(2026, 7, 1))),
    (PRIYA, account.AccountClosed()),
    (POLICY, policy.AppetiteSet(limit=4)),
    (ASKED, change.ChangeRaised(contract_id=HOME, title="More", raised_by="council")),
]


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.permutations(STEPS))
def test_findings_as_known_at_a_past_position_never_change(
    store: Any, steps: list[tuple[UUID, Any]]
) -> None:
    empty(store)
    log = council()
    reads = Reads(log, store, lambda: NOW)
    known = {}

    for stream, fact in steps:
        log.record(stream, fact, TODAY)
        known[log.head()] = told(reads, known_at=log.head())

    for position, then in known.items():
        assert told(reads, known_at=position) == then


def _line(**more: Any) -> source_row.SourceRowTaken:
    return source_row.SourceRowTaken(
        **{
            "import_id": UUID(int=0x55),
            "row": 2,
            "content_hash": "0" * 64,
            "says": "{}",
            "kind": "ledger",
            "source": "spend",
            "key": "1",
            "amount": money("100.00"),
            "dated": date(2026, 7, 1),
            **more,
        }
    )
