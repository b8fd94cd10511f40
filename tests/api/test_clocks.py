"""What is due by when, asked over HTTP: dates of contracts, statutes and of work."""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from tests.api.council import Council, Json, Person
from tests.api.test_lists import read_csv

LIVE: Json = {
    "title": "Home care, lot 2",
    "status": "live",
    "regime": "PA23",
    "light_touch": True,
    "start": "2026-04-01",
    "end": "2027-05-31",
    "extension_options": [{"months": 12, "notice_months": 6}],
    "notice_period_months": {"council": 3, "provider": 6},
    "break_dates": ["2027-02-28"],
    "review_on": "2026-11-01",
    "signed_on": "2026-08-01",
}


@pytest.fixture
def manager(council: Council) -> Person:
    """Who looks after a contract."""
    return council.person("Mo Manager", "contract_manager", scope={})


@pytest.fixture
def care(ann: Person, manager: Person) -> Json:
    """A contract whose dates are all known."""
    owner = {"contract_manager": str(manager.account)}
    return ann.make("/v1/contracts/adopt", {**LIVE, **owner})


def clocks(who: Person, query: str = "") -> Json:
    """A page of clocks that has to be given."""
    reply = who.get(f"/v1/clocks?limit=200&{query}")
    assert reply.status_code == 200, reply.text
    page: Json = reply.json()
    return page


def due(who: Person, query: str = "") -> list[tuple[str, str]]:
    """What is due when, by kind; what the whole council publishes is left out."""
    return [
        (one["kind"], one["due"])
        for one in clocks(who, query)["items"]
        if one["subject"]["noun"] != "register"
    ]


def test_the_days_of_a_contract_come_in_their_order(
    ann: Person, manager: Person, care: Json
) -> None:
    found = clocks(ann, f"contract={care['reference']}")["items"]

    assert [(one["kind"], one["due"], one["days_left"]) for one in found] == [
        ("contract_review", "2026-11-01", -20),
        ("notice_uk7", "2026-11-28", 7),
        ("break_notice", "2026-11-30", 9),
        ("extension_last_day", "2026-11-30", 9),
        ("notice_last_day", "2027-02-28", 99),
        ("contract_end", "2027-05-31", 191),
    ]
    assert {one["owner"] for one in found} == {str(manager.account)}
    assert {one["owner_name"] for one in found} == {"Mo Manager"}
    assert {one["subject"]["reference"] for one in found} == {care["reference"]}


@pytest.mark.usefixtures("care")
def test_each_says_on_what_it_rests(ann: Person) -> None:
    by_kind = {one["kind"]: one for one in clocks(ann)["items"]}

    assert by_kind["notice_uk7"]["source"] == "Procurement Act 2023, s.53"
    assert by_kind["notice_uk7"]["basis"] == "statute"
    assert by_kind["contract_end"]["basis"] == "contract"
    assert by_kind["contract_review"]["basis"] == "policy"
    assert by_kind["transparency_code"]["due"] == "2027-01-30"
    assert by_kind["payments_compliance"]["due"] == "2027-04-29"


def test_a_notice_that_was_published_is_due_no_more(ann: Person, care: Json) -> None:
    notice = {
        "source": "find-a-tender",
        "notice_id": "2026-041234",
        "notice_type": "UK7",
        "published_on": "2026-08-20",
    }
    ann.make(f"/v1/contracts/{care['id']}/record-notice", notice)

    assert "notice_uk7" not in dict(due(ann))


def test_a_provider_that_failed_to_improve_is_published_within_thirty_days(
    ann: Person,
) -> None:
    """Procurement Act 2023, s.71(4): from the decision on, that day counted."""
    care = ann.make("/v1/contracts/adopt", {**LIVE, "light_touch": False})
    issue = ann.make("/v1/issues", {"title": "Calls", "contract_id": care["id"]})
    path = f"/v1/issues/{issue['id']}"
    plan = {"objectives": "All calls", "deadline": "2026-11-13"}
    ann.make(f"{path}/open-improvement-plan", {**plan, "issued_on": "2026-10-16"})
    judged = {"outcome": "failed_to_improve", "decided_on": "2026-11-16"}
    ann.make(f"{path}/judge-improvement", {**judged, "reason": "Nine were missed"})
    owed = dict(due(ann))["notice_uk9"]
    notice = {"source": "find-a-tender", "notice_id": "2026-051234"}
    sent = {**notice, "notice_type": "UK9", "published_on": "2026-11-20"}
    ann.make(f"/v1/contracts/{care['id']}/record-notice", sent)

    assert owed == "2026-12-15"
    assert "notice_uk9" not in dict(due(ann))


def test_an_option_that_was_taken_up_starts_the_clocks_of_the_new_end(
    ann: Person, care: Json
) -> None:
    taken = ann.make(f"/v1/contracts/{care['id']}/exercise-extension", {})

    found = dict(due(ann))
    assert taken["options_left"] == []
    assert "extension_last_day" not in found
    assert (found["contract_end"], found["notice_last_day"]) == (
        "2028-05-31",
        "2028-02-29",
    )


def test_options_that_are_said_anew_are_all_left(ann: Person, care: Json) -> None:
    path = f"/v1/contracts/{care['id']}"
    ann.make(f"{path}/exercise-extension", {})
    more = [{"months": 12, "notice_months": 3}]

    said = ann.make(
        f"{path}/correct", {"extension_options": more, "reason_code": "clerical"}
    )

    assert said["options_left"] == more
    assert dict(due(ann))["extension_last_day"] == "2028-02-29"


def test_what_nobody_knows_is_counted_and_not_hidden(ann: Person) -> None:
    ann.make("/v1/contracts/adopt", {"title": "Day centre", "status": "live"})

    found = clocks(ann)

    assert due(ann) == []
    assert found["not_known"] == {
        "contract_end": 1,
        "contract_review": 1,
        "extension_last_day": 1,
        "notice_last_day": 1,
        "notice_uk7": 1,
    }
    assert clocks(ann, "kind=contract_end")["not_known"] == {"contract_end": 1}


def test_what_does_not_apply_is_neither_due_nor_unknown(ann: Person) -> None:
    nothing = {"not_applicable": "It rolls on"}
    rolling = {"end": nothing, "review_on": nothing, "extension_options": nothing}
    gone = {**rolling, "notice_period_months": nothing, "regime": "internal"}
    ann.make("/v1/contracts/adopt", {"title": "Payroll", "status": "live", **gone})

    assert (due(ann), clocks(ann)["not_known"]) == ([], {})


def test_a_contract_that_has_ended_is_to_be_published_as_such(
    ann: Person, care: Json
) -> None:
    path = f"/v1/contracts/{care['id']}/terminate"
    ann.make(path, {"ended_on": "2026-11-20", "ground": "mutual"})

    assert dict(due(ann)) == {
        "notice_uk7": "2026-11-28",
        "notice_uk11": "2026-12-19",
    }


def test_what_either_side_owes_is_due_until_it_is_done(ann: Person, care: Json) -> None:
    path = f"/v1/contracts/{care['id']}/set-obligation"
    owed = {"owed_by": "council", "what": "Pay 12,000", "due_on": "2026-12-01"}
    set_ = ann.make(path, owed)
    (found,) = clocks(ann, "kind=obligation_council")["items"]
    assert (found["due"], found["detail"]) == ("2026-12-01", "Pay 12,000")

    number = set_["obligations"][0]["obligation"]
    ann.make(path, {**owed, "obligation": number, "fulfilled_on": "2026-11-20"})

    assert clocks(ann, "kind=obligation_council")["items"] == []


def test_reviews_and_actions_of_risks_have_owners_of_their_own(
    ann: Person, ben: Person, care: Json
) -> None:
    mine, his = str(ann.account), str(ben.account)
    body = {"title": "It ends", "contract_id": care["id"], "owner": mine}
    risk = f"/v1/risks/{ann.make('/v1/risks', body)['id']}"
    ann.make(f"{risk}/describe", {"next_review": "2026-11-02"})
    action = {"title": "Ring them", "due": "2026-12-24", "owner": his}
    ann.make(f"{risk}/add-action", action)

    assert due(ann, "owner=me") == [("risk_review", "2026-11-02")]
    assert due(ben, "owner=me") == [("risk_action", "2026-12-24")]
    assert due(ann, f"owner={his}&owner={mine}&from=2026-12-01") == [
        ("risk_action", "2026-12-24")
    ]


def test_changes_issues_and_documents_have_days_as_well(
    ann: Person, care: Json
) -> None:
    on_it = {"title": "A rise", "contract_id": care["id"]}
    ann.make("/v1/changes", {**on_it, "decision_wanted_by": "2026-12-04"})
    issue = ann.make("/v1/issues", on_it)["id"]
    ann.make(f"/v1/issues/{issue}/describe", {"due": "2026-12-05"})
    ann.file(b"%PDF", review_on="2026-12-06", destroy_on="2033-12-06", **on_it)

    found = dict(due(ann, f"contract={care['id']}"))

    assert found["decision_wanted"] == "2026-12-04"
    assert found["issue_due"] == "2026-12-05"
    assert found["document_review"] == "2026-12-06"
    assert found["document_destruction"] == "2033-12-06"


def worth(amount: str) -> Json:
    """A sum net of VAT."""
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


LARGE: Json = {
    **LIVE,
    "light_touch": False,
    "category": "services",
    "start": "2026-04-01",
    "max_end_at_award": "2029-03-31",
    "annual_value": worth("100000.00"),
    "estimated_value_at_award": worth("300000.00"),
}


def raise_by_much(ann: Person, contract: Json) -> None:
    """Signs a change of a contract that is worth a sixth of it."""
    on_it = {"title": "A rise", "contract_id": contract["id"]}
    change = f"/v1/changes/{ann.make('/v1/changes', on_it)['id']}"
    told = {"value_delta": worth("48000.00"), "term_delta_months": 0}
    ann.make(f"{change}/assess-impact", told)
    ann.make(f"{change}/sign", {"signed_on": "2026-11-20", "instrument": "letter"})


def test_a_large_change_of_a_contract_is_to_be_published_first(ann: Person) -> None:
    raise_by_much(ann, ann.make("/v1/contracts/adopt", LARGE))

    assert dict(due(ann))["notice_uk10"] == "2026-11-20"
    assert clocks(ann, "overdue=true&kind=notice_uk10")["total"] == 1


def test_what_is_learnt_of_a_contract_moves_the_clocks_of_its_changes(
    ann: Person,
) -> None:
    contract = ann.make("/v1/contracts/adopt", {**LARGE, "regime": "unknown"})
    raise_by_much(ann, contract)
    assert "notice_uk10" not in dict(due(ann))

    bought = {"regime": "PA23", "source": "The award notice"}
    ann.make(f"/v1/contracts/{contract['id']}/establish", bought)

    assert dict(due(ann))["notice_uk10"] == "2026-11-20"


def test_grants_that_end_run_out_for_whom_they_are(council: Council) -> None:
    rob = council.person("Rob", "reader", until="2026-12-31")
    council.person("Sue", "reader", until="2026-12-30")

    assert due(rob) == [("grant_end", "2026-12-31")]


def test_clocks_are_asked_as_of_any_day_and_as_known_then(
    ann: Person, care: Json
) -> None:
    position = ann.get("/v1/clocks").json()["position"]
    ann.make(f"/v1/contracts/{care['id']}/describe", {"review_on": "2027-01-15"})

    assert dict(due(ann))["contract_review"] == "2027-01-15"
    then = clocks(ann, f"known_at={position}&kind=contract_review")
    (known,) = then["items"]
    assert (known["due"], then["position"]) == ("2026-11-01", position)


@pytest.mark.usefixtures("care")
def test_pages_follow_one_another_in_either_order(ann: Person) -> None:
    for order in ("due", "-due"):
        whole = [one["id"] for one in clocks(ann, f"sort={order}")["items"]]
        paged, cursor = [], ""
        while cursor is not None:
            page = ann.get(f"/v1/clocks?limit=2&sort={order}{cursor}").json()
            paged += [one["id"] for one in page["items"]]
            cursor = page["next"] and f"&cursor={page['next']}"
        assert paged == whole
        assert len(set(whole)) == len(whole) > 4


@pytest.mark.usefixtures("care")
def test_a_cursor_serves_its_own_question_alone(ann: Person) -> None:
    cursor = ann.get("/v1/clocks?limit=1").json()["next"]

    refused = ann.get(f"/v1/clocks?limit=1&kind=contract_end&cursor={cursor}")

    assert (refused.status_code, refused.json()["rule"]) == (422, "cursor")


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("kind=birthday", "/kind"),
        ("basis=whim", "/basis"),
        ("from=2026-02-30", "/from"),
        ("until=tomorrow", "/until"),
        ("overdue=perhaps", "/overdue"),
        ("owner=ann", "/owner"),
        ("contract=care", "/contract"),
        ("sort=kind", "/sort"),
        ("limit=0", "/limit"),
        ("colour=red", "/colour"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    ann: Person, query: str, pointer: str
) -> None:
    reply = ann.get(f"/v1/clocks?{query}")

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


@pytest.mark.usefixtures("care")
def test_ones_own_part_says_how_many_lie_outside(ann: Person, manager: Person) -> None:
    ann.make("/v1/contracts/adopt", {**LIVE, "title": "Another's"})

    mine = clocks(manager, "within=mine")

    assert {one["contract"]["title"] for one in mine["items"]} == {LIVE["title"]}
    assert mine["outside_scope"] == {"count": 6, "value": None}


def test_files_hold_all_clocks_and_no_formula(ann: Person) -> None:
    ann.make("/v1/contracts/adopt", {**LIVE, "title": "=Home care"})

    rows = read_csv(ann.get("/v1/clocks.csv?kind=contract_end"))

    (row,) = rows
    assert (row["due"], row["overdue"]) == ("2027-05-31", "no")
    assert row["subject.title"] == "'=Home care"
    assert ann.get("/v1/clocks.xlsx").status_code == 200
    assert ann.get("/v1/clocks.csv?limit=1").status_code == 422


def calendar(who: Person, query: str = "") -> tuple[str, list[Any]]:
    """A calendar that a program would read: its text, and its entries."""
    reply = who.get(f"/v1/clocks.ics?{query}")
    assert reply.status_code == 200
    assert reply.headers["Content-Type"].startswith("text/calendar")
    read = Calendar.from_ical(reply.content)
    assert read.errors == []
    return reply.text, list(read.walk("VEVENT"))


@pytest.mark.usefixtures("care")
def test_the_calendar_is_one_that_programs_read(ann: Person) -> None:
    text, entries = calendar(ann, "basis=contract")

    ends = [e for e in entries if str(e["SUMMARY"]).startswith("The contract ends")]
    assert [one.decoded("DTSTART") for one in ends] == [date(2027, 5, 31)]
    assert [one.decoded("DTEND") for one in ends] == [date(2027, 6, 1)]
    assert all(line.endswith("\r\n") for line in text.splitlines(keepends=True))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert len({str(one["UID"]) for one in entries}) == len(entries) > 2


def test_an_entry_that_moves_keeps_its_id(ann: Person, care: Json) -> None:
    _, (before,) = calendar(ann, "kind=contract_review")
    ann.make(f"/v1/contracts/{care['id']}/describe", {"review_on": "2027-01-15"})

    _, (after,) = calendar(ann, "kind=contract_review")

    assert before["UID"] == after["UID"]
    assert before.decoded("DTSTART") != after.decoded("DTSTART")


def test_no_calendar_tells_figures_or_what_is_restricted(
    ann: Person, care: Json
) -> None:
    secret = {"title": "Payroll is late", "handling": "restricted"}
    risk = ann.make("/v1/risks", {**secret, "contract_id": care["id"]})
    path = f"/v1/risks/{risk['id']}"
    ann.make(f"{path}/describe", {"next_review": "2026-12-01"})
    ann.make(f"{path}/add-action", {"title": "Ring bank", "due": "2026-12-02"})
    owed = {"owed_by": "council", "what": "Pay 12,000", "due_on": "2026-12-03"}
    ann.make(f"/v1/contracts/{care['id']}/set-obligation", owed)

    text, entries = calendar(ann, "from=2026-12-01&until=2026-12-03")

    assert len(entries) == 3
    assert risk["reference"] in text
    for word in ("Payroll", "bank", "12,000", "12\\,000"):
        assert word not in text


def test_what_is_restricted_is_neither_due_nor_counted_for_others(
    ann: Person, ben: Person, care: Json
) -> None:
    before = clocks(ben)
    secret = {"title": "Payroll is late", "handling": "restricted"}
    risk = ann.make("/v1/risks", {**secret, "contract_id": care["id"]})
    other = ann.make("/v1/risks", {**secret, "contract_id": care["id"]})
    ann.make(f"/v1/risks/{risk['id']}/describe", {"next_review": "2026-12-01"})

    after, mine = clocks(ben), clocks(ann)

    for said in (before, after):
        said.pop("position")
    assert before == after
    assert mine["not_known"]["risk_review"] == 1
    assert other["id"] not in str(after)


def test_what_was_found_is_not_told_after_the_next_entry(
    ann: Person, ben: Person, care: Json
) -> None:
    path = f"/v1/contracts/{care['id']}/describe"
    for day in ("2026-12-01", "2026-12-02"):
        ann.make(path, {"review_on": day})
        for who in (ann, ben, ann):
            assert dict(due(who))["contract_review"] == day


def test_the_other_order_and_the_file_leave_a_list_as_it_was(
    ann: Person, care: Json
) -> None:
    first = due(ann, f"contract={care['id']}")
    ann.get(f"/v1/clocks.csv?contract={care['id']}&sort=-due")

    latest_first = due(ann, f"contract={care['id']}&sort=-due")
    days = [day for _, day in latest_first]
    assert (sorted(days, reverse=True), set(latest_first)) == (days, set(first))
    assert due(ann, f"contract={care['id']}") == first
