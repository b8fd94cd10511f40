"""The same over PostgreSQL, where reads leave the loop, and over two services."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from domain.log.register import Home, Register, Sources, init_register
from projections.opening import open_generations, open_reads
from tests.api.council import Council, Json, Person
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.databases import home_on

RISK = {"title": "Sole nursing agency withdraws", "scope": "council"}


def serve(stack: ExitStack, home: Home, clock: Clock) -> Council:
    """A service of a register, closed with the stack."""
    register = Register(home, Sources(clock))
    stack.callback(register.close)
    generations = open_generations(
        register.reading, home.data, home.url, home.schema, clock
    )
    stack.callback(generations.close)
    reads = open_reads(register.reading, generations)
    register.after_commit(reads.catch_up)
    client = stack.enter_context(TestClient(create_app(register, reads)))
    return Council(register, client)


@pytest.fixture(params=["sqlite", "postgres"])
def councils(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> Iterator[tuple[Council, Council]]:
    """Two services of one register."""
    store = request.param
    database = request.getfixturevalue("postgres") if store == "postgres" else None
    home = home_on(store, tmp_path, database)
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with ExitStack() as stack:
        yield serve(stack, home, clock), serve(stack, home, clock)


def test_what_one_service_writes_the_other_reads_at_once(
    councils: tuple[Council, Council],
) -> None:
    one, other = councils
    ann = one.person("Ann Atkins", "commissioner")
    elsewhere = Person(ann.account, ann.key, other.client)

    for nth in range(5):
        made = ann.post("/v1/risks", {**RISK, "title": f"Risk {nth}"})
        read = elsewhere.get(made.headers["Location"])
        assert read.json() == made.json()
        assert elsewhere.get("/v1/risks").json()["total"] == nth + 1


def test_a_key_revoked_at_one_service_opens_nothing_at_the_other(
    councils: tuple[Council, Council],
) -> None:
    one, other = councils
    ann = one.person("Ann Atkins", "commissioner")
    admin = one.person("Ada Able", "administrator")
    elsewhere = Person(ann.account, ann.key, other.client)
    elsewhere.make("/v1/risks", RISK)
    (key,) = elsewhere.get("/v1/keys").json()["items"]

    admin.make(f"/v1/keys/{key['id']}/revoke", {})

    assert elsewhere.post("/v1/risks", RISK).status_code == 401
    assert elsewhere.get("/v1/risks").status_code == 401


def test_a_key_rotated_at_one_service_has_its_new_secret_at_the_other(
    councils: tuple[Council, Council],
) -> None:
    one, other = councils
    ann = one.person("Ann Atkins", "commissioner")
    elsewhere = Person(ann.account, ann.key, other.client)
    (key,) = elsewhere.get("/v1/keys").json()["items"]

    rotated = ann.make(f"/v1/keys/{key['id']}/rotate", {})

    renewed = Person(ann.account, rotated["key"], other.client)
    assert renewed.post("/v1/risks", RISK).status_code == 201
    assert elsewhere.post("/v1/risks", RISK).status_code == 401
    assert elsewhere.get("/v1/risks").status_code == 401


def test_a_replay_at_the_other_service_is_a_replay(
    councils: tuple[Council, Council],
) -> None:
    one, other = councils
    ann = one.person("Ann Atkins", "commissioner")
    elsewhere = Person(ann.account, ann.key, other.client)
    once = {"Idempotency-Key": "one-of-two"}

    first = ann.post("/v1/risks", RISK, headers=once)
    again = elsewhere.post("/v1/risks", RISK, headers=once)

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"


def test_questions_across_the_register_are_answered_alike_on_both(
    councils: tuple[Council, Council],
) -> None:
    one, _ = councils
    ann = one.person("Ann Atkins", "commissioner")
    known = [{"scheme": "GB-COH", "id": "01234567"}]
    firm = ann.make("/v1/organisations", {"name": "Düring", "identifiers": known})
    dates = {"end": "2027-03-31", "review_on": "2026-12-01", "regime": "PA23"}
    care = {"title": "Home care", "status": "live", "provider_id": firm["id"]}
    made = ann.make("/v1/contracts/adopt", {**care, **dates, "service": "Care"})
    on_it = {"title": "It ends", "contract_id": made["id"]}
    risk = f"/v1/risks/{ann.make('/v1/risks', on_it)['id']}"
    ann.make(f"{risk}/add-action", {"title": "Ring", "due": "2026-12-02"})
    notice = {"source": "find", "notice_id": "N-1", "notice_type": "UK7"}
    ann.make(f"/v1/contracts/{made['id']}/record-notice", notice)
    then = one.head()
    ann.make(f"/v1/contracts/{made['id']}/describe", {"department": "Adults"})

    for pin in ("", f"&known_at={then}", f"&known_at={then}&effective_on=2026-11-21"):
        kinds = [c["kind"] for c in asked(ann, f"clocks?contract={made['id']}{pin}")]
        assert kinds == ["contract_review", "risk_action", "contract_end"]
        mine = asked(ann, f"clocks?owner=me&within=mine{pin}")
        assert mine == []
        found = {q: asked(ann, f"contracts?q={q}{pin}") for q in ("home", "N-1", "x")}
        assert [len(items) for items in found.values()] == [1, 1, 0]
        assert len(asked(ann, f"organisations?q=01234567{pin}")) == 1
        assert len(asked(ann, f"organisations?q=during{pin}")) == 1
        years = [c["financial_year"] for c in asked(ann, f"pipeline?event=ends{pin}")]
        assert years == ["2026-27"]
        provider = ann.get(f"/v1/providers/{firm['id']}?within=all{pin}").json()
        assert (provider["totals"]["running"], provider["risks"]["total"]) == (1, 1)
    (changed,) = asked(ann, f"diff?from={then}")
    assert [field["field"] for field in changed["fields"]] == ["department"]


def asked(who: Person, path: str) -> list[Json]:
    """The items of an answer that has to be given."""
    reply = who.get(f"/v1/{path}")
    assert reply.status_code == 200, reply.text
    items: list[Json] = reply.json()["items"]
    return items
