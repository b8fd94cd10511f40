"""Standards 4 to 6 of the Royal Borough, row by row: what each asks for can be seen.

Each test is named after its row and does what somebody would do who checks it. Rows
that ask for more than the register keeps are tested as far as it goes.
"""

from collections.abc import Mapping

import pytest

from tests.api.council import Council, Json, Person


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


WHOLE: Mapping[str, object] = {
    "risk": {"text": "None"},
    "supply_chain": {"text": "None"},
    "exit": "None",
    "equality": "None",
}


@pytest.fixture(scope="module")
def ann(standing_council: Council) -> Person:
    """A practitioner and expert in one; the second person is Ben."""
    return standing_council.person("Ann Atkins", "commissioner")


@pytest.fixture(scope="module")
def ben(standing_council: Council) -> Person:
    """Who approves."""
    return standing_council.person("Ben Bright", "commissioner")


@pytest.fixture
def contract(ann: Person) -> str:
    """The id of a live contract of two million, with its terms."""
    made = ann.make(
        "/v1/contracts/adopt",
        {
            "title": "Home care, lot 2",
            "status": "live",
            "start": "2024-04-01",
            "end": "2027-03-31",
            "max_end_at_award": "2028-03-31",
            "estimated_value_at_award": pounds("2000000.00"),
            "annual_value": pounds("500000.00"),
            "indexation": {"clause": "12.3", "index": "CPI", "month": 4, "cap": "0.05"},
            "dispute_route": "mediation",
            "effective_on": "2024-04-01",
        },
    )
    return str(made["id"])


def change_of(ann: Person, contract: str, pounds_: str, **more: object) -> str:
    """The address of a change that was looked at whole."""
    asked = {
        "contract_id": contract,
        "title": "Nights at the new rate",
        "kind": "price",
    }
    change = f"/v1/changes/{ann.make('/v1/changes', asked)['id']}"
    worth = pounds(pounds_)
    impact = {**WHOLE, "value_delta": worth, "cost": {"per_year": worth}, **more}
    ann.make(f"{change}/assess-impact", impact)
    return change


def risk_of(ann: Person, contract: str, **more: object) -> str:
    asked = {"title": "Nights fall empty", "contract_id": contract, **more}
    return f"/v1/risks/{ann.make('/v1/risks', asked)['id']}"


def kpi_of(ann: Person, contract: str, title: str, value: str) -> Json:
    """An agreed KPI of calls on time, with the figure of October."""
    aim = {"title": title, "direction": "higher", "target": "95", "tolerance": "2"}
    path = f"/v1/kpis/{ann.make('/v1/kpis', {**aim, 'contract_id': contract})['id']}"
    ann.make(f"{path}/agree", {})
    october = {"period_from": "2026-10-01", "period_to": "2026-10-31"}
    return ann.make(f"{path}/measure", {**october, "value": value})


def test_r_s4_1_figures_are_checked_by_others_and_it_is_known_how_many(
    ann: Person, ben: Person, contract: str
) -> None:
    kpi = kpi_of(ann, contract, "Calls on time", "96")
    path, october = f"/v1/kpis/{kpi['id']}", {"period_from": "2026-10-01"}
    how = {**october, "check": "sampled", "method": "40 calls traced"}

    assert (kpi["measured"], kpi["checked"]) == (1, 0)
    own = ann.post(f"{path}/verify", how)
    assert (own.status_code, own.json()["rule"]) == (403, "kpi-own-figure")
    seen = ben.make(f"{path}/verify", how)
    assert (seen["measured"], seen["checked"]) == (1, 1)
    assert seen["figures"][0]["check"] == "sampled"


def test_r_s4_2_trends_are_seen_and_compared_across_contracts(
    ann: Person, contract: str
) -> None:
    kpi = kpi_of(ann, contract, "Visits kept", "94")
    september = {"period_from": "2026-09-01", "period_to": "2026-09-30"}
    moved = ann.make(f"/v1/kpis/{kpi['id']}/measure", {**september, "value": "91"})
    other = ann.make("/v1/contracts", {"title": "Home care, lot 3"})["id"]
    beside = kpi_of(ann, other, "Visits kept", "88")

    assert (moved["trend"], moved["standing"]) == ("better", "amber")
    listed = ann.get("/v1/kpis?q=visits+kept&sort=standing").json()["items"]
    told = {each["id"]: each["standing"] for each in listed}
    assert told == {kpi["id"]: "amber", beside["id"]: "red"}


def test_r_s4_8_who_performs_poorly_is_listed_and_has_a_plan(
    ann: Person, contract: str
) -> None:
    kpi = kpi_of(ann, contract, "Calls by two carers", "71")
    issue = ann.make("/v1/issues", {"title": "Too few pairs", "contract_id": contract})
    plan = {"objectives": "Pairs on 95 of 100 calls", "deadline": "2027-01-31"}
    path = f"/v1/issues/{issue['id']}"
    planned = ann.make(f"{path}/open-improvement-plan", plan)

    red = ann.get("/v1/kpis?standing=red").json()["items"]
    assert kpi["id"] in {each["id"] for each in red}
    assert planned["plan_objectives"] == "Pairs on 95 of 100 calls"
    assert planned["plan_deadline"] == "2027-01-31"


def test_r_s4_9_contracts_and_outcomes_are_seen_side_by_side(
    ann: Person, contract: str
) -> None:
    wanted = {"title": "More people live at home", "contract_ids": [contract]}
    measure = {"name": "Aged 80 and over at home", "target": "92", "by": "2027-03-31"}
    outcome = ann.make("/v1/outcomes", {**wanted, "measures": [measure]})
    bare = ann.make("/v1/outcomes", {"title": "Nobody waits a month"})

    served = {
        each["id"]: each["contract_ids"]
        for each in ann.get("/v1/outcomes").json()["items"]
    }
    assert served[outcome["id"]] == [contract]
    assert served[bare["id"]] == {"unknown": "not_asked"}


def test_r_s5_6_opportunities_are_worked_on_with_those_they_are_shared_with(
    ann: Person, contract: str
) -> None:
    partner = ann.make("/v1/organisations", {"name": "Moor Volunteers"})["id"]
    path = risk_of(ann, contract, title="Volunteers drive", type="opportunity")
    ann.make(f"{path}/share", {"organisation_ids": [partner]})

    listed = ann.get("/v1/risks?type=opportunity").json()["items"]
    shared = {each["title"]: each["shared_with"] for each in listed}
    assert shared["Volunteers drive"] == [partner]


def test_r_s4_3_price_moves_by_change_or_clause_alone(
    ann: Person, contract: str
) -> None:
    """Nothing changes uncontrolled: terms move by a change, prices by a clause."""
    path = f"/v1/contracts/{contract}"
    dearer = {"annual_value": pounds("520000.00")}

    refused = ann.post(f"{path}/amend-terms", dearer)
    assert (refused.status_code, refused.json()["rule"]) == (422, "terms-by-change")
    beyond = ann.post(f"{path}/apply-indexation", {"annual_value": pounds("530000.00")})
    assert (beyond.status_code, beyond.json()["rule"]) == (422, "indexation-cap")
    ann.make(f"{path}/apply-indexation", {**dearer, "figure": "CPI 4 %"})

    log = ann.get(f"/v1/change-log?contract_id={contract}").json()
    assert log["items"] == []
    (moved,) = log["indexations"]
    assert (moved["before"]["amount"], moved["annual_value"]["amount"]) == (
        "500000.00",
        "520000.00",
    )
    assert (moved["clause"], moved["figure"]) == ("12.3", "CPI 4 %")
    assert moved["in_month"] is False


def test_r_s4_3_terms_of_a_chain_that_drift_without_a_change_are_found(
    ann: Person, ben: Person, contract: str
) -> None:
    """The drift detector: what is learnt is no drift; what moves is one."""
    chain = f"/v1/contracts/{contract}/supply-chain"
    firm = ann.make("/v1/organisations", {"name": "Nightly"})["id"]
    said = {"organisation_id": firm, "role": "Nights", "value_share": "0.2"}
    (seat,) = ann.make(f"{chain}/declare", said)["seats"]
    this = {"seat_id": seat["id"]}

    def drift() -> list[Json]:
        path = f"/v1/findings?rule=WARN-G10&contract={contract}"
        found: list[Json] = ann.get(path).json()["items"]
        return found

    ann.make(f"{chain}/amend", {**this, "payment_terms_days": 30})
    change = change_of(ann, contract, "4000.00")
    ben.make(f"{change}/approve", {})
    cited = {"change_id": change.rpartition("/")[2]}
    ann.make(f"{chain}/amend", {**this, **cited, "value_share": "0.25"})
    assert drift() == []

    ann.make(f"{chain}/amend", {**this, "value_share": "0.4", "role": "Nights, days"})
    (told,) = drift()
    assert told["because"]["seats"] == [
        {"seat": seat["reference"], "terms": ["role", "value_share"]}
    ]
    wrong = {**this, "value_share": "0.25", "role": "Nights", "reason_code": "clerical"}
    ann.make(told["do"]["path"], wrong)
    assert drift() == []


def test_r_s4_4_new_risks_come_with_what_warns_of_them(
    ann: Person, contract: str
) -> None:
    """Emerging risks are seen: the newest first, each with its indicators."""
    risk = risk_of(ann, contract)
    limits = {"amber": "5", "red": "10", "worse": "higher", "value": "12"}
    ann.make(f"{risk}/record-indicator", {"name": "Unfilled nights", **limits})

    newest = ann.get(f"/v1/risks?contract_id={contract}&sort=-born_at").json()["items"]

    assert [f"/v1/risks/{one['id']}" for one in newest] == [risk]
    assert newest[0]["indicators"][0]["name"] == "Unfilled nights"


def test_r_s4_5_a_dispute_has_a_route_and_a_stage(ann: Person, contract: str) -> None:
    """Dispute options are known and applied."""
    asked = {"title": "Missed calls", "contract_id": contract}
    issue = f"/v1/issues/{ann.make('/v1/issues', asked)['id']}"

    raised = ann.make(f"{issue}/raise-dispute", {"route": "mediation"})

    assert raised["dispute_route"] == "mediation"
    assert raised["dispute_stage"] is not None


def plan_of(ann: Person, ben: Person, contract: str, kind: str) -> Json:
    """A plan that was approved by another, tried, and looked at again."""
    asked = {"title": "If they leave", "kind": kind, "contract_id": contract}
    plan = f"/v1/plans/{ann.make('/v1/plans', asked)['id']}"
    ben.make(f"{plan}/approve", {})
    ann.make(f"{plan}/test", {"kind": "walk_through", "outcome": "passed"})
    return ann.make(f"{plan}/review", {"next_review": "2027-06-30"})


def test_r_s4_6_an_exit_plan_is_set_up_approved_and_reviewed(
    ann: Person, ben: Person, contract: str
) -> None:
    """The practitioner sets it up, the expert reviews it during life."""
    plan = plan_of(ann, ben, contract, "exit")

    listed = ann.get(f"/v1/plans?contract_id={contract}&kind=exit").json()["items"]
    assert [one["id"] for one in listed] == [plan["id"]]
    assert listed[0]["next_review"] == "2027-06-30"


def test_r_s5_2_contingency_plans_are_listed_with_when_they_were_tried(
    ann: Person, ben: Person, contract: str
) -> None:
    """Contingency plans with remedies are in place."""
    plan_of(ann, ben, contract, "contingency")

    listed = ann.get(f"/v1/plans?contract_id={contract}&kind=contingency").json()
    assert [one["tested_on"] for one in listed["items"]] == ["2026-11-21"]


def test_r_s5_4_continuity_plans_are_effective_and_challenged(
    ann: Person, ben: Person, contract: str
) -> None:
    """Business continuity plans are tried, and somebody else looks at them."""
    plan = plan_of(ann, ben, contract, "continuity")

    told = ann.get(f"/v1/plans/{plan['id']}/history").json()["items"]
    assert len({event["by"] for event in told}) == 2


def test_r_s4_7_opportunities_stand_beside_threats(ann: Person, contract: str) -> None:
    """New opportunities are kept like risks, and found as such."""
    chance = risk_of(ann, contract, type="opportunity")

    found = ann.get(f"/v1/risks?contract_id={contract}&type=opportunity").json()

    assert [f"/v1/risks/{one['id']}" for one in found["items"]] == [chance]


def test_r_s5_1_each_risk_has_three_measures(ann: Person, contract: str) -> None:
    """Mitigation, contingency and recovery are developed."""
    measures = {"mitigation": "Rota", "contingency": "Agency", "recovery": "Recruit"}

    risk = risk_of(ann, contract, **measures)

    told = ann.get(risk).json()
    assert {name: told[name] for name in measures} == measures


def test_r_s5_3_reviews_and_sharing_are_on_record(ann: Person, contract: str) -> None:
    """The register is reviewed, and shared with those it concerns."""
    risk = risk_of(ann, contract)
    firm = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})["id"]

    ann.make(f"{risk}/review", {"next_review": "2027-03-31"})
    shared = ann.make(f"{risk}/share", {"organisation_ids": [firm]})

    assert shared["shared_with"] == [firm]
    facts = [e["fact"] for e in ann.get(f"{risk}/history").json()["items"]]
    assert facts == ["risk-identified", "risk-reviewed", "risk-shared"]


def test_r_s5_5_each_risk_is_held_against_the_appetite_of_its_category(
    standing_council: Council, ann: Person, contract: str
) -> None:
    """Strategic risks are set against objectives and appetite."""
    ada = standing_council.person("Ada Able", "administrator")
    ada.make("/v1/policy/set-appetite", {"category": "workforce", "limit": 6})
    risk = risk_of(ann, contract, category="workforce")
    score = {"current": {"likelihood": 4, "impact": 3}, "reason": "Two left"}

    ann.make(f"{risk}/assess", score)

    register = ann.get(f"/v1/risk-register?contract_id={contract}").json()
    (entry,) = register["items"]
    assert (entry["appetite"], entry["above_appetite"]) == (6, True)


def test_r_s6_1_the_process_runs_from_wish_to_telling_those_concerned(
    ann: Person, ben: Person, contract: str
) -> None:
    """The change process is run, and what was adjusted is told."""
    change = change_of(ann, contract, "4000.00")
    ben.make(f"{change}/approve", {})
    told = ["Halden Homecare Ltd", "The residents' forum"]

    done = ann.make(
        f"{change}/implement", {"implemented_on": "2026-11-21", "notified": told}
    )

    assert done["notified"] == told
    facts = [e["fact"] for e in ann.get(f"{change}/history").json()["items"]]
    assert facts == [
        "change-raised",
        "change-impact-assessed",
        "change-approved",
        "change-implemented",
    ]


def test_r_s6_2_what_is_implemented_is_reflected_in_four_artefacts(
    ann: Person, ben: Person, contract: str
) -> None:
    """A matrix of changes and artefacts, with how long each has waited."""
    change = change_of(ann, contract, "4000.00")
    ben.make(f"{change}/approve", {})
    ann.make(f"{change}/implement", {"implemented_on": "2026-11-02"})
    nothing = {"artefact": "business_case", "evidence": {"no_effect": "Too small"}}
    ann.make(f"{change}/reflect", nothing)

    log = ann.get(f"/v1/change-log?contract_id={contract}").json()

    (entry,) = log["items"]
    states = {o["artefact"]: o["state"] for o in entry["reflection"]["artefacts"]}
    assert states == {
        "contract_documents": "pending",
        "risk_register": "pending",
        "business_case": "no_effect",
        "financial_model": "pending",
    }
    assert (entry["reflection"]["days_since"], entry["reflection"]["due"]) == (
        19,
        "2026-11-30",
    )
    assert ann.post(f"{change}/close").json()["rule"] == "INV-G8"


def test_r_s6_3_impact_is_analysed_and_changes_are_seen_all_together(
    ann: Person, ben: Person, contract: str
) -> None:
    """The impact form, and what all changes come to against the award."""
    for amount in ("100000.00", "50000.00"):
        ben.make(f"{change_of(ann, contract, amount)}/approve", {})

    log = ann.get(f"/v1/change-log?contract_id={contract}&sort=-born_at").json()

    last = log["items"][0]
    assert last["running"]["value"]["amount"] == "150000.00"
    assert last["running"]["share_of_value_at_award"] == "0.0750"
    assert last["law"]["figures"]["together"]["changes"] == 2


def test_r_s6_4_a_saving_that_was_claimed_stands_beside_what_came_of_it(
    ann: Person, ben: Person, contract: str
) -> None:
    """Further value is sought: claimed when it is asked for, and told at the end."""
    claimed = {"saving_claimed": pounds("30000.00"), "benefit": "Fewer missed calls"}
    change = change_of(ann, contract, "-9000.00", **claimed)
    ben.make(f"{change}/approve", {})
    ann.make(f"{change}/implement", {"implemented_on": "2026-11-21"})
    for artefact in (
        "contract_documents",
        "risk_register",
        "business_case",
        "financial_model",
    ):
        said = {"artefact": artefact, "evidence": {"no_effect": "Too small"}}
        ann.make(f"{change}/reflect", said)

    closed = ann.make(f"{change}/close", {"saving_realised": pounds("21000.00")})

    assert closed["status"] == "closed"
    assert (
        closed["saving_claimed"]["amount"],
        closed["saving_realised"]["amount"],
    ) == (
        "30000.00",
        "21000.00",
    )
