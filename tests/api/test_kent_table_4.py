"""Kent's tenth principle, row by row: what a council has to see of a chain, it sees.

Each test does what somebody would do who checks that row.
"""

from tests.api.council import Council, Person
from tests.api.test_supply_chain import Chain

ROUTE = {"description": "Monthly meeting", "defined_in": {"clause": "14.2"}}
ALL = {
    "role": "Nights",
    "payment_terms_days": 30,
    "payment_trigger": "invoice_receipt",
    "activity": [{"unit": "hours", "planned": "400", "every": "month"}],
    "change_mechanism": "mirrors_head",
    "issue_route": ROUTE,
    "exit_arrangement": {"description": "Three months' notice"},
}


def test_t4c_4_of_each_subcontractor_the_six_things_are_counted_and_gaps_named(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    chain.declare(chain.firm("Known"), **ALL)
    chain.declare(chain.firm("Dark"), role="Meals", payment_terms_days=30)
    read = chain.read()
    whole, dark = read["seats"]

    assert whole["minimum_set"] == {"known": 6, "of": 6, "missing": []}
    # Days without what sets them running are no payment terms.
    assert dark["minimum_set"]["missing"] == [
        "payment_terms",
        "volumes",
        "change_mechanism",
        "issue_route",
        "exit_arrangement",
    ]
    assert read["coverage"]["minimum_set"] == {"known": 7, "of": 12, "share": "0.5833"}
    assert read["coverage"]["whole_minimum_sets"] == 1


def test_t4c_4_an_answer_that_was_refused_is_no_knowledge(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    chain.declare(chain.firm("Shut"), **(ALL | {"role": {"unknown": "refused"}}))
    assert chain.read()["seats"][0]["minimum_set"]["missing"] == ["role"]


def test_t4c_4_volumes_that_were_reported_count_as_seen(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    seat = chain.declare(chain.firm("Nightly"))
    volumes = [{"unit": "hours", "actual": "371"}]
    chain.act("report-volumes", seat_id=seat, period="2026-Q3", volumes=volumes)
    assert "volumes" not in chain.read()["seats"][0]["minimum_set"]["missing"]


def test_t4c_5_the_fee_of_the_lead_for_running_the_chain_is_shown(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    table = [{"organisation_id": chain.lead, "share": "1"}]
    chain.act("form-consortium", members=table, management_fee="0.05")
    assert chain.read()["consortium"]["management_fee"] == "0.05"


def test_t4c_6_a_route_without_a_place_in_a_document_is_not_in_the_contract(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    chain.declare(chain.firm("Nightly"), **ALL)
    chain.declare(chain.firm("Dark"))
    first, second = chain.read()["seats"]
    assert first["issue_route"]["state"] == "defined"
    assert first["issue_route"]["defined_in"] == {"clause": "14.2"}
    assert first["exit_arrangement"]["state"] == "known_not_in_contract"
    assert second["exit_arrangement"]["state"] == "not_known"


def test_t4p_1_why_a_partner_was_chosen_stands_beside_the_consent(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    firm = chain.firm("Nightly")
    seat = chain.declare(firm, selection="Works with families as we do")
    refused = ann.post(f"{chain.path}/approve", {"seat_id": seat})
    assert (refused.status_code, refused.json()["rule"]) == (422, "INV-S4")
    ann.make(f"/v1/organisations/{firm}/check-debarment", {"result": "clear"})
    chain.act("approve", seat_id=seat)
    read = chain.read()["seats"][0]
    assert (read["status"], read["selection"]) == (
        "approved",
        "Works with families as we do",
    )
    assert read["debarment_checked_on"] == read["consent_given_on"]


def test_t4p_5_a_subcontractor_says_itself_that_it_knows_what_is_expected(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    firm = chain.firm("Nightly")
    seat = chain.declare(firm)
    sub = chain.provider("Sue Sub", "subcontractor", firm)
    chain.act("attest", sub, seat_id=seat, expectations_clear=True)
    told = chain.read()["seats"][0]["attested_payee"]
    assert (told["terms"]["expectations_clear"], told["role"]) == (
        True,
        "subcontractor",
    )


def test_t4p_6_a_subcontractor_sees_its_own_card_with_reward_and_penalty(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    firm = chain.firm("Nightly")
    facts = {"penalties_passed_down": True}
    chain.declare(firm, **ALL, value_share="0.2", risk_facts=facts)
    chain.declare(chain.firm("Rival"), value_share="0.3")
    sub = chain.provider("Sue Sub", "subcontractor", firm)
    (card,) = chain.read(sub)["seats"]
    assert card["value"]["amount"] == "200000.00"
    assert card["risk_facts"]["penalties_passed_down"] is True
    assert card["risk_facts"]["volume_risk"] == {"unknown": "not_asked"}


def test_t4p_8_seats_that_the_council_may_not_monitor_are_listed(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    chain.declare(chain.firm("Open"), monitoring_right=True)
    chain.declare(chain.firm("Shut"), monitoring_right=False)
    listed = ann.get("/v1/seats?monitoring_right=false").json()["items"]
    assert [seat["organisation_name"] for seat in listed] == ["Shut"]


def test_the_principles_are_a_sheet_of_fifteen_lines_without_a_score(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    chain.act(
        "judge-principle",
        principle="P7",
        judgement="not_met",
        evidence="Penalties are passed down whole",
    )
    sheet = chain.read()["principles"]
    assert len(sheet) == 15
    line = next(line for line in sheet if line["principle"] == "P7")
    assert (line["judgement"], line["by"]) == ("not_met", str(ann.account))
    others = {line["judgement"] for line in sheet if line["principle"] != "P7"}
    assert others == {"not_known"}
