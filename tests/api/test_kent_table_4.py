"""Kent's tenth principle, row by row: what a council has to see of a chain, it sees.

Each test does what somebody would do who checks that row.
"""

from decimal import Decimal

import pytest

from projections.chain.variety import Index, spread
from tests.api.council import Council, Json, Person
from tests.api.test_chain_findings import found
from tests.api.test_links import link_of
from tests.api.test_supply_chain import Chain


@pytest.fixture(scope="module")
def council(standing_council: Council) -> Council:
    """One council for all rows: each test has a contract of its own."""
    return standing_council


@pytest.fixture(scope="module")
def ann(council: Council) -> Person:
    """A commissioner of everything."""
    return council.person("Ann Atkins", "commissioner")


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


def test_t4c_1_outcomes_come_first_and_each_place_says_what_it_is_to_know(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    wanted = {
        "title": "More people live at home",
        "measures": [{"name": "Moves to homes"}],
    }
    outcome = ann.make(
        "/v1/outcomes", {**wanted, "contract_ids": [chain.contract["id"]]}
    )
    free = {"unit": "visits", "planned": "900", "every": "month", "prescribed": False}
    chain.declare(
        chain.firm("Nightly"),
        role="Nights",
        activity=[free],
        selection="Nurses who know dementia",
    )
    (place,) = chain.read()["seats"]
    # How it is done is the holder's to say; what has to come of it is the council's.
    assert place["activity"] == [free]
    assert (place["role"], place["selection"]) == ("Nights", "Nurses who know dementia")
    linked = ann.get(f"/v1/outcomes/{outcome['id']}").json()
    assert linked["contract_ids"] == [chain.contract["id"]]
    born = int(outcome["reference"].partition("-")[2])
    assert born < int(place["reference"].partition("-")[2])


def test_t4c_2_members_see_every_provider_of_a_chain_down_to_the_last(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann, wards=["Castle"])
    first = chain.declare(chain.firm("Nightly"), role="Nights")
    chain.declare(chain.firm("Bank"), role="Nurses", parent_seat_id=first)
    member = council.person("Mo Member", "elected_member", scope={"wards": ["Castle"]})
    told = [
        (seat["tier"], seat["organisation"]["name"], seat["role"])
        for seat in chain.read(member)["seats"]
    ]
    assert told == [(2, "Nightly", "Nights"), (3, "Bank", "Nurses")]


def test_t4c_2_every_place_has_a_rating_or_is_said_to_be_not_measured(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann, wards=["Moor"])
    first = chain.declare(chain.firm("Nightly"), role="Nights")
    chain.declare(chain.firm("Bank"), role="Nurses", parent_seat_id=first)
    said = {"title": "Calls on time", "direction": "higher", "target": "95"}
    on_it = {"contract_id": chain.contract["id"], "seat_id": first}
    path = f"/v1/kpis/{ann.make('/v1/kpis', {**said, **on_it})['id']}"
    ann.make(f"{path}/agree", {})
    october = {"period_from": "2026-10-01", "period_to": "2026-10-31"}
    ann.make(f"{path}/measure", {**october, "value": "91"})
    ann.make(f"{path}/assess", {**october, "rating": "requires_improvement"})
    member = council.person("Mia Member", "elected_member", scope={"wards": ["Moor"]})

    for who in (ann, member):
        read = chain.read(who)
        told = [seat["performance"] for seat in read["seats"]]
        assert (told[0]["state"], told[0]["standing"]) == ("measured", "red")
        assert told[0]["rating"] == "requires_improvement"
        assert told[1]["state"] == read["lead"]["performance"]["state"]
        assert told[1] == {
            "state": "not_measured",
            "kpis": 0,
            "red": 0,
            "standing": None,
            "rating": None,
        }


def test_t4p_9_of_what_people_said_it_is_known_how_much_was_acted_on(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    about = {"contract_id": chain.contract["id"]}
    said = [
        ann.make("/v1/feedback", {"title": title, "said_by": group, **about})
        for title, group in (
            ("Different carers every day", "user"),
            ("Nobody rings back", "carer"),
            ("Rounds are too tight", "staff"),
            ("Invoices wait", "subcontractor"),
        )
    ]
    ann.make(f"/v1/feedback/{said[0]['id']}/use", {"used_in": "Rounds re-planned"})

    path = f"/v1/feedback?contract_id={chain.contract['id']}"
    every, used = ann.get(path).json(), ann.get(f"{path}&status=used").json()
    assert (used["total"], every["total"]) == (1, 4)
    assert used["items"][0]["uses"][0]["used_in"] == "Rounds re-planned"
    groups = {each["said_by"] for each in every["items"]}
    assert groups == {"user", "carer", "staff", "subcontractor"}


def test_t4c_3_the_price_of_each_place_stands_beside_that_of_the_head(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann, pricing="fixed")
    firm = chain.firm("Nightly")
    chain.declare(firm, value_share="0.4", pricing="spot")
    chain.declare(chain.firm("Alike"), value_share="0.2", pricing="fixed")
    chain.declare(chain.firm("Dark"), value_share="0.1")
    read = chain.read()
    assert read["lead"]["pricing"] == "fixed"
    assert [seat["priced_as_head"] for seat in read["seats"]] == [False, True, None]
    # What the lead keeps of it, and whether it works for who is paid by it.
    assert read["lead"]["retained"]["amount"] == "300000.00"
    link = link_of(ann, firm)
    said = {"seat_id": read["seats"][0]["id"], "pricing_works": False}
    link.make("/v1/return", {"seats": [said]})
    assert chain.read()["seats"][0]["pricing_answer"]["works"] is False


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


def test_t4p_2_who_is_in_a_chain_is_counted_and_how_its_value_is_spread(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    charity = ann.make(
        "/v1/organisations",
        {"name": "Nurses CIO", "sector": "vcse", "size": "micro", "vcse": True},
    )
    chain.declare(charity["id"], value_share="0.2")
    position = council.head()
    chain.declare(chain.firm("Dark"), value_share="0.3")
    before = chain.read(query=f"?known_at={position}")["variety"]
    variety = chain.read()["variety"]

    # 80 and 20 per cent: 6,400 + 400.
    assert (before["organisations"], before["index"]["high"]) == (2, 6800)
    assert variety["organisations"] == 3
    assert variety["by_sector"] == [
        {"sector": "vcse", "organisations": 1},
        {"sector": None, "organisations": 2},
    ]
    assert {"size": "micro", "organisations": 1} in variety["by_size"]
    # 50, 30 and 20 per cent: 2,500 + 900 + 400.
    assert variety["index"] == {"low": 3800, "high": 3800, "share_of_value": "1"}


def test_t4p_2_of_what_is_not_known_the_index_is_an_interval() -> None:
    # 40 and 20 of 100 are known: 1,600 + 400; at the most the largest has 80.
    interval = spread([Decimal(40), Decimal(20)], Decimal(100))
    assert interval == Index(2000, 6800, Decimal("0.6"))
    assert spread([], Decimal(0)) is None
    assert spread([Decimal(100)], Decimal(100)) == Index(10_000, 10_000, Decimal(1))


def test_t4p_3_what_partners_agreed_is_there_before_the_award(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann, status="in_procurement", start="2027-04-01")
    paper = ann.file(b"%PDF", title="How we work", contract_id=chain.contract["id"])
    table = [{"organisation_id": chain.lead, "share": "1"}]
    chain.act("form-consortium", members=table, agreement_document=paper["id"])
    at_award = council.head()
    award = {"awarded_on": "2026-11-21", "regime": "PA23"}
    ann.make(f"/v1/contracts/{chain.contract['id']}/award", award)
    known = chain.read(query=f"?known_at={at_award}")["consortium"]
    assert known["agreement_document"] == paper["id"]


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


def test_t4p_5_places_that_nobody_has_acknowledged_are_listed(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    told, dark = chain.firm("Told"), chain.firm("Dark")
    for firm in (told, dark):
        chain.declare(firm)
    sub = chain.provider("Sue Sub", "subcontractor", told)
    seat = chain.read(sub)["seats"][0]["id"]
    chain.act("attest", sub, seat_id=seat, expectations_clear=True)
    chain.act("attest", sub, seat_id=seat, nothing_changed=True)
    mine = f"/v1/seats?contract_id={chain.contract['id']}"
    known = ann.get(f"{mine}&expectations_clear=true").json()["items"]
    assert [one["organisation_name"] for one in known] == ["Told"]
    left = ann.get(f"{mine}&unknown=expectations_clear").json()["items"]
    assert [one["organisation_name"] for one in left] == ["Dark"]


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


def test_t4p_7_risk_beyond_what_a_place_is_paid_for_is_flagged(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann, status="live")
    for name, risk in (("Laden", "0.31"), ("Even", "0.3")):
        seat = chain.declare(chain.firm(name), value_share="0.2", risk_share=risk)
        chain.act("attest", seat_id=seat, side="payee", nothing_changed=True)
    (flagged,) = [
        one for one in found(ann, "A18") if one["contract_id"] == chain.contract["id"]
    ]
    # 1.55 times is more than one and a half; 1.5 times is not.
    laden = chain.read()["seats"][0]["reference"]
    assert flagged["because"]["seats"] == [
        {"seat": laden, "risk_share": "0.31", "value_share": "0.2"}
    ]


def test_t4p_8_seats_that_the_council_may_not_monitor_are_listed(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    chain.declare(chain.firm("Open"), monitoring_right=True)
    chain.declare(chain.firm("Shut"), monitoring_right=False)
    of_it = f"contract_id={chain.contract['id']}"
    listed = ann.get(f"/v1/seats?monitoring_right=false&{of_it}").json()["items"]
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


def test_k_p10_the_sheet_says_who_judged_on_what_and_follows_both_clocks(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    paper = ann.file(b"%PDF", title="Minutes", contract_id=chain.contract["id"])
    before = council.head()
    told: Json = {"principle": "C4", "judgement": "met", "evidence": "Seen in June"}
    chain.act("judge-principle", **told, document=paper["id"])
    chain.act("judge-principle", principle="C4", judgement="not_known")

    def line(query: str = "") -> Json:
        sheet: list[Json] = chain.read(query=query)["principles"]
        return next(one for one in sheet if one["principle"] == "C4")

    assert line(f"?known_at={before}")["judgement"] == "not_known"
    judged = line(f"?known_at={council.head() - 1}")
    assert (judged["judgement"], judged["document"]) == ("met", paper["id"])
    assert (judged["by"], judged["role"]) == (str(ann.account), "commissioner")
    assert (line()["judgement"], line()["evidence"]) == ("not_known", None)
    bad = {"principle": "C7", "judgement": "met"}
    assert ann.post(f"{chain.path}/judge-principle", bad).status_code == 422


def test_what_was_found_out_or_is_only_suspected_is_told_apart(
    council: Council, ann: Person
) -> None:
    chain = Chain(council, ann)
    for how in ("disclosed", "found", "suspected"):
        chain.declare(chain.firm(how.title()), disclosure=how)
    of_it = f"/v1/seats?contract_id={chain.contract['id']}"
    hidden = ann.get(f"{of_it}&disclosure=found&disclosure=suspected").json()["items"]
    assert {one["organisation_name"] for one in hidden} == {"Found", "Suspected"}
    none = chain.act("disclose-none", seat_id=chain.read()["seats"][0]["id"])
    assert none["coverage"]["tiers"][1]["next_tier_known"] == 1
