"""Who is told what is withheld from others is kept before they are told."""

from typing import Any

import pytest

from domain.errors import Unavailable
from domain.log.read_entry import Read
from tests.api.council import Council, Json, Person

HUSH: Json = {"title": "Hush", "scope": "council", "handling": "restricted"}
OPEN: Json = {"title": "Open", "scope": "council"}


@pytest.fixture
def hush(ann: Person) -> Json:
    """A restricted risk of Ann's, beside an open one."""
    ann.make("/v1/risks", OPEN)
    return ann.make("/v1/risks", HUSH)


@pytest.fixture
def auditor(council: Council) -> Person:
    """Somebody who audits the register as a whole."""
    return council.person("Aud Itor", "auditor")


def kept(council: Council) -> list[Read]:
    """All reads that were kept."""
    log = council.app.state.service.read_log
    return [one.read for one in log.reads(0, log.size())]


def test_a_restricted_thing_is_kept_whichever_way_it_is_told(
    council: Council, ann: Person, hush: Json
) -> None:
    ways = (
        f"/v1/risks/{hush['id']}",
        "/v1/risks",
        f"/v1/risks/{hush['id']}/history",
        "/v1/risk-register",
        "/v1/events",
        "/v1/diff?from=0",
        "/v1/risks.csv",
        "/v1/risks.xlsx",
        "/v1/audit/entries",
        "/v1/audit/entries.ndjson",
    )
    for path in ways:
        assert ann.get(path).status_code == 200, path

    found = kept(council)

    assert [one.records for one in found] == [(hush["id"],)] * len(ways)
    assert found[0].operation == "get_risk"
    assert (found[0].by, found[0].roles) == (ann.account, ("commissioner",))


def test_what_tells_nothing_withheld_is_not_kept(
    council: Council, ann: Person, ben: Person, hush: Json
) -> None:
    assert ben.get("/v1/risks").json()["total"] == 1
    assert ben.get("/v1/events").status_code == 200
    assert ben.get(f"/v1/risks/{hush['id']}").status_code == 404
    assert ann.get("/v1/risks?q=Open").json()["total"] == 1

    assert kept(council) == []


def test_handling_is_that_of_now(council: Council, ann: Person, hush: Json) -> None:
    path = f"/v1/risks/{hush['id']}"
    before = council.head()
    ann.make(f"{path}/set-handling", {"handling": "normal", "reason": "It is out"})
    ann.get(path)
    assert kept(council) == []

    ann.make(f"{path}/set-handling", {"handling": "restricted", "reason": "No more"})
    ann.get(f"{path}?known_at={before}")

    (read,) = kept(council)
    assert (read.records, read.at) == ((hush["id"],), before)


def test_an_auditor_says_why_and_is_kept_with_names_and_grant(
    council: Council, ann: Person, auditor: Person, hush: Json
) -> None:
    purpose = {"Purpose": "Audit 2026-27, test 14"}
    reply = auditor.get(f"/v1/risks/{hush['id']}", headers=purpose)

    (read,) = kept(council)
    assert (read.records, read.people) == ((hush["id"],), (str(ann.account),))
    assert (read.purpose, read.roles) == ("Audit 2026-27, test 14", ("auditor",))
    assert str(read.request) == reply.headers["Request-Id"]
    assert len(read.grants) == 1


@pytest.mark.usefixtures("hush")
def test_each_answer_in_an_emergency_is_kept(council: Council) -> None:
    eve = council.person("Eve Emergency", "break_glass")
    eve.make(f"/v1/accounts/{eve.account}/break-glass", {"reason": "Fire", "hours": 1})

    for path in ("/v1/contracts", "/v1/policy", "/v1/contracts"):
        assert eve.get(path).status_code == 200

    assert [(one.operation, one.roles) for one in kept(council)] == [
        ("list_contracts", ("emergency",)),
        ("get_policy", ("emergency",)),
        ("list_contracts", ("emergency",)),
    ]


def test_what_cannot_be_kept_is_not_told(
    council: Council, ann: Person, hush: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Any) -> int:
        raise Unavailable("the disk is full")

    monkeypatch.setattr(council.app.state.service.read_log, "keep", full)

    reply = ann.get(f"/v1/risks/{hush['id']}")

    assert reply.status_code == 503
    assert "Hush" not in reply.text


@pytest.mark.parametrize("purpose", ["", "x" * 301])
def test_a_purpose_is_some_words(ann: Person, purpose: str) -> None:
    reply = ann.get("/v1/risks", headers={"Purpose": purpose})

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "/Purpose"


def test_the_log_of_reads_is_for_auditors_of_the_whole(
    council: Council, ann: Person, auditor: Person, hush: Json
) -> None:
    ann.get(f"/v1/risks/{hush['id']}")
    part = council.person("Par Tial", "auditor", scope={"departments": ["Adults"]})

    told = auditor.get("/v1/audit/reads").json()

    (row,) = told["items"]
    assert row["records"] == [{"noun": "risk", "id": hush["id"]}]
    assert (row["by_name"], told["summary"]["without_purpose"]) == ("Ann Atkins", 1)
    proof, log = told["completeness"], council.app.state.service.read_log
    assert (proof["to"], proof["whole"], proof["selected"]) == (1, True, 1)
    assert log.size() == 2  # that answer named somebody, too
    assert part.get("/v1/audit/reads").json()["items"] == []
    assert ann.get("/v1/audit/reads").status_code == 403
    again = auditor.get(f"/v1/audit/reads?record={hush['id']}&by={ann.account}")
    assert again.json()["total"] == 1
