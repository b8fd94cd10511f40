"""A file imported over HTTP, as from the command line, and kept as a thing to read."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import Response
from jsonschema import Draft202012Validator

from domain.facts.contract import ContractAdopted
from domain.facts.contract_notice import ContractNoticeRecorded
from tests.api.council import Council, Person
from tests.api.imports.importing import facts, notices, rows_of
from tests.api.imports.notices import file_of, notice

SEVERAL = "Halden Homes Ltd, Wick and Sons Ltd"


def send(who: Person, data: bytes, *, key: str | None = None, **asked: Any) -> Response:
    """Sends a file; what is asked goes into the query."""
    headers = {"Content-Type": "application/json"}
    if key is not None:
        headers["Idempotency-Key"] = key
    return who.send("POST", "/v1/imports", content=data, params=asked, headers=headers)


def test_a_file_becomes_an_import_to_read(council: Council, ann: Person) -> None:
    rows = notices(2)
    rows[1]["awarded_supplier"] = SEVERAL

    reply = send(ann, file_of(*rows, notice(title=None)), file_name="march.json")

    report = reply.json()
    assert reply.status_code == 201
    assert reply.headers["Location"] == f"/v1/imports/{report['id']}"
    assert report["summary"] == "2 new, 0 changed, 0 unchanged, 0 no longer listed"
    assert report["counts"]["refused"] == 1
    assert report["to_match"][0]["supplier"] == SEVERAL
    assert len(facts(council.register, ContractAdopted)) == 2
    kept = ann.get(f"/v1/imports/{report['reference']}").json()
    assert kept["file_name"] == "march.json"
    assert kept["counts"] == report["counts"]
    assert kept["faults"] == report["faults"]
    assert kept["faults"][0]["severity"] == "refused"
    assert kept["to_match"][0]["contract_id"] == report["to_match"][0]["contract_id"]
    assert ann.get("/v1/imports").json()["total"] == 1
    assert "march.json" in ann.get("/v1/imports.csv").text


def test_the_same_file_again_is_no_other_import(council: Council, ann: Person) -> None:
    first = send(ann, rows_of(2)).json()
    head = council.head()

    again = send(ann, rows_of(2))

    assert again.status_code == 200
    assert (
        again.json()["summary"] == "0 new, 0 changed, 2 unchanged, 0 no longer listed"
    )
    assert again.json()["id"] == first["id"]
    assert council.head() == head


def test_a_later_file_names_the_one_before(ann: Person) -> None:
    first = send(ann, rows_of(3)).json()

    later = send(ann, rows_of(2)).json()

    assert later["follows"] == first["id"]
    assert later["counts"]["no_longer_listed"] == 1


def test_a_rehearsal_writes_nothing(council: Council, ann: Person) -> None:
    head = council.head()

    reply = send(ann, rows_of(2, awarded_supplier=SEVERAL), dry_run="true")

    report = reply.json()
    assert reply.status_code == 200
    assert (report["id"], report["dry_run"]) == (None, True)
    assert report["counts"]["new"] == 2
    assert {match["contract_id"] for match in report["to_match"]} == {None}
    assert council.head() == head


def test_the_same_request_is_carried_out_once(council: Council, ann: Person) -> None:
    key = str(uuid4())
    first = send(ann, rows_of(2), key=key, source="north")
    head = council.head()

    again = send(ann, rows_of(2), key=key, source="north")
    other = send(ann, rows_of(2), key=key, source="south")

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["summary"] == first.json()["summary"]
    assert other.status_code == 422
    assert council.head() == head


@pytest.mark.parametrize(
    ("data", "status", "saying"),
    [
        (b"{", 400, "is not JSON"),
        (b"", 400, "is empty"),
        (b"\xff", 400, "UTF-8"),
        (b"{}", 422, "no list of notices"),
        (b'{"contracts": []}', 422, "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    council: Council, ann: Person, data: bytes, status: int, saying: str
) -> None:
    head = council.head()

    reply = send(ann, data, key=str(uuid4()))

    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert saying in reply.text
    assert council.head() == head


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "spreadsheet"},
        {"dry_run": "yes"},
        {"rows": "1"},
        {"source": "n" * 301},
        {"file_name": "n" * 301},
    ],
)
def test_what_is_not_taken_is_refused(ann: Person, asked: dict[str, str]) -> None:
    assert send(ann, rows_of(1), **asked).status_code == 422


def test_who_may_not_import_learns_that_and_nothing_else(council: Council) -> None:
    reader = council.person("Rob Reader", "reader")

    assert send(reader, rows_of(1)).status_code == 403
    assert send(reader, b"{").status_code == 403
    assert send(reader, rows_of(1), dry_run="true").status_code == 403


def test_who_imports_is_who_did_it(council: Council, ann: Person) -> None:
    send(ann, rows_of(1))

    kept = next(
        each
        for each in council.register.reading.all_recorded()
        if isinstance(each.fact, ContractNoticeRecorded)
    )
    assert kept.envelope.by == ann.account
    assert kept.envelope.auth.startswith("key:")
    assert kept.envelope.confidence == "public_register"


def test_a_large_file_is_taken(ann: Person) -> None:
    long = rows_of(200, description="Mowing, hedges and beds. " * 400)

    reply = send(ann, long, dry_run="true")

    assert len(long) > 2**20
    assert reply.json()["counts"]["new"] == 200


def test_replies_are_as_the_document_says(council: Council, ann: Person) -> None:
    document = council.document()
    operation = document["paths"]["/v1/imports"]["post"]
    rows = rows_of(1, awarded_supplier=SEVERAL)

    for dry_run, status in (("true", "200"), ("false", "201"), ("false", "200")):
        reply = send(ann, rows, dry_run=dry_run)
        content = operation["responses"][status]["content"]["application/json"]
        schema = {**content["schema"], **_components(document)}
        assert str(reply.status_code) == status
        Draft202012Validator(schema).validate(reply.json())
    kept = ann.get("/v1/imports").json()["items"][0]
    schema = {"$ref": "#/components/schemas/Import", **_components(document)}
    Draft202012Validator(schema).validate(kept)


def _components(document: dict[str, Any]) -> dict[str, Any]:
    return {"components": document["components"]}
