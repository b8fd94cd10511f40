"""Figures across all chains through the API: on whom much hangs, what stops without."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.schemas.chain_figures import FIGURES_OF_CHAINS
from tests.api.conftest import open_council
from tests.api.council import Council, Json, Person
from tests.api.test_supply_chain import Chain
from tests.conftest import Clock

STARTED = {"started_on": "2025-04-01"}
LATE = {"payment_terms_days": 60, "payment_trigger": "pay_when_paid"}
FITS: dict[str, Any] = {}
WAYS = {
    "concentration": "",
    "payment-terms": "",
    "critical": "",
    "risk-transfer": "",
    "failure": "?organisation={firm}",
    "diff": "?from=0",
    "loss": "?chance=0.05&draws=200",
    "timeline": "?figure=hhi_look_through&months=3",
}

NOBODY = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"


def _ask(who: Person, question: str) -> Json:
    reply = who.get(f"/v1/supply-chain/{question}")
    assert reply.status_code == 200, reply.text
    answer: Json = reply.json()
    name = question.partition("?")[0].replace("-", "_")
    assert reply.headers["Cache-Control"] == "no-store"
    _fits(who, name, answer)
    return answer


def _fits(who: Person, name: str, answer: Json) -> None:
    """Whether an answer is as the document says, money and all."""
    if not FITS:
        document = who.client.get("/openapi.json").json()
        for operation, title in FIGURES_OF_CHAINS.items():
            schema = {
                "$ref": f"#/components/schemas/{title}",
                "components": document["components"],
            }
            FITS[operation] = Draft202012Validator(schema)
    FITS[f"get_supply_chain_{name}"].validate(answer)


class Two:
    """Two leads that both rely on the same agency for nights, a meal firm on one."""

    def __init__(self, council: Council, ann: Person) -> None:
        self.council, self.ann = council, ann
        self.home = Chain(council, ann, people_served={"count": 612})
        self.day = Chain(council, ann, title="Day centre", service="Day care")
        for chain in (self.home, self.day):
            ann.make(f"/v1/contracts/{chain.contract['id']}/start", STARTED)
        self.bare = council.head()
        self.agency = self.home.firm("Nightly Agency")
        self.kitchen = self.home.firm("Kitchen")
        terms: dict[str, Any] = {"value_share": "0.4", "essential": True, **LATE}
        self.nights = self.home.declare(self.agency, **terms)
        self.other = self.day.declare(self.agency, **terms)
        self.meals = self.home.declare(
            self.kitchen, parent_seat_id=self.nights, value_share="0.5", **LATE
        )


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """A register that is only read."""
    with open_council(tmp_path_factory.mktemp("figures"), Clock()) as council:
        yield Two(council, council.person("Ann Bell", "commissioner"))


@pytest.fixture
def two(council: Council, ann: Person) -> Two:
    return Two(council, ann)


def test_what_stops_is_told_contract_by_contract_with_its_way(seen: Two) -> None:
    told = _ask(seen.ann, f"failure?organisation={seen.agency}")

    assert [one["contract"]["name"] for one in told["stops"]] == [
        "Home care",
        "Day centre",
    ]
    first = told["stops"][0]
    assert [step["organisation"]["name"] for step in first["path"]] == [
        "Halden Homecare Ltd",
        "Nightly Agency",
    ]
    assert first["why"] == "essential"
    assert first["people_served"]["count"] == 612
    assert first["plans_note"] == "no plan known"
    (seat,) = first["seats"]
    assert seat["next_tier"][0]["organisation"]["name"] == "Kitchen"
    assert told["totals"]["stops"]["value"]["amount"] == "2000000.00"
    assert told["totals"]["stops"]["people_not_known"] == 1
    assert told["share_of_value"] == "1"

    # Nobody knows whether the meals are essential; the day centre has none.
    told = _ask(seen.ann, f"failure?organisation={seen.kitchen}")
    (only,) = told["may_stop"]
    assert (only["contract"]["name"], only["why"]) == (
        "Home care",
        "essential_not_known",
    )
    assert len(only["path"]) == 3
    assert (told["stops"], told["goes_on"]) == ([], [])
    # Merged, the agency buys from the kitchen for the day centre as well.
    assert told["merged_picture"] == 2


def test_a_group_fails_as_a_whole_unless_one_is_asked_alone(two: Two) -> None:
    parent = two.home.firm("Holding")
    two.ann.make(f"/v1/organisations/{two.kitchen}/link-parent", {"parent_id": parent})
    whole = _ask(two.ann, f"failure?organisation={parent}")
    alone = _ask(two.ann, f"failure?organisation={parent}&group=false")

    assert [len(one["may_stop"]) for one in (whole, alone)] == [1, 0]
    names = {one["name"] for one in whole["organisations"]}
    assert names == {"Holding", "Kitchen"}


def test_who_can_take_over_and_is_not_failing_spares_a_stop(two: Two) -> None:
    spare = two.home.firm("Spare")
    others = [{"organisation_id": spare, "weeks_to_replace": 8}]
    two.home.act("amend", seat_id=two.nights, alternatives=others)

    told = _ask(two.ann, f"failure?organisation={two.agency}")
    (may,) = told["may_stop"]
    assert (may["contract"]["name"], may["why"]) == ("Home care", "can_be_taken_over")
    both = _ask(
        two.ann, f"failure?organisation={two.agency}&organisation={spare}&group=false"
    )
    assert len(both["stops"]) == 2


def test_two_that_stand_in_for_one_another_stop_nothing_alone(two: Two) -> None:
    spare = two.home.firm("Spare")
    beside = two.home.declare(spare, value_share="0.1")
    group = {"name": "Nights", "needed": 1, "seat_ids": [two.nights, beside]}
    told = two.home.act("set-groups", groups=[group])
    assert told["groups"] == [{**group, "standing": 2, "is_thin": False}]

    found = _ask(two.ann, f"failure?organisation={two.agency}")
    assert [one["contract"]["name"] for one in found["stops"]] == ["Day centre"]
    (goes_on,) = found["goes_on"]
    assert (goes_on["contract"]["name"], goes_on["why"]) == (
        "Home care",
        "others_stand_in",
    )
    assert [step["organisation"]["name"] for step in goes_on["path"]] == [
        "Halden Homecare Ltd",
        "Nightly Agency",
    ]
    points = _ask(two.ann, "critical")["single_points"]
    stops = {one["organisation"]["id"]: one["stops"] for one in points}
    assert (stops[two.agency], spare in stops) == (1, False)
    both = _ask(
        two.ann, f"failure?organisation={two.agency}&organisation={spare}&group=false"
    )
    assert {one["why"] for one in both["stops"]} == {"essential", "too_few_left"}
    # Who could take over one of them, but not at once, leaves it open.
    ready = [{"organisation_id": two.kitchen, "weeks_to_replace": 2}]
    two.home.act("amend", seat_id=beside, alternatives=ready)
    both = _ask(
        two.ann, f"failure?organisation={two.agency}&organisation={spare}&group=false"
    )
    assert [one["why"] for one in both["may_stop"]] == ["too_few_left"]
    two.home.act("amend", seat_id=beside, alternatives=[])
    # The day centre stops with two firms, home care with one, or with both of two.
    loss = _ask(two.ann, "loss?chance=0.1&correlation=0&draws=100")
    assert loss["expected_loss"]["amount"] == "299000.00"

    over = two.home.act("end", seat_id=beside, ended_on="2026-11-01")
    (thin,) = over["groups"]
    assert (thin["standing"], thin["is_thin"]) == (1, False)
    found = _ask(two.ann, f"failure?organisation={two.agency}")
    assert len(found["stops"]) == 2


def test_concentration_is_an_interval_where_tiers_are_unseen(seen: Two) -> None:
    told = _ask(seen.ann, "concentration")
    assert told["direct"]["hhi"] == {"low": 5000.0, "high": 5000.0}
    assert told["coverage"] == "0.7"
    index = told["look_through"]["hhi"]
    assert index["low"] < index["high"]

    # Both leads rest on the agency: as if there were one.
    assert told["leads_as_one"] == {"low": 1.0, "high": 1.0}
    first = told["organisations"][0]
    assert first["dependency"] == {"low": "1", "high": "1"}
    groups = {one["name"]: one["hhi"]["low"] for one in told["by_service"]}
    assert groups == {"Home care": 10_000, "Day care": 10_000}
    only = _ask(seen.ann, "concentration?service=day%20%20CARE")
    assert (only["contracts"], only["value"]["amount"]) == (1, "1000000.00")


def test_reliance_is_spend_by_turnover_and_not_known_where_no_accounts_are(
    two: Two,
) -> None:
    _file(two, two.agency, turnover=_pounds("500000.00"))
    _file(two, two.home.lead, months=6, turnover=_pounds("2000000.00"))

    told = _ask(two.ann, "concentration")["reliance"]
    assert (told["turnover_known"], told["turnover_not_known"]) == (2, 2)
    first, second = told["organisations"]
    assert (first["organisation"]["name"], first["label"]) == (
        "Nightly Agency",
        "may_be_above_mark",
    )
    # Of the day centre nobody knows whether the agency keeps its 400,000.
    assert first["look_through"] == {"low": "0.4", "high": "1.2"}
    assert first["retained"]["high"]["amount"] == "600000.00"
    assert first["direct"] == {"low": "0", "high": "0"}
    assert (second["label"], second["direct"]["low"]) == ("not_above_mark", "0.25")
    assert second["turnover_a_year"]["amount"] == "4000000.00"
    # Only what is true on the day counts: before they were filed, none were.
    then = _ask(two.ann, "concentration?effective_on=2026-03-30")
    assert then["reliance"]["turnover_known"] == 0


def _file(two: Two, firm: str, **said: Any) -> None:
    path = f"/v1/organisations/{firm}/record-accounts"
    two.ann.make(path, {"period_end": "2026-03-31", **said})


def _pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


def test_single_points_are_explained_by_their_ways(seen: Two) -> None:
    told = _ask(seen.ann, "critical")
    points = {one["organisation"]["name"]: one for one in told["single_points"]}

    agency = points["Nightly Agency"]
    assert (agency["stops"], agency["value"]["amount"]) == (2, "2000000.00")
    assert [len(one["path"]) for one in agency["because"]] == [2, 2]
    assert "Kitchen" not in points
    (meeting,) = told["diamonds"]
    assert (meeting["leads"], meeting["pairs"]) == (2, 1)
    assert meeting["overlap"]["amount"] == "1000000.00"
    (through,) = told["pass_through"]
    assert through["value"]["amount"] == "200000.00"
    assert told["circles"] == []
    # Each of two leads pays on 0.4 of its million, and half of a miss is passed on.
    knocked = {one["organisation"]["name"]: one for one in told["knock_on"]}
    assert knocked["Nightly Agency"]["value"]["amount"] == "400000.00"
    assert told["passed_on"] == "0.5"


def test_days_add_up_down_the_chain_and_the_law_is_beside_them(seen: Two) -> None:
    told = _ask(seen.ann, "payment-terms?limit=2")

    worst = told["worst"][0]
    assert worst["cumulative_days"] == 150
    assert [step["payment_terms_days"] for step in worst["path"]] == [30, 60, 60]
    first = told["seats"][0]
    assert (first["seat_id"], first["cumulative_days"]) == (seen.meals, 150)
    assert first["terms_verdict"]["source"] == "Procurement Act 2023, s.73"
    assert told["findings"] == {"void": 3}
    assert (len(told["seats"]), told["seats_total"]) == (2, 3)
    assert [one["late"] for one in told["tiers"]] == [0, 2, 1]


def test_who_lends_on_its_terms_is_held_against_its_cash(two: Two) -> None:
    _file(two, two.agency, cash=_pounds("100000.00"))

    told = _ask(two.ann, "payment-terms")["cash"]
    assert (told["cash_known"], told["cash_not_known"]) == (1, 3)
    rate = told["statutory_interest"]
    assert (rate["rate"], rate["base_on"]) == ("0.1175", "2026-06-30")
    first = told["organisations"][0]
    # Two years' parts of 60 days of 400,000, less 60 days of the kitchen's 200,000.
    assert first["lends"]["amount"] == "98630.13"
    assert (first["share_of_cash"], first["places_not_known"]) == ("0.9863", 0)
    assert first["interest_a_year"]["amount"] == "11589.04"
    assert told["organisations"][1]["share_of_cash"] is None


def test_spot_checks_are_told_with_how_sure_they_are(two: Two) -> None:
    two.home.act("spot-check", seat_id=two.nights, payments_checked=10, paid_late=2)
    two.home.act("spot-check", seat_id=two.meals, payments_checked=10)

    told = _ask(two.ann, "payment-terms")["spot_checked"]
    assert (told["seats"], told["payments"], told["late"]) == (1, 10, 2)
    # Two of ten by Wilson: 5.67% to 50.98%.
    assert told["late_share"] == {"low": "0.0567", "high": "0.5098"}


def test_risk_is_told_beside_money(two: Two) -> None:
    facts = {"pay_when_paid": True, "uncapped_liability": True, "volume_risk": False}
    two.home.act("amend", seat_id=two.meals, risk_share="0.6", risk_facts=facts)
    two.home.act("amend", seat_id=two.nights, risk_share="0.2")
    two.home.act("disclose-none", seat_id=two.meals)

    told = _ask(two.ann, "risk-transfer")
    first = told["seats_by_risk"][0]
    assert first["seat_id"] == two.meals
    assert (first["risk_share"], first["money_share"]) == ("0.6", "0.2")
    assert first["disproportion"] == 3.0
    assert first["facts"] == {"passed_down": 2, "not_passed_down": 1, "not_known": 5}
    (contract,) = told["contracts_by_mismatch"]
    assert contract["hoover"] == "0.4"


def test_two_pictures_differ_in_what_came_went_and_changed(two: Two) -> None:
    before = two.council.head()
    two.home.act("amend", seat_id=two.nights, payment_terms_days=30)
    two.day.act("end", seat_id=two.other, ended_on="2026-10-01")
    new = two.day.declare(two.day.firm("New"), value_share="0.1")

    told = _ask(two.ann, f"diff?from={before}")
    seats = told["seats"]
    assert [one["id"] for one in seats["added"]] == [new]
    assert [one["id"] for one in seats["gone"]] == [two.other]
    (changed,) = seats["changed"]
    assert (changed["id"], changed["fields"]) == (two.nights, ["payment_terms_days"])
    assert told["figures"]["seats"]["from"] == {"low": 3, "high": 3}

    by_day = _ask(two.ann, "diff?from=2026-09-30")
    assert by_day["seats"]["totals"] == {"added": 0, "gone": 1, "changed": 1}
    assert by_day["seats"]["gone"][0]["id"] == two.other


def test_a_figure_is_told_month_by_month_on_both_clocks(seen: Two) -> None:
    told = _ask(seen.ann, "timeline?figure=seats&months=24")
    counts = [point["figure"]["low"] for point in told["points"]]
    assert (counts[0], counts[-1]) == (0, 3)
    assert told["points"][-1]["on"] == told["effective_on"]

    known = _ask(seen.ann, f"timeline?figure=seats&months=2&known_at={seen.bare}")
    assert {point["figure"]["low"] for point in known["points"]} == {0}


def test_what_failures_cost_is_told_with_what_was_assumed(seen: Two) -> None:
    told = _ask(seen.ann, "loss?chance=0.1&correlation=0&draws=2000&seed=7")

    # Each contract stops with its lead or the agency: 1 - 0.9 * 0.9 of two millions.
    assert told["expected_loss"]["amount"] == "380000.00"
    assert told["share_of_value"] == "0.19"
    assert (told["draws"], told["seed"]) == (2000, 7)
    tail = told["tail"]
    assert tail["value_at_risk"]["amount"] == "2000000.00"
    assert tail["value_at_risk_between"]["low"]["amount"] == "2000000.00"
    again = _ask(seen.ann, "loss?chance=0.1&correlation=0&draws=2000&seed=7")
    assert again == told
    none = _ask(seen.ann, "loss?chance=0&draws=100")
    assert none["expected_loss"]["amount"] == "0.00"


def test_an_auditor_is_told_what_lies_outside_of_the_engagement(seen: Two) -> None:
    scope = {"contracts": [seen.day.contract["id"]]}
    auditor = seen.council.person("Ada Audit", "auditor", scope=scope)

    told = _ask(auditor, f"failure?organisation={seen.agency}")
    assert [one["contract"]["name"] for one in told["stops"]] == ["Day centre"]
    assert told["outside_scope"]["count"] == 1
    assert told["outside_scope"]["value"]["amount"] == "1000000.00"
    assert told["merged_picture"] == 1
    lead = seen.council.person("Lea Lead", "lead_provider", scope=scope)
    refused = lead.get("/v1/supply-chain/critical?colour=red")
    assert refused.status_code == 403
    assert "Your own part is at" in refused.json()["detail"]


@pytest.mark.parametrize("role", ["elected_member", "client"])
def test_members_and_clients_read_what_stops_and_no_terms_of_places(
    seen: Two, role: str
) -> None:
    scope = {"contracts": [seen.day.contract["id"]]}
    outsider = seen.council.person(f"Max {role}", role, scope=scope)

    told = _ask(outsider, f"failure?organisation={seen.agency}")
    (stops,) = told["stops"]
    assert stops["value"]["amount"] == "1000000.00"
    assert (stops["plans"], stops["seats"][0]["value"]) == (None, None)
    assert told["outside_scope"] == {**told["outside_scope"], "count": 0}
    found = _ask(outsider, "concentration")
    assert (found["look_through"], found["reliance"]) == (None, None)
    assert {one["retained"] for one in found["organisations"]} == {None}
    assert _ask(outsider, "critical")["pass_through"] is None
    assert _ask(outsider, "timeline?figure=value&months=2")["points"]
    refused = outsider.get("/v1/supply-chain/timeline?figure=vcse_share")
    assert (refused.status_code, refused.json()["rule"]) == (422, "figure-of-terms")
    for terms in ("payment-terms", "risk-transfer", "diff?from=0"):
        reply = outsider.get(f"/v1/supply-chain/{terms}")
        assert (reply.status_code, "rival" in reply.json()["detail"]) == (403, True)


def test_restricted_plans_leave_no_trace(two: Two) -> None:
    about = {"kind": "contingency", "organisation_id": two.agency, "title": "If"}
    two.ann.make("/v1/plans", {**about, "handling": "restricted"})
    two.ann.make("/v1/plans", {**about, "handling": "normal", "title": "Then"})
    reader = two.council.person("Rea Reader", "reader")

    named = two.ann.get(f"/v1/organisations/{two.agency}").json()["reference"]
    mine, theirs = (
        _ask(who, f"failure?organisation={named}")["plans_for_organisations"]
        for who in (two.ann, reader)
    )
    assert [one["title"] for one in mine] == ["If", "Then"]
    assert [(one["title"], one["status"]) for one in theirs] == [("Then", "draft")]


def test_merged_records_are_one_firm_and_partners_share_a_contract(two: Two) -> None:
    double = two.home.firm("Nightly Agency Limited")
    two.day.act("amend", seat_id=two.other, essential=False)
    more = two.day.declare(double, essential=True, value_share="0.1")
    two.ann.make(f"/v1/organisations/{double}/merge", {"into": two.agency})
    told = _ask(two.ann, f"failure?organisation={two.agency}")
    assert len(told["stops"]) == 2
    hit = {seat["seat_id"] for one in told["stops"] for seat in one["seats"]}
    assert more in hit

    partner = two.day.firm("Partner")
    members = [
        {"organisation_id": two.day.lead, "share": "0.5"},
        {"organisation_id": partner, "share": "0.3"},
    ]
    two.day.act("form-consortium", members=members)
    told = _ask(two.ann, "concentration")
    paid = {
        one["organisation"]["name"]: one["paid"]["amount"]
        for one in told["organisations"]
    }
    # A fifth of the day centre is shared out to nobody: the index is an interval.
    assert paid["Partner"] == "300000.00"
    index = told["direct"]["hhi"]
    assert index["low"] < index["high"]
    failed = _ask(two.ann, f"failure?organisation={partner}")
    assert [one["why"] for one in failed["may_stop"]] == ["essential_not_known"]


def test_registers_with_little_in_them_get_true_answers(
    council: Council, ann: Person
) -> None:
    firm = ann.make("/v1/organisations", {"name": "Nobody"})["id"]
    for name, query in WAYS.items():
        told = _ask(ann, name + query.format(firm=firm))
        assert "NaN" not in str(told)
    assert _ask(ann, "concentration")["direct"]["hhi"] is None
    # One contract of which nobody knows the value.
    dark = Chain(council, ann, annual_value={"unknown": "not_asked"})
    ann.make(f"/v1/contracts/{dark.contract['id']}/start", STARTED)
    dark.declare(firm)
    for name, query in WAYS.items():
        _ask(ann, name + query.format(firm=firm))
    told = _ask(ann, "concentration")
    assert (told["contracts"], told["value"]["amount"]) == (1, "0.00")
    assert told["unknown"]["contract_values"] == 1
    assert told["coverage"] is None
    # A chain of twelve, all of it passed down and held by one firm above itself.
    deep = Chain(council, ann)
    ann.make(f"/v1/contracts/{deep.contract['id']}/start", STARTED)
    above = None
    for _ in range(11):
        terms = {"value_share": "1", "parent_seat_id": above, **LATE}
        above = deep.declare(firm, **terms)
    for name, query in WAYS.items():
        told = _ask(ann, name + query.format(firm=firm))
        assert "NaN" not in str(told)
    assert _ask(ann, "payment-terms")["worst"][0]["cumulative_days"] == 30 + 11 * 60
    assert _ask(ann, "critical")["circles_total"] == 10


@pytest.mark.parametrize(
    ("question", "status", "pointer"),
    [
        (f"failure?organisation={NOBODY}", 404, None),
        ("failure", 422, "/organisation"),
        ("failure?organisation=me", 422, "/organisation"),
        ("failure?organisation={firm}&from=1999-01-01", 422, "/from"),
        ("failure?organisation={firm}&group=perhaps", 422, "/group"),
        ("concentration?limit=0", 422, "/limit"),
        ("concentration?colour=red", 422, "/colour"),
        ("concentration?within=yours", 422, "/within"),
        ("diff", 422, "/from"),
        ("diff?from=tomorrow", 422, "/from"),
        ("diff?from=999999", 422, "/from"),
        ("diff?from=2026-02-30", 422, "/from"),
        ("timeline?figure=colour", 422, "/figure"),
        ("loss", 422, "/chance"),
        ("loss?chance=1.5", 422, "/chance"),
        ("loss?chance=nan", 422, "/chance"),
        ("loss?chance=0.1&correlation=1", 422, "/correlation"),
        ("loss?chance=0.1&draws=10001", 422, "/draws"),
        ("timeline?figure=seats&months=121", 422, "/months"),
    ],
)
def test_what_cannot_be_answered_says_what_to_mend(
    seen: Two, question: str, status: int, pointer: str | None
) -> None:
    asked = question.format(firm=seen.agency)
    reply = seen.ann.get(f"/v1/supply-chain/{asked}")

    assert reply.status_code == status, reply.text
    if pointer is not None:
        assert reply.json()["errors"][0]["pointer"] == pointer
