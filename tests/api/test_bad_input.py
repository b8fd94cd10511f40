"""What must never get in: a problem that names field and rule, and nothing written."""

import gzip
import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from httpx2 import Response

from tests.api.council import Council, Person

JSON = {"Content-Type": "application/json"}
RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}
SCORE = {"likelihood": 4, "impact": 5}


@pytest.fixture(scope="module")
def council(standing_council: Council) -> Council:
    """One council for all: nothing of this gets in."""
    return standing_council


@pytest.fixture(scope="module")
def ann(council: Council) -> Person:
    """A commissioner of everything."""
    return council.person("Ann Atkins", "commissioner")


@pytest.fixture(scope="module")
def risk(ann: Person) -> str:
    """The address of a risk."""
    return f"/v1/risks/{ann.make('/v1/risks', RISK)['id']}"


def refused(
    council: Council, reply: Response, status: int, rule: str, pointers: Iterable[str]
) -> None:
    """Asserts a problem with all that it has to have, and that nothing was written."""
    problem = reply.json()
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert (reply.status_code, problem["status"]) == (status, status), reply.text
    assert (problem["rule"], problem["type"]) == (rule, f"/problems/{rule}")
    assert [error["pointer"] for error in problem["errors"]] == list(pointers)
    assert all(error["message"] for error in problem["errors"])
    assert problem["request_id"] == reply.headers["Request-Id"]
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in reply.text
    assert council.client.get(problem["type"]).status_code == 200


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"title": 7}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": "a" * 301}, "/title"),
        ({"title": "hidden\x00byte"}, "/title"),
        ({"title": None}, "/title"),
        ({"title": ["a"]}, "/title"),
        ({"handling": "secret"}, "/handling"),
        ({"next_review": 0}, "/next_review"),
        ({"next_review": "2026-02-30"}, "/next_review"),
        ({"next_review": "21/11/2026"}, "/next_review"),
        ({"owner": "priya"}, "/owner"),
        ({"cause": {"unknown": "forgot"}}, "/cause/unknown"),
        ({"colour": "red"}, "/colour"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"effective_on": 20261121}, "/effective_on"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named(
    council: Council, ann: Person, said: Mapping[str, Any], pointer: str
) -> None:
    before = council.head()

    reply = ann.post("/v1/risks", {**RISK, **said})

    refused(council, reply, 422, "validation", [pointer])
    assert council.head() == before


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"likelihood": False, "impact": 5}, "/current/likelihood"),
        ({"likelihood": "4", "impact": 5}, "/current/likelihood"),
        ({"likelihood": 4.0, "impact": 5}, "/current/likelihood"),
        ({"likelihood": 6, "impact": 5}, "/current/likelihood"),
        ({"likelihood": 4}, "/current/impact"),
        ("high", "/current"),
    ],
)
def test_a_score_is_two_whole_numbers_from_one_to_five(
    council: Council, ann: Person, risk: str, said: Any, pointer: str
) -> None:
    reply = ann.post(f"{risk}/assess", {"current": said, "reason": "It got worse"})

    refused(council, reply, 422, "validation", [pointer])


def test_every_fault_is_told_at_once(council: Council, ann: Person) -> None:
    reply = ann.post("/v1/risks", {"title": 7, "handling": "x", "colour": "red"})

    refused(council, reply, 422, "validation", ["/title", "/handling", "/colour"])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"title": "a"} and more',
        b"\xef\xbb\xbf{}",
        b"\xff\xfe",
        b'{"title": "\xed\xa0\x80"}',
        b'{"title": "a", "title": "b"}',
        b'{"title": NaN}',
        b'{"title": Infinity}',
        b'{"title": 1e400}',
        b'{"title": 9007199254740993}',
        b'{"title": ' + b"9" * 100_000 + b"}",
        rb'{"title": "\ud800"}',
        rb'{"\udfff": 1}',
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 40 + b"1" + b"}" * 40,
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_body_that_is_not_one_json_text_is_refused(
    council: Council, ann: Person, body: bytes
) -> None:
    before = council.head()

    reply = ann.send("POST", "/v1/risks", content=body, headers=JSON)

    refused(council, reply, 400, "not-json", [])
    assert council.head() == before


def test_a_packed_body_is_not_unpacked(council: Council, ann: Person) -> None:
    bomb = gzip.compress(b" " * 2**24)
    headers = {**JSON, "Content-Encoding": "gzip"}

    reply = ann.send("POST", "/v1/risks", content=bomb, headers=headers)

    refused(council, reply, 400, "not-json", [])


def test_words_are_kept_in_one_spelling(ann: Person) -> None:
    decomposed = unicodedata.normalize("NFD", "Café is to close")

    entered = ann.make("/v1/risks", {**RISK, "title": decomposed})

    assert entered["title"] == unicodedata.normalize("NFC", decomposed)
    assert entered["title"] != decomposed


@pytest.mark.parametrize("body", [b"[]", b'"risk"', b"7", b"null"])
def test_a_body_that_is_no_object_is_refused(
    council: Council, ann: Person, body: bytes
) -> None:
    reply = ann.send("POST", "/v1/risks", content=body, headers=JSON)

    refused(council, reply, 422, "validation", [""])


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "", "json", "a/b+c"]
)
def test_only_json_is_taken_for_json(council: Council, ann: Person, media: str) -> None:
    body = json.dumps(RISK).encode()

    reply = ann.send("POST", "/v1/risks", content=body, headers={"Content-Type": media})

    refused(council, reply, 415, "content-type", [])


@pytest.mark.parametrize("size", [2**20 + 1, 3 * 2**20])
def test_a_body_above_one_mebibyte_is_refused(
    council: Council, ann: Person, size: int
) -> None:
    reply = ann.send("POST", "/v1/risks", content=b" " * size, headers=JSON)

    refused(council, reply, 413, "body-size", [])


def test_a_body_that_hides_its_size_is_counted(council: Council, ann: Person) -> None:
    def chunks() -> Iterable[bytes]:
        yield from [b" " * 2**16] * 17

    reply = ann.send("POST", "/v1/risks", content=chunks(), headers=JSON)

    refused(council, reply, 413, "body-size", [])


def test_what_is_unknown_is_named(council: Council, ann: Person) -> None:
    nobody = "5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a01"

    reply = ann.post("/v1/risks", {"title": "It ends", "contract_id": nobody})

    refused(council, reply, 422, "unknown-reference", ["/contract_id"])


@pytest.mark.parametrize(
    "named",
    ["5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a01", "R-999999", "C-1", "1", "%00", "é"],
)
def test_what_is_not_there_is_not_found(
    council: Council, ann: Person, named: str
) -> None:
    asked = ann.get(f"/v1/risks/{named}")
    told = ann.post(f"/v1/risks/{named}/review")

    refused(council, asked, 404, "not-found", [])
    refused(council, told, 404, "not-found", [])


def test_an_address_that_is_none_is_said_to_be_none(
    council: Council, ann: Person
) -> None:
    reply = ann.get("/v1/riskz")

    refused(council, reply, 404, "no-such-path", [])


def test_the_wrong_method_is_told_the_right_ones(council: Council, ann: Person) -> None:
    reply = ann.send("PATCH", "/v1/risks")

    refused(council, reply, 405, "method", [])
    assert reply.headers["Allow"] == "GET, POST"


def test_no_header_overrides_the_method(council: Council, ann: Person) -> None:
    before = council.head()

    reply = ann.get("/v1/risks", headers={"X-HTTP-Method-Override": "POST"})

    assert reply.status_code == 200
    assert council.head() == before


@pytest.mark.parametrize(
    ("query", "rule", "pointer"),
    [
        ("limit=0", "list-question", "/limit"),
        ("limit=100000", "validation", "/limit"),
        ("limit=201", "list-question", "/limit"),
        ("limit=ten", "validation", "/limit"),
        ("limit=1&limit=2", "validation", "/limit"),
        ("cursor=abc", "cursor", "/cursor"),
        ("sort=colour", "list-question", "/sort"),
        ("colour=red", "list-question", "/colour"),
        ("current=high", "list-question", "/current"),
        ("effective_on=2027-11-21", "validation", "/effective_on"),
        ("effective_on=today", "validation", "/effective_on"),
        ("effective_on=", "validation", "/effective_on"),
        ("known_at=", "validation", "/known_at"),
        ("known_at=999999", "validation", "/known_at"),
        ("known_at=0", "validation", "/known_at"),
        ("known_at=2027-11-21T00:00:00Z", "validation", "/known_at"),
        ("known_at=2026-11-21", "validation", "/known_at"),
        ("known_at=2026-13-41T00:00:00Z", "validation", "/known_at"),
        ("known_at=checkpoint:999999", "validation", "/known_at"),
        ("q=%00", "validation", "/q"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(
    council: Council, ann: Person, query: str, rule: str, pointer: str
) -> None:
    reply = ann.get(f"/v1/risks?{query}")

    refused(council, reply, 422, rule, [pointer])


def test_a_command_takes_no_query(council: Council, ann: Person) -> None:
    reply = ann.post("/v1/risks?dry_run=true", RISK)

    refused(council, reply, 422, "validation", ["/dry_run"])


def test_a_date_in_the_future_is_refused(council: Council, ann: Person) -> None:
    reply = ann.post("/v1/risks", {**RISK, "effective_on": "2027-01-01"})

    refused(council, reply, 422, "effective-on", ["/effective_on"])
