"""Sheets sent over HTTP: looked at first, then taken, then read as what they became."""

from typing import Any
from uuid import uuid4

import orjson
import pytest
from httpx2 import Response
from jsonschema import Draft202012Validator

from tests.api.council import Council, Person
from tests.api.imports.sheets import (
    XLSX,
    contract_row,
    contracts_sheet,
    csv_of,
)
from tests.api.imports.test_ocds import ALL

NAMES = {"Halden Homes Ltd, Wick and Sons Ltd": "Halden Care 1 Ltd"}


def send(who: Person, data: bytes, **asked: Any) -> Response:
    """Sends a sheet; tables in what is asked go as JSON."""
    headers = {"Content-Type": asked.pop("media", XLSX)}
    if (key := asked.pop("key", None)) is not None:
        headers["Idempotency-Key"] = key
    said = {
        name: value if isinstance(value, str) else orjson.dumps(value).decode()
        for name, value in {"kind": "contracts", **asked}.items()
    }
    return who.send("POST", "/v1/imports", content=data, params=said, headers=headers)


def test_a_sheet_is_looked_at_and_then_taken(council: Council, ann: Person) -> None:
    data, head = contracts_sheet(3), council.head()

    preview = send(ann, data, dry_run="true").json()
    assert council.head() == head
    taken = send(ann, data, file_name="contracts.xlsx")

    report = taken.json()
    assert taken.status_code == 201
    assert preview["summary"] == report["summary"]
    assert preview["columns"] == report["columns"]
    assert (preview["id"], preview["dry_run"]) == (None, True)
    kept = ann.get(taken.headers["Location"]).json()
    assert kept["counts"] == report["counts"]
    rows = ann.get(f"/v1/rows?import_id={report['id']}").json()
    assert [row["became"] for row in rows["items"]] == ["contract"] * 3
    assert ann.get("/v1/contracts").json()["total"] == 3


def test_a_preview_shows_the_cells_to_mend(ann: Person) -> None:
    data = contracts_sheet(0, contract_row(0, **{"End date": "31/02/2027"}))

    preview = send(ann, data, dry_run="true").json()

    cell = next(cell for cell in preview["cells"] if cell["column"] == "G")
    assert (cell["row"], cell["field"], cell["value"]) == (4, "End date", "31/02/2027")
    assert cell["advice"] == "write dates as 2027-03-31 or 31/03/2027"


def test_the_values_of_faults_stay_out_of_what_is_kept(ann: Person) -> None:
    data = contracts_sheet(0, contract_row(0, **{"End date": "31/02/2027"}))

    report = send(ann, data).json()

    kept = ann.get(f"/v1/imports/{report['id']}").json()
    assert "31/02/2027" not in str(kept["faults"])
    assert {fault.get("column") for fault in kept["faults"]} >= {"G"}


def test_an_offer_is_a_command_that_settles_the_difference(ann: Person) -> None:
    send(ann, contracts_sheet(1))
    later = contracts_sheet(0, contract_row(0, **{"Payment terms": "45"}))
    (difference,) = send(ann, later).json()["differences"]
    offer = difference["offers"][0]

    reply = ann.post(offer["path"], offer["body"])

    assert reply.status_code == 200
    assert reply.json()["payment_terms_days"] == 45
    assert send(ann, later).json()["differences"] == []


def test_what_is_said_with_a_file_is_remembered_only_when_it_is_taken(
    ann: Person,
) -> None:
    send(ann, contracts_sheet(0, contract_row(1)))
    both, firm = next(iter(NAMES.items()))
    row = contract_row(2, **{"Supplier name": both, "Company number": None})
    data = contracts_sheet(0, row)

    send(ann, data, source="two", suppliers=NAMES, dry_run="true")
    unsaid = send(ann, data, source="two", dry_run="true").json()
    send(ann, data, source="two", suppliers=NAMES)

    assert [match["what"] for match in unsaid["to_match"]] == ["supplier"]
    names = {each["provider_name"] for each in ann.get("/v1/contracts").json()["items"]}
    assert names == {firm}


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"columns": "not json"}, "/columns"),
        ({"columns": [1]}, "/columns"),
        ({"scores": {"Red": {"likelihood": 9, "impact": 1}}}, "/scores/Red/likelihood"),
        ({"header_row": "first"}, "/header_row"),
        ({"kind": "slides"}, "/kind"),
        ({"sheet": "n" * 301}, "/sheet"),
    ],
)
def test_what_is_asked_amiss_is_refused_with_its_place(
    ann: Person, asked: dict[str, Any], pointer: str
) -> None:
    reply = send(ann, contracts_sheet(1), **asked)

    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


def test_names_that_lead_nowhere_are_refused_before_anything_is_taken(
    council: Council, ann: Person
) -> None:
    head = council.head()

    reply = send(ann, contracts_sheet(1), suppliers={"Halden": "O-999"})

    assert reply.status_code == 422
    assert "O-999" in reply.text
    assert council.head() == head


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"one,two\r\n"])
def test_what_is_no_sheet_is_refused(
    council: Council, ann: Person, data: bytes
) -> None:
    head = council.head()

    reply = send(ann, data)

    assert reply.status_code == 422
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert council.head() == head


def test_a_sheet_is_sent_as_what_it_is(ann: Person) -> None:
    data = csv_of(["Title", "Supplier"], ["Care", "Halden Care Ltd"])

    assert send(ann, data, media="text/csv").status_code == 201
    assert send(ann, data, media="image/png").status_code == 415


def test_a_manager_brings_in_an_own_portfolio_and_no_other(council: Council) -> None:
    mia = council.person("Mia Manager", "contract_manager", scope="all")
    mine = contracts_sheet(0, contract_row(1, **{"Contract manager": None}))
    theirs = contracts_sheet(0, contract_row(2))
    small = council.person("Sam Small", "contract_manager", scope={})

    assert send(mia, mine, source="mia").json()["counts"]["new"] == 1
    report = send(small, theirs, source="sam").json()
    assert (report["counts"]["new"], report["counts"]["refused"]) == (0, 1)
    assert "rights/adopt_contract" in str(report["faults"])


def test_who_may_not_import_learns_that_and_nothing_else(council: Council) -> None:
    reader = council.person("Rob Reader", "reader")

    assert send(reader, contracts_sheet(1)).status_code == 403
    assert send(reader, contracts_sheet(1), dry_run="true").status_code == 403


def test_the_same_request_is_carried_out_once(council: Council, ann: Person) -> None:
    key, data = str(uuid4()), contracts_sheet(2)
    first = send(ann, data, key=key)
    head = council.head()

    again = send(ann, data, key=key)

    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json()["id"] == first.json()["id"]
    assert council.head() == head


def test_replies_are_as_the_document_says(council: Council, ann: Person) -> None:
    document = council.document()
    operation = document["paths"]["/v1/imports"]["post"]
    rows = [contract_row(0), contract_row(1, **{"Supplier name": "A Ltd, B Ltd"})]
    data = contracts_sheet(0, *rows)
    edited = contracts_sheet(0, contract_row(0, **{"Payment terms": 60}), rows[1])
    key = str(uuid4())

    for sent, asked, status in (
        (data, {"dry_run": "true"}, "200"),
        (data, {"key": key}, "201"),
        (data, {"key": key}, "201"),
        (edited, {}, "201"),
    ):
        reply = send(ann, sent, **asked)
        content = operation["responses"][status]["content"]["application/json"]
        schema = {**content["schema"], "components": document["components"]}
        assert str(reply.status_code) == status
        Draft202012Validator(schema).validate(reply.json())
    for noun, path in (("Import", "imports"), ("Row", "rows")):
        for kept in ann.get(f"/v1/{path}").json()["items"]:
            schema = {"$ref": f"#/components/schemas/{noun}"}
            whole = {**schema, "components": document["components"]}
            Draft202012Validator(whole).validate(kept)


def test_releases_of_ocds_are_sent_as_json(council: Council, ann: Person) -> None:
    headers = {"Content-Type": "application/json"}
    asked = {"kind": "ocds"}

    reply = ann.send("POST", "/v1/imports", content=ALL, params=asked, headers=headers)

    assert reply.status_code == 201
    assert ann.get("/v1/contracts").json()["total"] == 1
    assert ann.get("/v1/changes").json()["items"][0]["status"] == "implemented"
    assert ann.get("/v1/rows?unknown=became").json()["total"] > 3
    other = {"Content-Type": "text/csv"}
    csv = ann.send("POST", "/v1/imports", content=ALL, params=asked, headers=other)
    assert csv.status_code == 415
    assert council.head() > 1


def test_what_is_confidential_in_a_sheet_is_read_by_whoever_brought_it(
    ann: Person, ben: Person
) -> None:
    ann.make("/v1/contracts", {"title": "Home care"})
    header = ["Contract", "Risk", "Confidential", "Minutes"]
    data = csv_of(
        header,
        ["Home care", "Insolvency feared", "Yes", "Agenda item nine"],
        ["Home care", "Rota is thin", "No", "Agenda item ten"],
    )

    report = send(ann, data, kind="risks", media="text/csv").json()

    assert report["counts"]["new"] == 2
    for path in ("risks", "rows"):
        assert ann.get(f"/v1/{path}").json()["total"] == 2
        assert ben.get(f"/v1/{path}").json()["total"] == 1
    assert ann.get("/v1/risks?q=item nine").json()["total"] == 1
    assert ben.get("/v1/risks?q=item nine").json()["total"] == 0
    hidden = ann.get("/v1/rows?q=item nine").json()["items"][0]["id"]
    assert ben.get(f"/v1/rows/{hidden}").status_code == 404
    assert ben.get(f"/v1/rows/{hidden}/history").status_code == 404
    assert "Insolvency" not in ben.get("/v1/events?limit=200").text


def test_what_was_struck_out_of_a_row_stays_out_and_the_file_comes_again(
    ann: Person, ben: Person
) -> None:
    data = contracts_sheet(1)
    send(ann, data)
    (row,) = ann.get("/v1/rows").json()["items"]
    position = int(row["reference"].removeprefix("RW-"))
    for name in ("says", "unmapped"):
        asked = {
            "position": position,
            "field": name,
            "basis": "uk_gdpr_17",
            "reason": "It names somebody",
        }
        wish = ann.make("/v1/erasures", asked)
        assert ben.post(f"/v1/erasures/{wish['id']}/approve").status_code == 200

    again = send(ann, data)

    left = ann.get(f"/v1/rows/{row['id']}").json()
    assert (again.status_code, again.json()["counts"]["unchanged"]) == (200, 1)
    assert left["says"].startswith("erased by #")
    assert left["unmapped"].startswith("erased by #")
    assert ann.get("/v1/contracts?q=mini-competition").json()["total"] == 0


SECRETS = [("Contract", "Risk", "RAG"), ("Home care", "It ends", "Red")]


def test_the_report_on_risks_is_for_who_brought_them_one_may_be_restricted(
    council: Council, ann: Person
) -> None:
    ann.make("/v1/contracts", {"title": "Home care"})
    head = council.head()
    brought = send(ann, csv_of(*SECRETS), media="text/csv", kind="risks").json()
    rea, aud = council.person("Rea Reader", "reader"), council.person("Aud", "auditor")
    risk = ann.get("/v1/risks").json()["items"][0]
    ann.make(f"/v1/risks/{risk['id']}/set-handling", {"handling": "restricted"})

    of_import = f"/v1/imports/{brought['id']}"
    asked = (of_import, "/v1/imports", f"{of_import}/history", f"/v1/diff?from={head}")
    for path in (*asked, f"/v1/events?cursor={head}", "/v1/imports.csv"):
        others, own = rea.get(path).text, ann.get(path).text
        assert '"repeated":0' in own.replace(" ", "").replace('""', '"'), path
        assert "repeated" not in others, path
        assert "table" in own, path
        assert "table" not in others, path

    whole = ann.get(of_import).json()
    hidden = dict.fromkeys(("counts", "faults", "to_match"))
    assert rea.get(of_import).json() == {**whole, **hidden}
    assert aud.get(of_import).json()["counts"] == whole["counts"]
    assert rea.get(f"/v1/rows?import_id={brought['id']}").json()["total"] == 0


def test_the_report_on_contracts_is_for_every_officer(
    council: Council, ann: Person
) -> None:
    brought = send(ann, contracts_sheet(1)).json()

    read = council.person("Rea Reader", "reader").get(f"/v1/imports/{brought['id']}")

    assert read.json()["counts"] == brought["counts"]
