"""The report for planning an exit, in every form, for whoever may ask."""

from io import BytesIO

import jsonschema
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from projections.reports.exit_report import PARTS
from tests.api.council import Council
from tests.exits import END, Leaving, leaving, prepared
from tests.pdf_text import text_of

FORMS = ("pdf", "docx", "xlsx")


@pytest.fixture(scope="module")
def exit_(standing_council: Council) -> Leaving:
    """A contract that is being left, prepared as far as can be."""
    return prepared(standing_council)


@pytest.fixture(scope="module")
def path(exit_: Leaving) -> str:
    """Where the report is, without its form."""
    return f"/v1/contracts/{exit_.contract['id']}/exit-report"


def test_it_has_fourteen_parts_of_what_the_register_knows(
    exit_: Leaving, path: str
) -> None:
    report = exit_.ann.get(path).json()

    assert len(PARTS) == 14
    assert report.keys() == {"contract", "plan", *PARTS, "paper", "position"}
    assert report["facts"]["provider_name"] == "Halden Homecare Ltd"
    assert report["facts"]["commissioner_name"] == {"unknown": "not_asked"}
    decided = {s["organisation"]["name"]: s["decision"] for s in report["seats"]}
    assert decided == {
        "Nightingale Nursing": "novate",
        "Meals on the Hill CIC": "leave",
        "Bank Staff Agency": "undecided",
    }
    assert [r["title"] for r in report["risks"]] == ["The agency withdraws"]
    assert [i["title"] for i in report["issues"]] == ["Missed calls in the north"]
    assert report["lessons"]["lessons"] == {"unknown": "not_asked"}
    assert exit_.ann.get(f"{path}.json").json() == report


def test_it_is_dated_back_with_the_days_that_statutes_set(
    exit_: Leaving, path: str
) -> None:
    timeline = exit_.ann.get(path).json()["timeline"]

    assert (timeline["end"], timeline["begins_by"]) == (END, "2027-02-02")
    days = {day["kind"]: day["on"] for day in timeline["milestones"]}
    assert days == {
        "notice": "2027-02-28",
        "workforce": "2027-03-14",
        "extension": "2027-05-31",
        "liability": "2027-08-03",
        "end": END,
    }
    assert len(timeline["critical_path"]) == 4
    assert (timeline["compressed"], timeline["bridge"]) == (None, None)


def test_readiness_is_said_by_what_is_lacking(exit_: Leaving, path: str) -> None:
    found = exit_.ann.get(path).json()["readiness"]

    lacking = {i["item"]: i["gap"] for i in found["items"] if i["state"] != "met"}
    assert (found["in_place"], found["of"]) == (5, 10)
    assert lacking == {
        "approved_within_a_year": "nobody has approved the plan",
        "seats_decided": "nobody has decided what becomes of: Bank Staff Agency",
        "liability_information": "not received from the lead, due by 2027-08-03",
        "continuity_tested": "the plan was never tried out",
        "contingency": "no contingency plan has been approved",
    }


def test_one_place_in_the_chain_is_left_by_a_plan_of_its_own(
    exit_: Leaving, path: str
) -> None:
    """Kent's table 4, row 6: an exit for the contract, and for each subcontractor."""
    ann, seat = exit_.ann, exit_.seats[0]
    said = {"title": "Leaving the nurses", "kind": "exit", "seat_id": seat}
    said["contract_id"] = exit_.contract["id"]

    own = ann.make("/v1/plans", said)
    exit_.ben.make(f"/v1/plans/{own['id']}/approve", {})

    report = ann.get(path).json()
    plans = {one["id"]: one["plan"] for one in report["seats"]}
    assert (plans[seat]["reference"], plans[seat]["status"]) == (
        own["reference"],
        "approved",
    )
    assert {plans[other] for other in exit_.seats[1:]} == {None}
    assert f"plan {own['reference']}" in text_of(ann.get(f"{path}.pdf").content)
    # The contract's own is another: it is neither approved by this one, nor done.
    assert report["plan"]["id"] == exit_.plan["id"]
    contract = ann.get(f"/v1/contracts/{exit_.contract['id']}").json()
    assert "INV-X1" in {one["rule"] for one in contract["findings"]}
    owned = [
        {"lacking": lacking, "owner": str(ann.account)}
        for lacking in ("assets", "data_return")
    ]
    done = ann.make(f"/v1/plans/{own['id']}/complete", {"exceptions": owned})
    assert done["status"] == "complete"
    # It is one of exit, of a place that this contract's chain has.
    for wrong in ({"kind": "contingency"}, {"seat_id": exit_.plan["id"]}):
        refused = ann.post("/v1/plans", {**said, **wrong})
        assert refused.status_code == 422
        assert [one["pointer"] for one in refused.json()["errors"]] == ["/seat_id"]


def test_it_names_the_entries_and_the_head_that_it_rests_on(
    exit_: Leaving, path: str
) -> None:
    reply = exit_.ann.get(path)

    source = reply.json()["provenance"]
    assert source["position"] == int(reply.headers["Register-Position"])
    assert source["first_position"] < source["last_position"] <= source["position"]
    assert len(source["head_code"]) == 23


@pytest.mark.parametrize("form", FORMS)
def test_the_same_position_clock_and_fields_give_the_same_bytes(
    exit_: Leaving, path: str, form: str
) -> None:
    at = exit_.ann.get(path).headers["Register-Position"]
    asked = f"{path}.{form}?known_at={at}&effective_on=2026-11-21&meeting=Cabinet"
    once = exit_.ann.get(asked)
    exit_.say("describe", purpose=f"Said after the {form}")

    assert once.status_code == 200, once.text
    again = exit_.ann.get(asked)
    assert again.content == once.content
    assert exit_.ann.get(f"{asked}&officer=R+Quill").content != once.content
    named = f'filename="exit-report-{exit_.contract["reference"]}-{at}.{form}"'
    assert named in once.headers["Content-Disposition"]


def test_on_paper_every_part_stands_under_its_number(exit_: Leaving, path: str) -> None:
    told = text_of(exit_.ann.get(f"{path}.pdf?wards=Abbey").content)

    heads = [f"\n{n} " for n in range(1, 15)]
    assert [told.count(head) >= 1 for head in heads] == [True] * 14
    for words in ("Nightingale Nursing", "tier 3, undecided", "2 February 2027"):
        assert words in told
    assert "not known: not asked" in told
    assert told.index("Bank Staff Agency") < told.index("Mobilise and move")


def test_word_and_excel_hold_the_same_tables(exit_: Leaving, path: str) -> None:
    word = Document(BytesIO(exit_.ann.get(f"{path}.docx").content))
    book = CalamineWorkbook.from_filelike(
        BytesIO(exit_.ann.get(f"{path}.xlsx").content)
    )

    heads = [[cell.text for cell in table.rows[0].cells] for table in word.tables]
    sheets = [book.get_sheet_by_name(n).to_python()[0] for n in book.sheet_names]
    filled = [sheet for sheet in sheets if sheet in heads]
    assert ["Task", "Owner", "Days"] in [head[:3] for head in heads]
    assert ["Task", "Owner", "Days"] in [sheet[:3] for sheet in filled]
    assert word.core_properties.title.startswith("Exit planning report: C-")
    seats = book.get_sheet_by_name("Seats").to_python()
    assert {row[1] for row in seats[1:]} >= {"Meals on the Hill CIC: Meals"}


def test_without_a_plan_it_says_what_is_not_known(council: Council) -> None:
    ann = council.person("Ann Atkins", "commissioner")
    bare = ann.make("/v1/contracts/adopt", {"title": "Day centre"})
    path = f"/v1/contracts/{bare['id']}/exit-report"

    report = ann.get(path).json()
    told = text_of(ann.get(f"{path}.pdf").content)

    assert report["plan"] is None
    assert report["readiness"]["in_place"] == 0
    for words in (
        "There is no plan of exit",
        "Nobody below the lead provider is known",
        "Nobody has said which data comes back",
        "nothing can be dated back",
        "not known: not asked",
    ):
        assert words in told
    for form in FORMS:
        assert ann.get(f"{path}.{form}").status_code == 200


def test_a_start_in_the_past_offers_two_ways_out(council: Council) -> None:
    exit_ = prepared(council)
    exit_.say("describe", end_on="2027-03-31")

    found = exit_.ann.get(f"{exit_.path}/schedule").json()

    assert found["late_by"] == 80
    assert found["compressed"]["possible"] is False
    assert found["compressed"]["days_needed"] == 145
    assert found["compressed"]["impossible_after"] == "2026-11-06"
    assert found["bridge"] == {
        "until": "2027-06-19",
        "days": 80,
        "impossible_after": "2026-12-31",
    }


def test_nothing_restricted_is_told_to_others_or_printed_for_the_public(
    council: Council,
) -> None:
    exit_ = leaving(council)
    on_it = {"contract_id": exit_.contract["id"], "handling": "restricted"}
    exit_.ann.make("/v1/risks", {"title": "The owner is ill", **on_it})
    path = f"/v1/contracts/{exit_.contract['id']}/exit-report"
    other = council.person("Cy Clerk", "reader")

    mine, theirs = exit_.ann.get(path).json(), other.get(path).json()
    public = exit_.ann.get(f"{path}?part=I").json()

    assert [len(one["risks"]) for one in (mine, theirs, public)] == [1, 0, 0]
    assert theirs["provenance"]["events"] == mine["provenance"]["events"] - 1
    assert public["provenance"] == theirs["provenance"]


def test_who_may_not_read_plans_is_told_so(council: Council) -> None:
    exit_ = leaving(council)
    lead = {"organisations": [exit_.contract["provider_id"]]}
    provider = council.person("Lea Lead", "lead_provider", scope=lead)
    path = f"/v1/contracts/{exit_.contract['id']}/exit-report"

    assert provider.get(path).status_code == 403
    assert provider.get(exit_.path).status_code == 404
    assert exit_.ann.get(f"{path}?colour=red").status_code == 422


def test_what_is_due_of_a_plan_is_on_the_clocks(council: Council) -> None:
    exit_ = prepared(council)
    asked = "/v1/clocks?kind=plan_task&kind=plan_review&kind=plan_test"
    liability = "/v1/clocks?kind=employee_liability_information"

    assert exit_.ann.get(asked).json()["items"] == []
    (due,) = exit_.ann.get(liability).json()["items"]
    assert (due["due"], due["basis"]) == ("2027-08-03", "statute")

    exit_.ben.make(f"{exit_.path}/approve", {})
    exit_.say("activate", trigger="expiry")

    found = exit_.ann.get(asked).json()["items"]
    told = [(one["due"], one["kind"], one["detail"]) for one in found]
    assert sorted(told, key=str) == [
        ("2027-03-14", "plan_task", "Prepare the tender"),
        ("2027-06-12", "plan_task", "Tender"),
        ("2027-07-02", "plan_task", "Award and standstill"),
        ("2027-08-31", "plan_task", "Letters to families"),
        ("2027-08-31", "plan_task", "Mobilise and move 612 people"),
        ("2027-11-21", "plan_review", None),
        ("2027-11-21", "plan_test", None),
    ]


def test_an_approved_plan_cures_what_is_found_on_its_contract(council: Council) -> None:
    exit_ = prepared(council)
    contract = f"/v1/contracts/{exit_.contract['id']}"

    def found(path: str) -> set[str]:
        return {one["rule"] for one in exit_.ann.get(path).json()["findings"]}

    assert found(contract) >= {"A15", "INV-X1"}
    approved = exit_.ben.make(f"{exit_.path}/approve", {})
    assert {one["rule"] for one in approved["findings"]} == {"INV-X6"}
    assert not found(contract) & {"A15", "INV-X1"}
    exit_.say("test", kind="desk", outcome="passed")
    assert found(exit_.path) == set()
    listed = exit_.ann.get("/v1/findings?noun=plan").json()
    assert listed["items"] == []


@pytest.mark.parametrize("name", ["Plan", "PlanSchedule", "ExitReport"])
def test_replies_are_as_the_document_describes_them(
    standing_council: Council, exit_: Leaving, path: str, name: str
) -> None:
    asked = {
        "Plan": exit_.path,
        "PlanSchedule": f"{exit_.path}/schedule",
        "ExitReport": path,
    }
    document = standing_council.document()
    schema = {"$ref": f"#/components/schemas/{name}", **document}

    jsonschema.validate(exit_.ann.get(asked[name]).json(), schema)
