"""What each rule counts, whatever the things are like."""

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.thresholds import DELIVERED
from projections.findings.catalogue import RULES, rules_on
from projections.findings.gaps import gap_rule, gaps
from projections.findings.judging import judge
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import (
    OMAR,
    PRIYA,
    around,
    change,
    contract,
    issue,
    left,
    not_applicable,
    organisation,
    risk,
)

DAYS = st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(str)
PEOPLE = st.none() | st.sampled_from([PRIYA, OMAR])
SCORES = st.none() | st.integers(1, 25)
CONTRACTS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["planned", "live", "ended", "closed"]),
        "end": DAYS,
        "started_on": DAYS,
        "signed_on": DAYS,
        "review_on": DAYS,
        "opening": st.sampled_from([None, 1]),
        "tier": st.sampled_from([None, "gold", "transactional"]),
        "contract_manager": PEOPLE,
        "gaps": st.sampled_from([None, not_applicable("end")]),
        "issues_contact": st.sampled_from([None, "Desk"]),
    }
).map(lambda said: contract(**said))
RISKS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["open", "materialised", "closed"]),
        "owner": PEOPLE,
        "current_score": SCORES,
        "previous_score": SCORES,
        "assessed_on": DAYS,
        "next_review": DAYS,
        "accepted_until": DAYS,
        "accepted_score": SCORES,
        "accepted_by": PEOPLE,
        "entered_by": PEOPLE,
    }
).map(lambda said: risk(**said))
CHANGES = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["raised", "assessed", "approved", "implemented"]),
        "entered_by": PEOPLE,
        "approved_by": PEOPLE,
        "held_by": PEOPLE,
        "decision_wanted_by": DAYS,
        "implemented_as_found": st.sampled_from([None, 0, 1]),
    }
).map(lambda said: change(**said))
ISSUES = st.fixed_dictionaries({"owner": PEOPLE, "due": DAYS}).map(
    lambda said: issue(**said)
)
THINGS: dict[str, Any] = {
    "contract": CONTRACTS,
    "risk": RISKS,
    "change": CHANGES,
    "issue": ISSUES,
    "organisation": st.builds(organisation),
}
APPETITES: Any = st.sampled_from([{}, {None: 9}])


@given(st.data(), st.sampled_from(sorted(THINGS)), APPETITES)
def test_what_was_tested_is_what_was_found_and_what_is_clean(
    data: Any, noun: str, appetites: Any
) -> None:
    cases = data.draw(st.lists(THINGS[noun], max_size=8))
    council = around(appetites=appetites, left=left(PRIYA))

    judged = judge(noun, cases, council)

    for rule, judgement in rules_on(noun):
        verdicts = [judgement(case, council) for case in cases]
        tally = judged.tallies[rule.id]
        clean = verdicts.count(CLEAN)
        assert tally.tested == tally.hits + clean
        assert tally.hits == sum(isinstance(one, Hit) for one in verdicts)
        assert tally.could_not == sum(isinstance(one, Missing) for one in verdicts)
        assert tally.tested + tally.could_not + verdicts.count(None) == len(cases)
        assert (tally.could_not > 0) == bool(tally.missing)


@given(st.lists(RISKS, max_size=8))
def test_a_gap_has_each_thing_once_under_the_one_who_answers_for_it(
    cases: Any,
) -> None:
    lines, tallies = gaps("risk", cases, around())

    for field in ("category", "owner", "current", "next_review"):
        rule = gap_rule("risk", field)
        owners = Counter(line.owner for line in lines if line.rule == rule)
        things = sum(len(line.ids) for line in lines if line.rule == rule)
        assert all(count == 1 for count in owners.values())
        assert things == tallies[rule].hits


def test_a_rule_that_the_council_does_not_go_by_finds_nothing() -> None:
    over = [contract(end="2026-03-31")]

    assert "A43" in judge("contract", over, around()).tallies
    assert "A43" not in judge("contract", over, around(), {"A43"}).tallies


def test_every_rule_says_what_it_rests_on_and_what_to_do() -> None:
    wordy = [rule for rule in RULES if not (rule.source and rule.advice and rule.do)]

    assert not wordy
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert DELIVERED.keys() >= {name for rule in RULES for name in rule.thresholds}


def test_what_does_not_apply_is_no_gap() -> None:
    council = around()
    endless = contract(gaps=not_applicable("end"))

    lines, tallies = gaps("contract", [endless, contract()], council)

    assert tallies[gap_rule("contract", "end")].hits == 1
    line = next(one for one in lines if one.field == "end")
    assert line.ids == (contract().id,)
