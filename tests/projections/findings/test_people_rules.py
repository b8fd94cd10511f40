"""Rules about leavers, second persons and decisions that somebody waits for."""

from projections.findings.people import (
    accepted_own_risk,
    change_holder_left,
    contract_owner_left,
    decided_own_work,
    decision_late,
    issue_owner_left,
    risk_owner_left,
)
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import (
    CARE,
    OMAR,
    PRIYA,
    around,
    change,
    contract,
    issue,
    left,
    risk,
)

GONE = {"left": left(PRIYA), "managers": {CARE: OMAR}}
WHY = ["the account is closed"]


def test_a47_a_contract_whose_manager_left_goes_to_its_commissioner() -> None:
    held = contract(contract_manager=PRIYA, commissioner=OMAR)

    found = contract_owner_left(held, around(**GONE))

    because = {"contract_manager": PRIYA, "why": WHY}
    assert found == Hit("2026-10-31", because, do="assign-owners", owner=OMAR)
    assert contract_owner_left(held, around()) == CLEAN


def test_a47_a_risk_or_issue_whose_owner_left_goes_to_the_contract_manager() -> None:
    because = {"owner": PRIYA, "why": WHY}

    on_risk = risk_owner_left(risk(owner=PRIYA), around(**GONE))
    on_issue = issue_owner_left(issue(owner=PRIYA), around(**GONE))

    whose = Hit("2026-10-31", because, owner=OMAR, severity="medium")
    assert on_risk == whose._replace(do="describe")
    assert on_issue == whose._replace(do="assign")


def test_a47_nobody_is_named_to_see_to_it_who_has_left_as_well() -> None:
    both = around(left=left(PRIYA, OMAR), managers={CARE: OMAR})

    found = risk_owner_left(risk(owner=PRIYA), both)

    assert isinstance(found, Hit)
    assert found.owner is None


def test_a47_a_change_waits_for_nobody_who_has_left() -> None:
    asked = change(held_by=OMAR, decision_by=PRIYA)

    found = change_holder_left(asked, around(**GONE))

    because = {"decision_by": PRIYA, "why": WHY}
    assert found == Hit(
        "2026-10-31", because, do="describe", owner=OMAR, severity="medium"
    )
    assert change_holder_left(change(status="withdrawn"), around()) is None


def test_a47_could_not_be_tested_where_nobody_is_named() -> None:
    assert contract_owner_left(contract(), around()) == Missing(("contract_manager",))
    assert risk_owner_left(risk(), around()) == Missing(("owner",))
    assert change_holder_left(change(), around()) == Missing(("held_by",))


def test_a48_a_decision_is_late_the_day_after_it_was_wanted() -> None:
    late = change(decision_wanted_by="2026-11-20")

    because = {"decision_wanted_by": "2026-11-20", "status": "assessed"}
    assert decision_late(late, around()) == Hit("2026-11-21", because)
    assert decision_late(change(decision_wanted_by="2026-11-21"), around()) == CLEAN


def test_a48_what_was_sent_back_is_to_be_assessed_first() -> None:
    back = change(status="sent_back", decision_wanted_by="2026-11-20")

    found = decision_late(back, around())

    assert isinstance(found, Hit)
    assert found.do == "assess-impact"


def test_a48_could_not_be_tested_without_a_day_and_does_not_arise_once_decided() -> (
    None
):
    decided = change(status="approved", decision_wanted_by="2026-01-01")

    assert decision_late(change(), around()) == Missing(("decision_wanted_by",))
    assert decision_late(decided, around()) is None


def test_a33_who_assessed_a_change_does_not_approve_it() -> None:
    own = change(assessed_by=PRIYA, approved_by=PRIYA, approved_on="2026-11-02")
    other = change(entered_by=OMAR, assessed_by=OMAR, approved_by=PRIYA)

    because = {"approved_by": PRIYA, "also": ["assessed_by"]}
    assert decided_own_work(own, around()) == Hit("2026-11-02", because)
    assert decided_own_work(other, around()) == CLEAN
    assert decided_own_work(change(), around()) is None


def test_a33_who_entered_a_risk_accepts_it_within_appetite_alone() -> None:
    own = risk(entered_by=PRIYA, accepted_by=PRIYA, accepted_score=12)

    above, within = around(appetites={None: 9}), around(appetites={None: 12})

    assert isinstance(accepted_own_risk(own, above), Hit)
    assert accepted_own_risk(own, within) == CLEAN
    assert accepted_own_risk(own, around()) == Missing(("appetite",))
