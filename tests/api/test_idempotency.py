"""A command sent twice happens once; a stale one does not happen."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.council import Council, Person
from tests.conftest import Clock

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}
ONCE = {"Idempotency-Key": "6f1c0f52-once"}
SCORE = {"current": {"likelihood": 4, "impact": 5}, "reason": "Shifts cancelled"}


def test_a_request_sent_again_gets_the_same_reply(
    council: Council, ann: Person
) -> None:
    first = ann.post("/v1/risks", RISK, headers=ONCE)
    head = council.head()

    again = ann.post("/v1/risks", RISK, headers=ONCE)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    for header in ("ETag", "Location", "Register-Position"):
        assert again.headers[header] == first.headers[header]
    assert council.head() == head


def test_the_reply_is_the_thing_as_known_then(ann: Person) -> None:
    first = ann.post("/v1/risks", RISK, headers=ONCE)
    ann.post(f"{first.headers['Location']}/assess", SCORE)

    again = ann.post("/v1/risks", RISK, headers=ONCE)

    assert again.json()["current"] is None
    assert again.json() == first.json()


def test_the_same_key_for_another_body_is_refused(
    council: Council, ann: Person
) -> None:
    ann.post("/v1/risks", RISK, headers=ONCE)
    head = council.head()

    reply = ann.post("/v1/risks", {**RISK, "title": "Another"}, headers=ONCE)

    assert reply.status_code == 422
    assert reply.json()["rule"] == "idempotency-key-reused"
    assert council.head() == head


def test_the_same_key_for_another_path_is_refused(ann: Person) -> None:
    ann.post("/v1/risks", RISK, headers=ONCE)

    reply = ann.post("/v1/risks/adopt", RISK, headers=ONCE)

    assert reply.json()["rule"] == "idempotency-key-reused"


def test_a_key_belongs_to_its_caller(ann: Person, ben: Person) -> None:
    first = ann.post("/v1/risks", RISK, headers=ONCE)

    other = ben.post("/v1/risks", RISK, headers=ONCE)

    assert other.status_code == 201
    assert other.json()["id"] != first.json()["id"]


def test_a_refused_request_may_be_sent_again(ann: Person) -> None:
    refused = ann.post("/v1/risks", {**RISK, "handling": "x"}, headers=ONCE)

    accepted = ann.post("/v1/risks", RISK, headers=ONCE)

    assert (refused.status_code, accepted.status_code) == (422, 201)


def test_twins_at_the_same_time_happen_once(council: Council, ann: Person) -> None:
    before = council.head()

    with ThreadPoolExecutor(8) as pool:
        sent = [
            pool.submit(ann.post, "/v1/risks", RISK, headers=ONCE) for _ in range(8)
        ]
        replies = [reply.result() for reply in sent]

    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.json()["id"] for reply in replies}) == 1
    assert council.head() == before + 1


def test_after_a_day_the_key_is_forgotten(clock: Clock, ann: Person) -> None:
    first = ann.post("/v1/risks", RISK, headers=ONCE)
    clock.forward(hours=25)
    ann.post("/v1/risks", RISK, headers={"Idempotency-Key": "another"})

    again = ann.post("/v1/risks", RISK, headers=ONCE)

    assert again.json()["id"] != first.json()["id"]


def test_a_command_that_changes_nothing_says_so_with_200(
    council: Council, ann: Person
) -> None:
    risk = ann.post("/v1/risks", RISK).headers["Location"]
    first = ann.post(f"{risk}/assess", SCORE)
    head = council.head()

    again = ann.post(f"{risk}/assess", SCORE)

    assert again.status_code == 200
    assert again.headers["ETag"] == first.headers["ETag"]
    assert council.head() == head


@pytest.mark.parametrize("key", ["", " ", "k" * 256, "k" * 10_000, "two\twords"])
def test_a_key_is_short_and_plain(council: Council, ann: Person, key: str) -> None:
    head = council.head()

    reply = ann.post("/v1/risks", RISK, headers={"Idempotency-Key": key})

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "/Idempotency-Key"
    assert council.head() == head


def test_a_version_that_has_passed_is_stale(council: Council, ann: Person) -> None:
    entered = ann.post("/v1/risks", RISK)
    risk, seen = entered.headers["Location"], entered.headers["ETag"]
    ann.post(f"{risk}/assess", SCORE)
    head = council.head()

    reply = ann.post(f"{risk}/review", headers={"If-Match": seen})

    assert reply.status_code == 412
    assert "it now is 2" in reply.json()["detail"]
    assert council.head() == head


def test_the_version_that_was_read_is_taken(ann: Person) -> None:
    entered = ann.post("/v1/risks", RISK)
    risk, seen = entered.headers["Location"], entered.headers["ETag"]

    reply = ann.post(f"{risk}/review", headers={"If-Match": seen})

    assert (reply.status_code, reply.headers["ETag"]) == (200, '"2"')


@pytest.mark.parametrize(
    ("tag", "status"),
    [("*", 412), ('W/"1"', 412), ("1", 422), ('"one"', 422), ('"1", "2"', 422)],
)
def test_only_one_strong_tag_is_compared(ann: Person, tag: str, status: int) -> None:
    risk = ann.post("/v1/risks", RISK).headers["Location"]

    reply = ann.post(f"{risk}/review", headers={"If-Match": tag})

    assert reply.status_code == status


def test_what_is_new_matches_no_version(council: Council, ann: Person) -> None:
    head = council.head()

    reply = ann.post("/v1/risks", RISK, headers={"If-Match": '"1"'})

    assert reply.status_code == 412
    assert council.head() == head


def test_a_header_that_decides_is_sent_once(council: Council, ann: Person) -> None:
    head = council.head()
    twice = [
        ("Authorization", f"Bearer {ann.key}"),
        ("Idempotency-Key", "one"),
        ("Idempotency-Key", "two"),
    ]

    reply = council.client.post("/v1/risks", json=RISK, headers=twice)

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "/idempotency-key"
    assert council.head() == head


def test_a_key_that_is_none_is_refused_before_a_version_that_is_none(
    ann: Person,
) -> None:
    risk = ann.make("/v1/risks", {"title": "It ends", "scope": "council"})
    both = {"Idempotency-Key": "a\tb", "If-Match": "*"}

    refused = ann.post(f"/v1/risks/{risk['id']}/review", {}, headers=both)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/Idempotency-Key"
