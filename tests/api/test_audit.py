"""The auditor's questions over HTTP: pages, files, refusals, and their proofs."""

import csv
import io
import json
from datetime import date

import pytest

from api.software import note_software, running
from domain.ledger.head_code import head_code
from domain.ledger.note import encoded
from tests.api.council import Council, Json, Person

CARE: Json = {"title": "=Home care", "status": "live", "start": "2024-04-01"}
RISE: Json = {"title": "A rise", "kind": "price", "raised_by": "provider"}
IMPACT: Json = {"value_delta": {"amount": "41000.00"}, "exit": "None"}


@pytest.fixture(scope="module")
def auditor(standing_council: Council) -> Person:
    """Somebody who audits the register as a whole."""
    return standing_council.person("Aud Itor", "auditor")


@pytest.fixture(scope="module")
def ann(standing_council: Council) -> Person:
    """A commissioner."""
    return standing_council.person("Ann Atkins", "commissioner")


@pytest.fixture(scope="module")
def care(ann: Person) -> Json:
    """A contract with a change that was in force before anybody approved it."""
    care = ann.make("/v1/contracts/adopt", CARE)
    rise = ann.make("/v1/changes", {**RISE, "contract_id": care["id"]})
    path = f"/v1/changes/{rise['id']}"
    ann.make(f"{path}/assess-impact", IMPACT)
    ann.make(f"{path}/implement", {"implemented_on": "2026-11-02"})
    hidden = {"title": "Hush", "contract_id": care["id"], "handling": "restricted"}
    ann.make("/v1/risks", hidden)
    return care


def answer(who: Person, path: str) -> Json:
    """The answer to a question, which has to be given."""
    reply = who.get(f"/v1/audit/{path}")
    assert reply.status_code == 200, reply.text
    told: Json = reply.json()
    return told


@pytest.mark.usefixtures("care")
def test_an_auditor_is_shown_every_entry_and_its_head(
    standing_council: Council, auditor: Person
) -> None:
    told = answer(auditor, "entries?limit=200")

    proof, head = told["completeness"], standing_council.head()
    assert [row["position"] for row in told["items"]] == [*range(1, head + 1)]
    assert (proof["from"], proof["to"], proof["entries"]) == (1, head, head)
    assert (proof["examined"], proof["whole"], proof["scope"]) == (head, True, "all")
    root = standing_council.register.ledger.root_of(head)
    assert proof["checkpoint"] == {
        "size": head,
        "root": encoded(root),
        "code": head_code(root),
    }


@pytest.mark.usefixtures("care")
def test_an_officer_is_told_that_it_is_not_all(standing_council: Council) -> None:
    reader = standing_council.person("Rea Reader", "reader")

    told = answer(reader, "entries?limit=200")

    assert told["completeness"]["whole"] is False
    assert "Hush" not in json.dumps(told)
    theirs = {row["stream"] for row in told["items"] if row["noun"] == "account"}
    assert theirs == {str(reader.account)}


@pytest.mark.usefixtures("care")
def test_an_auditor_of_a_part_is_shown_that_part(
    standing_council: Council, ann: Person
) -> None:
    other = ann.make("/v1/contracts", {"title": "Gritting"})
    part = {"contracts": [other["id"]]}
    who = standing_council.person("Par Tial", "auditor", scope=part)

    told = answer(who, "entries?from=1&limit=200")

    assert {row["title"] for row in told["items"]} <= {"Gritting", "Par Tial", None}
    assert told["completeness"]["whole"] is False
    assert answer(who, "variations")["items"] == []


@pytest.mark.usefixtures("care")
def test_pages_stay_at_the_head_of_the_first(ann: Person, auditor: Person) -> None:
    page = answer(auditor, "entries?limit=3")
    ann.make("/v1/risks", {"title": "Later", "scope": "council"})

    following = answer(auditor, f"entries?limit=3&cursor={page['next']}")

    assert [row["position"] for row in following["items"]] == [4, 5, 6]
    assert following["completeness"] == page["completeness"]
    refused = auditor.get(f"/v1/audit/entries?by={ann.account}&cursor={page['next']}")
    assert refused.status_code == 422


def test_what_was_in_force_before_it_was_approved_is_a_variation(
    auditor: Person, care: Json
) -> None:
    (row,) = answer(auditor, "variations")["items"]

    assert (row["kind"], row["contract"]) == ("change", care["reference"])
    assert row["lag_days"] == (date(2026, 11, 21) - date(2026, 11, 2)).days
    assert row["why"] == ["recorded_late", "not_approved"]
    assert row["value"]["amount"] == "41000.00"


@pytest.mark.usefixtures("care")
def test_a_file_holds_every_row_and_nothing_that_a_spreadsheet_runs(
    auditor: Person,
) -> None:
    reply = auditor.get("/v1/audit/entries.csv?noun=contract")

    rows = [*csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig")))]
    assert "'=Home care" in {row["title"] for row in rows}
    assert reply.headers["Content-Disposition"].startswith("attachment")
    book = auditor.get("/v1/audit/variations.xlsx")
    assert book.content[:2] == b"PK"


@pytest.mark.usefixtures("care")
def test_lines_of_json_end_with_the_proof(auditor: Person) -> None:
    reply = auditor.get("/v1/audit/variations.ndjson")

    *rows, last = map(json.loads, reply.text.splitlines())
    assert len(rows) == last["completeness"]["selected"] == 1
    assert reply.headers["Content-Type"].startswith("application/x-ndjson")


def test_settings_say_what_the_register_went_by(
    standing_council: Council, auditor: Person
) -> None:
    admin = standing_council.person("Ada Able", "administrator")
    admin.make("/v1/policy/set-appetite", {"limit": 9, "reason": "Cabinet"})

    (row,) = answer(auditor, "settings?setting=policy")["items"]

    assert (row["fact"], row["said"]["limit"]) == ("appetite-set", 9)
    assert (row["by_name"], row["reason"]) == ("Ada Able", "Cabinet")


def test_another_program_that_serves_the_register_is_an_entry_and_the_same_is_none(
    standing_council: Council, auditor: Person
) -> None:
    register, now = standing_council.register, running()
    later = now.model_copy(update={"release": "9.0.0", "migration": "0099"})
    for program in (now, now, later, later, now):
        note_software(register, program)

    told = answer(auditor, "settings?setting=software")

    rows = told["items"]
    assert [row["said"]["release"] for row in rows] == [
        now.release,
        "9.0.0",
        now.release,
    ]
    assert [row["said"]["migration"] for row in rows[:2]] == [now.migration, "0099"]
    assert (rows[0]["sha256"], rows[0]["auth"]) == (now.sha256, "system")
    assert told["completeness"]["whole"]


def test_who_asked_to_forget_and_who_agreed_stand_in_one_row(
    standing_council: Council, ann: Person, auditor: Person
) -> None:
    gone = standing_council.person("Fay Forgotten")
    admin = standing_council.person("Abe Able", "administrator")
    wish = {"subject": str(gone.account), "basis": "uk_gdpr_17", "reason": "Asked"}
    made = ann.make("/v1/erasures", wish)
    admin.make(f"/v1/erasures/{made['id']}/approve", {})

    asked, done = answer(auditor, "erasures")["items"]

    assert (asked["fact"], done["fact"]) == ("erasure-requested", "erasure-carried-out")
    assert (done["asked_at"], done["asked_by"]) == (
        asked["position"],
        str(ann.account),
    )
    assert (done["by"], done["basis"]) == (str(admin.account), "uk_gdpr_17")


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("cut-off", "/period_end"),
        ("cut-off?period_end=2026-02-30", "/period_end"),
        ("cut-off?period_end=2026-11-21", "/period_end"),  # that day is not over
        ("cut-off?period_end=2026-11-20&days=-1", "/days"),
        ("entries?noun=dragon", "/noun"),
        ("entries?by=ann", "/by"),
        ("entries?from=9&to=3", "/from"),
        ("entries?to=999999", "/to"),
        ("entries?limit=0", "/limit"),
        ("entries?colour=red", "/colour"),
        ("variations?order=size", "/order"),
        ("four-eyes?show=some", "/show"),
        ("settings?setting=weather", "/setting"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    auditor: Person, query: str, pointer: str
) -> None:
    reply = auditor.get(f"/v1/audit/{query}")

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]
