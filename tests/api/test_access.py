"""Who gets in: keys that are known, valid and not revoked, at this very moment."""

from pathlib import Path

import pytest

from api.settings import Settings
from tests.api.conftest import open_council
from tests.api.council import Council, Person
from tests.conftest import Clock

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}


@pytest.fixture
def admin(council: Council) -> Person:
    """An administrator."""
    return council.person("Ada Able", "administrator")


def wrong_keys(key: str) -> list[str]:
    """What looks like a key, or like a header, and is not the key."""
    prefix, named, secret = key.split("_", 2)
    return [
        "",
        key,
        "Basic " + key,
        "Bearer",
        "Bearer " + key + "a",
        "Bearer " + key[:-1],
        f"Bearer {prefix}_{named}_{'A' * len(secret)}",
        f"Bearer {prefix}_{'0' * len(named)}_{secret}",
        f"Bearer {prefix}_{named.upper()}_{secret}" if named != named.upper() else "",
        f"Bearer {key}, Bearer {key}",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
    ]


def test_what_is_no_key_opens_nothing(council: Council, ann: Person) -> None:
    for sent in wrong_keys(ann.key):
        asked = council.client.get("/v1/risks", headers={"Authorization": sent})
        assert asked.status_code == 401, sent
        assert asked.json()["rule"] == "unauthenticated"
        assert asked.headers["WWW-Authenticate"].startswith("Bearer")


def test_nobody_is_refused_before_the_body_is_read(council: Council) -> None:
    reply = council.client.post("/v1/risks", content=b"no json at all")

    assert reply.status_code == 401


def test_an_account_is_no_key(council: Council, ann: Person) -> None:
    forged = f"Bearer cf_{ann.account.hex}_{'A' * 43}"

    reply = council.client.get("/v1/risks", headers={"Authorization": forged})

    assert reply.status_code == 401


def test_a_key_is_issued_shown_once_and_opens(council: Council, admin: Person) -> None:
    once = {"Idempotency-Key": "one-key"}
    body = {"account_id": str(admin.account)}

    issued = admin.post("/v1/keys", body, headers=once)
    again = admin.post("/v1/keys", body, headers=once)

    key = issued.json()["key"]
    assert Person(admin.account, key, council.client).get("/v1/keys").status_code == 200
    assert "key" not in again.json()
    assert again.json()["id"] == issued.json()["id"]
    assert key not in admin.get("/v1/keys").text
    assert issued.headers["Cache-Control"] == "no-store"


def test_a_revoked_key_opens_nothing_from_that_moment(
    council: Council, ann: Person, admin: Person
) -> None:
    ann.make("/v1/risks", RISK)
    named = ann.get("/v1/keys").json()["items"][0]["id"]

    admin.make(f"/v1/keys/{named}/revoke", {})
    head = council.head()

    assert ann.get("/v1/risks").json()["rule"] == "key-revoked"
    assert ann.post("/v1/risks", RISK).status_code == 401
    assert council.head() == head


def test_a_rotated_key_is_the_same_key_with_another_secret(
    council: Council, ann: Person
) -> None:
    (key,) = ann.get("/v1/keys").json()["items"]
    once = {"Idempotency-Key": "one-secret"}

    rotated = ann.post(f"/v1/keys/{key['id']}/rotate", {}, headers=once)
    head = council.head()

    mine = Person(ann.account, rotated.json()["key"], council.client)
    assert rotated.headers["Cache-Control"] == "no-store"
    assert mine.get(f"/v1/keys/{key['id']}").json()["version"] == 2
    assert ann.get("/v1/risks").json()["rule"] == "key-rotated"
    assert ann.post("/v1/risks", RISK).status_code == 401
    again = mine.post(f"/v1/keys/{key['id']}/rotate", {}, headers=once)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "key" not in again.json()
    assert council.head() == head


def test_an_old_secret_opens_until_it_was_to_end(
    council: Council, clock: Clock, ann: Person
) -> None:
    (key,) = ann.get("/v1/keys").json()["items"]
    body = {"old_until": "2026-11-21T10:00:00Z"}
    rotated = ann.make(f"/v1/keys/{key['id']}/rotate", body)
    mine = Person(ann.account, rotated["key"], council.client)

    both = (ann.post("/v1/risks", RISK), mine.post("/v1/risks", RISK))
    clock.forward(hours=2)

    assert [reply.status_code for reply in both] == [201, 201]
    assert rotated["old_until"] == "2026-11-21T10:00:00Z"
    assert ann.post("/v1/risks", RISK).status_code == 401
    assert mine.post("/v1/risks", RISK).status_code == 201


def test_a_key_opens_until_the_day_before_it_expires(
    council: Council, clock: Clock, admin: Person
) -> None:
    body = {"account_id": str(admin.account), "expires_on": "2026-11-23"}
    key = admin.make("/v1/keys", body)["key"]
    mine = Person(admin.account, key, council.client)

    clock.forward(days=1)
    allowed = mine.get("/v1/keys").status_code
    clock.forward(days=1)

    assert (allowed, mine.get("/v1/keys").status_code) == (200, 401)


def test_a_revoked_grant_gives_nothing_from_that_moment(
    council: Council, ann: Person, admin: Person
) -> None:
    ann.make("/v1/risks", RISK)
    grants = admin.get(f"/v1/accounts/{ann.account}").json()["grants"]

    admin.make(f"/v1/accounts/{ann.account}/revoke", {"grant": grants[0]["id"]})
    head = council.head()

    assert ann.get("/v1/risks").status_code == 403
    assert ann.post("/v1/risks", RISK).status_code == 403
    assert council.head() == head


def test_a_closed_account_does_nothing(ann: Person, admin: Person) -> None:
    admin.make(f"/v1/accounts/{ann.account}/close", {})

    assert ann.get("/v1/risks").status_code == 403
    assert ann.post("/v1/risks", RISK).status_code == 403


def test_rights_are_those_of_now_whatever_was_known_then(
    council: Council, ann: Person, admin: Person
) -> None:
    ann.make("/v1/risks", RISK)
    then = council.head()
    grants = admin.get(f"/v1/accounts/{ann.account}").json()["grants"]
    admin.make(f"/v1/accounts/{ann.account}/revoke", {"grant": grants[0]["id"]})

    assert ann.get(f"/v1/risks?known_at={then}").status_code == 403


def test_what_is_sent_again_is_judged_by_the_rights_of_now(
    ann: Person, admin: Person
) -> None:
    once = {"Idempotency-Key": "before-the-fall"}
    ann.post("/v1/risks", RISK, headers=once)
    grants = admin.get(f"/v1/accounts/{ann.account}").json()["grants"]
    admin.make(f"/v1/accounts/{ann.account}/revoke", {"grant": grants[0]["id"]})

    reply = ann.post("/v1/risks", RISK, headers=once)

    assert reply.status_code in (403, 404)
    assert RISK["title"] not in reply.text


def test_one_hat_does_not_lend_its_eyes_to_another(council: Council) -> None:
    ann = council.person("Ann Atkins", "commissioner")
    roads = ann.make("/v1/contracts", {"title": "Roads", "department": "Highways"})
    care = ann.make("/v1/contracts", {"title": "Care", "service": "Home care"})
    both = council.person("Bo Both", "client", scope={"services": ["Home care"]})
    council.grant(both.account, role="auditor", scope={"departments": ["Highways"]})

    assert both.get(f"/v1/contracts/{care['id']}").status_code == 200
    assert both.get(f"/v1/contracts/{care['id']}/history").status_code == 403
    assert both.get(f"/v1/contracts/{roads['id']}/history").status_code == 200


def test_a_restricted_risk_is_not_there_for_others(ann: Person, ben: Person) -> None:
    hidden = ann.make("/v1/risks", {**RISK, "handling": "restricted"})

    assert ann.get(f"/v1/risks/{hidden['id']}").json() == hidden
    for path in (f"/v1/risks/{hidden['id']}", f"/v1/risks/{hidden['reference']}"):
        assert ben.get(path).status_code == 404
        assert ben.get(f"{path}/history").status_code == 404
    assert ben.get("/v1/risks").json()["total"] == 0
    assert ben.get("/v1/risk-register").json()["total"] == 0
    assert hidden["id"] not in ben.get("/v1/events").text
    assert hidden["id"] not in ben.get("/v1/risks.csv").text


def test_a_restricted_risk_is_not_read_as_another_kind_of_thing(
    ann: Person, ben: Person
) -> None:
    hidden = ann.make("/v1/risks", {**RISK, "handling": "restricted"})

    for nouns in ("contracts", "organisations", "changes", "accounts", "keys"):
        for path in ("", "/history"):
            reply = ben.get(f"/v1/{nouns}/{hidden['id']}{path}")
            assert reply.status_code == 404, (nouns, path)


def test_a_caller_who_asks_too_much_waits(tmp_path: Path, clock: Clock) -> None:
    settings = Settings(requests_per_second=0.001, burst=3)
    with open_council(tmp_path, clock, settings) as council:
        ann, ben = (council.person(name, "reader") for name in ("Ann", "Ben"))

        replies = [ann.get("/v1/risks") for _ in range(4)]

        assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
        assert int(replies[3].headers["Retry-After"]) >= 1
        assert replies[3].json()["rule"] == "rate"
        assert ben.get("/v1/risks").status_code == 200


def test_guessing_keys_is_slowed_down(tmp_path: Path, clock: Clock) -> None:
    settings = Settings(requests_per_second=0.001, burst=3)
    with open_council(tmp_path, clock, settings) as council:
        guesses = [
            council.client.get(
                "/v1/risks",
                headers={"Authorization": f"Bearer cf_{nth:032x}_{'A' * 43}"},
            ).status_code
            for nth in range(5)
        ]

        assert guesses == [401, 401, 401, 429, 429]
