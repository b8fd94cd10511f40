"""What a council is told of what is wrong, due, or not known yet."""

from datetime import timedelta
from typing import Any

from tests.api.council import Council, Person
from tests.conftest import Clock

Json = dict[str, Any]


def asked(who: Person, **filters: Any) -> Json:
    """The findings that somebody is told."""
    reply = who.get("/v1/findings", params=filters)
    assert reply.status_code == 200, reply.text
    told: Json = reply.json()
    return told


def test_a_manager_is_told_of_a_contract_past_its_end(
    council: Council, ann: Person
) -> None:
    omar = council.person("Omar Odell", "contract_manager")
    care = {"title": "Home care", "end": "2026-03-31", "status": "live"}
    mine = omar.make(
        "/v1/contracts/adopt", {**care, "contract_manager": str(omar.account)}
    )
    ann.make("/v1/contracts/adopt", {**care, "contract_manager": str(ann.account)})

    told = asked(omar, owner="me", rule="A43")

    (found,) = told["items"]
    assert found["subject"]["reference"] == mine["reference"]
    assert found["owner_name"] == "Omar Odell"
    assert found["class"] == "wrong"
    assert asked(omar, rule="A43")["total"] == 2
    assert asked(omar, rule="A43", contract=mine["reference"])["total"] == 1


def test_doing_what_a_finding_says_mends_it(council: Council, ann: Person) -> None:
    care = {"title": "Home care", "end": "2026-03-31", "status": "live"}
    ann.make("/v1/contracts/adopt", care)
    (found,) = asked(ann, rule="A43")["items"]

    ann.make(found["do"]["path"], {"ended_on": "2026-03-31"})

    assert not asked(ann, rule="A43")["items"]
    assert asked(ann, rule="A43", known_at=council.head() - 1)["total"] == 1


def test_findings_come_as_files_with_the_same_lines(ann: Person) -> None:
    ann.make("/v1/contracts/adopt", {"title": "Home care", "end": "2026-03-31"})

    lines = ann.get("/v1/findings.csv").text.splitlines()

    assert len(lines) == 1 + asked(ann)["total"]
    assert lines[0].startswith("\ufeffid,rule,class,severity")
    assert ann.get("/v1/findings.xlsx").status_code == 200


def test_a_question_that_makes_no_sense_is_told_what_would(ann: Person) -> None:
    for query in ("rule=A99", "class=bad", "colour=red", "limit=0", "limit=x"):
        reply = ann.get(f"/v1/findings?{query}")
        assert reply.status_code == 422, query
        assert reply.json()["errors"][0]["pointer"] == f"/{query.partition('=')[0]}"


def test_a_cursor_goes_on_with_its_own_question_alone(ann: Person) -> None:
    for nth in range(3):
        ann.make("/v1/contracts/adopt", {"title": f"Care {nth}"})
    first = asked(ann, limit=2)

    second = asked(ann, limit=2, cursor=first["next"])
    other = ann.get(f"/v1/findings?rule=A54&cursor={first['next']}")

    ids = [one["id"] for one in first["items"] + second["items"]]
    assert len(set(ids)) == 4
    assert (other.status_code, other.json()["rule"]) == (422, "cursor")


def test_providers_and_members_are_told_nothing(council: Council) -> None:
    for role in ("elected_member", "client"):
        who = council.person(role, role, scope={"services": ["Home care"]})
        assert who.get("/v1/findings").status_code == 403


def test_a_thing_comes_with_the_findings_on_it(ann: Person) -> None:
    care = {"title": "Home care", "end": "2026-03-31", "status": "live"}
    made = ann.make("/v1/contracts/adopt", care)
    path = f"/v1/contracts/{made['id']}"

    read = ann.get(path).json()

    listed = asked(ann, subject=made["reference"])["items"]
    assert [one["rule"] for one in made["findings"]] == ["A43"]
    assert read["findings"] == made["findings"] == listed


def test_the_findings_on_a_thing_are_those_of_the_register(
    council: Council, ann: Person, ben: Person
) -> None:
    halden = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    care = ann.make(
        "/v1/contracts/adopt",
        {"title": "Care", "provider_id": halden["id"], "end": "2026-03-31"},
    )
    hanging = {"contract_id": care["id"], "title": "The agency withdraws"}
    risk = ann.make("/v1/risks", {**hanging, "owner": str(ben.account)})
    high = {"likelihood": 4, "impact": 5}
    ann.make(f"/v1/risks/{risk['id']}/assess", {"current": high, "reason": "News"})
    change = {**hanging, "raised_by": "council", "decision_wanted_by": "2026-01-01"}
    ann.make("/v1/changes", change)
    checked = {"result": "clear", "effective_on": "2026-01-05"}
    ann.make(f"/v1/organisations/{halden['id']}/check-debarment", checked)
    admin = council.person("Ada Able", "administrator")
    admin.make(f"/v1/accounts/{ben.account}/close", {"reason": "Left"})

    for noun, nouns in (
        ("contract", "contracts"),
        ("risk", "risks"),
        ("change", "changes"),
        ("organisation", "organisations"),
    ):
        (thing,) = ann.get(f"/v1/{nouns}").json()["items"]
        read = ann.get(f"/v1/{nouns}/{thing['id']}").json()
        listed = asked(ann, noun=noun)["items"]
        assert read["findings"] == listed
        assert listed, noun
        assert "findings" not in thing


def test_findings_go_to_no_provider_with_the_contract(
    council: Council, ann: Person
) -> None:
    halden = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    care = {"title": "Care", "provider_id": halden["id"], "end": "2026-03-31"}
    made = ann.make("/v1/contracts/adopt", care)
    scope = {"organisations": [halden["id"]]}
    lead = council.person("Lee Lead", "lead_provider", scope=scope)

    raised = lead.make("/v1/issues", {"title": "Late", "contract_id": made["id"]})

    assert lead.get(f"/v1/contracts/{made['id']}").json()["findings"] is None
    assert raised["findings"] is None
    assert lead.get(f"/v1/issues/{raised['id']}").json()["findings"] is None


def test_a_past_reply_has_the_findings_of_then(council: Council, ann: Person) -> None:
    made = ann.make("/v1/contracts/adopt", {"title": "Care", "end": "2026-03-31"})
    then = council.head()
    path = f"/v1/contracts/{made['id']}"

    ann.make(f"{path}/expire", {"ended_on": "2026-03-31"})

    assert ann.get(path).json()["findings"] == []
    assert ann.get(f"{path}?known_at={then}").json()["findings"] == made["findings"]


def overdue(who: Person, manager: Person | None = None) -> Json:
    """The finding on a contract that is past its end."""
    said = {"title": "Care", "end": "2026-03-31", "issues_contact": "Desk"}
    value = {"annual_value": {"amount": "5000.00", "currency": "GBP"}}
    mine = {"contract_manager": str(manager.account)} if manager else {}
    made = who.make("/v1/contracts/adopt", {**said, **value, **mine})
    (found,) = made["findings"]
    told: Json = found
    return told


WAIVER = {"until": "2027-03-31", "reason": "The new contract is let"}


def test_a_waived_finding_stays_listed_and_returns_with_other_values(
    ann: Person, ben: Person
) -> None:
    found = overdue(ann)

    waived = ben.make(f"/v1/findings/{found['id']}/waive", WAIVER)

    assert waived["id"] == found["id"]
    (listed,) = asked(ann, waived="true")["items"]
    assert listed["waived"]["until"] == "2027-03-31"
    assert ann.get(f"/v1/findings/{found['id']}").json() == listed
    (on_it,) = ann.get(f"/v1/contracts/{found['contract_id']}").json()["findings"]
    assert on_it["waived"] == listed["waived"]
    (rule,) = [r for r in asked(ann)["rules"] if r["rule"] == "A43"]
    assert (rule["hits"], rule["waived"]) == (1, 1)

    right = {"end": "2026-04-30", "reason_code": "clerical"}
    ann.make(f"/v1/contracts/{found['contract_id']}/correct", right)

    (back,) = asked(ann, rule="A43", waived="false")["items"]
    assert back["id"] == found["id"]
    assert back["waived"] is None


def test_a_waiver_ends_on_its_day(clock: Clock, ann: Person, ben: Person) -> None:
    found = overdue(ann)
    ben.make(f"/v1/findings/{found['id']}/waive", {**WAIVER, "until": "2026-11-23"})

    clock.now += timedelta(days=3)

    assert asked(ann, waived="true")["total"] == 0
    assert asked(ann, rule="A43", waived="false")["total"] == 1


LEASE = {"title": "The lease of 1998", "status": "live", "end": "2028-03-31"}
NEVER = {"until": "2027-09-30", "reason": "No copy of it is left to look in"}
UNKNOWN_NOTICE = "gap:contract.notice_period_months"


def test_what_will_never_be_known_is_let_be_for_a_while(
    ann: Person, ben: Person
) -> None:
    lease = ann.make("/v1/contracts/adopt", LEASE)
    ann.make("/v1/contracts/adopt", {**LEASE, "title": "Another"})
    (line,) = asked(ann, rule=UNKNOWN_NOTICE)["items"]
    gap = line["each"][line["things"].index(lease["id"])]

    waived = ben.make(f"/v1/findings/{gap}/waive", NEVER)

    assert waived["rule"] == UNKNOWN_NOTICE
    (left,) = asked(ann, rule=UNKNOWN_NOTICE, waived="false")["items"]
    assert (left["missing"], lease["id"] in left["things"]) == (1, False)
    (let_be,) = asked(ann, waived="true")["items"]
    assert let_be["subject"]["id"] == lease["id"]
    assert let_be["waived"]["reason"] == NEVER["reason"]
    assert ann.get(f"/v1/findings/{gap}").json() == let_be
    (rule,) = [r for r in asked(ann)["rules"] if r["rule"] == UNKNOWN_NOTICE]
    assert (rule["hits"], rule["waived"]) == (2, 1)


def test_a_gap_that_is_let_be_is_one_again_on_its_day_and_none_once_it_is_filled(
    clock: Clock, ann: Person, ben: Person
) -> None:
    lease = ann.make("/v1/contracts/adopt", LEASE)
    (line,) = asked(ann, rule=UNKNOWN_NOTICE)["items"]
    ben.make(f"/v1/findings/{line['each'][0]}/waive", {**NEVER, "until": "2026-11-23"})
    assert not asked(ann, rule=UNKNOWN_NOTICE, waived="false")["items"]

    clock.now += timedelta(days=3)
    assert asked(ann, rule=UNKNOWN_NOTICE, waived="false")["total"] == 1

    filled = {"notice_period_months": {"council": 3}, "source": "A copy was found"}
    ann.make(f"/v1/contracts/{lease['id']}/establish", filled)
    assert asked(ann, rule=UNKNOWN_NOTICE)["total"] == 0
    assert ann.get(f"/v1/findings/{line['each'][0]}").status_code == 404


def test_nobody_lets_a_gap_of_ones_own_be(ann: Person) -> None:
    ann.make("/v1/contracts/adopt", LEASE)
    (line,) = asked(ann, rule=UNKNOWN_NOTICE)["items"]

    reply = ann.post(f"/v1/findings/{line['each'][0]}/waive", NEVER)

    assert (reply.status_code, reply.json()["rule"]) == (403, "waive-own-work")


def test_gaps_burn_down_month_by_month(clock: Clock, ann: Person) -> None:
    lease = ann.make("/v1/contracts/adopt", LEASE)
    clock.now += timedelta(days=30)
    filled = {"notice_period_months": {"council": 3}, "source": "A copy was found"}
    ann.make(f"/v1/contracts/{lease['id']}/establish", filled)

    told = ann.get("/v1/findings/burn-down").json()

    missing = [one["missing"] for one in told["items"]]
    assert [one["on"] for one in told["items"]] == ["2026-11-30", "2026-12-21"]
    assert missing[1] == missing[0] - 1
    assert told["settling_in"]["over"] is False


def test_nobody_waives_what_he_entered_or_answers_for(ann: Person, ben: Person) -> None:
    found = overdue(ann, manager=ben)

    for who in (ann, ben):
        reply = who.post(f"/v1/findings/{found['id']}/waive", WAIVER)
        assert (reply.status_code, reply.json()["rule"]) == (403, "waive-own-work")


def test_an_auditor_acknowledges_a_finding(council: Council, ann: Person) -> None:
    found = overdue(ann)
    aud = council.person("Aud Audley", "auditor")

    aud.make(f"/v1/findings/{found['id']}/acknowledge", {})
    again = aud.post(f"/v1/findings/{found['id']}/acknowledge", {})

    assert again.status_code == 200
    (listed,) = asked(ann, acknowledged="true")["items"]
    assert listed["acknowledged"]["by"] == str(aud.account)
    history = ann.get(f"/v1/acknowledgements/{found['id']}/history").json()["items"]
    assert [event["fact"] for event in history] == ["finding-acknowledged"]
    assert ann.get("/v1/acknowledgements").json()["total"] == 1


def test_what_is_not_found_cannot_be_waived(ann: Person, ben: Person) -> None:
    found = overdue(ann)
    path = f"/v1/contracts/{found['contract_id']}/expire"
    ann.make(path, {"ended_on": "2026-03-31"})

    gone = ben.post(f"/v1/findings/{found['id']}/waive", WAIVER)

    assert gone.status_code == 404


def test_what_was_said_of_a_restricted_risk_is_for_its_readers(
    council: Council, ann: Person, ben: Person
) -> None:
    hidden = {"title": "It fails", "scope": "council", "handling": "restricted"}
    late = {**hidden, "next_review": "2026-01-01"}
    risk = ann.make("/v1/risks/adopt", late)
    (found,) = [one for one in risk["findings"] if one["rule"] == "A50"]
    aud = council.person("Aud Audley", "auditor")

    aud.make(f"/v1/findings/{found['id']}/acknowledge", {})

    assert ann.get("/v1/acknowledgements").json()["total"] == 1
    assert ben.get("/v1/acknowledgements").json()["total"] == 0
    assert ben.get(f"/v1/acknowledgements/{found['id']}").status_code == 404
    assert ben.get(f"/v1/findings/{found['id']}").status_code == 404
    refused = ben.post(f"/v1/findings/{found['id']}/waive", WAIVER)
    assert refused.status_code == 404
