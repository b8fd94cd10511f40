"""The same over PostgreSQL, where reads leave the loop, and over two services."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from domain.log.register import Home, Register, Sources, init_register
from projections.opening import open_generations, open_reads
from tests.api.council import Council, Person
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
