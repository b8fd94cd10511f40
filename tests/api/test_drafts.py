"""Drafts: private, saved as often as one likes, submitted once, and then gone."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from domain.log.register import Sources, init_register
from tests.api.council import Council, Json, Person
from tests.api.test_delegation import IMPACT
from tests.api.test_stores import serve
from tests.conftest import AUTHORITY, ORIGIN, Clock
from tests.databases import home_on

SAID = "Marigold Quennell says the agency may withdraw"
BEGUN: Json = {"path": "/v1/risks", "body": {"title": SAID}}
WHOLE: Json = {"body": {"title": SAID, "scope": "council"}}
NOWHERE = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"
# Where one store does as the other, one is enough.
on_files = pytest.mark.parametrize("council", ["sqlite"], indirect=True)


@pytest.fixture(params=["sqlite", "postgres"])
def council(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> Iterator[Council]:
    """A service on each store."""
    store = request.param
    database = request.getfixturevalue("postgres") if store == "postgres" else None
    home = home_on(store, tmp_path / "data", database)
    home.data.mkdir(exist_ok=True)
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    with ExitStack() as stack:
        yield serve(stack, home, clock)


def begin(who: Person, **said: Any) -> str:
    """A draft that was begun; its path."""
    return f"/v1/drafts/{who.make('/v1/drafts', {**BEGUN, **said})['id']}"


@on_files
def test_a_draft_says_early_what_it_lacks_and_is_kept(ann: Person) -> None:
    path = begin(ann, body={"owner": "nobody", "colour": "red"})

    begun = ann.get(path).json()
    saved = ann.make(f"{path}/save", WHOLE)

    assert {fault["pointer"] for fault in begun["faults"]} == {
        "/title",
        "/owner",
        "/colour",
    }
    assert (begun["body"]["colour"], saved["faults"]) == ("red", [])
    assert ann.get("/v1/drafts").json()["items"] == [saved]


@on_files
def test_a_draft_says_early_what_the_rules_would_refuse_and_records_nothing(
    council: Council, ann: Person, ben: Person
) -> None:
    contract = ann.make("/v1/contracts", {"title": "Home care"})
    raised = ann.make("/v1/changes", {"title": "A", "contract_id": contract["id"]})
    head = council.head()

    approval = {"path": f"/v1/changes/{raised['id']}/approve"}
    own, bens = ann.make("/v1/drafts", approval), ben.make("/v1/drafts", approval)
    lost = {"path": "/v1/risks", "body": {"title": "R", "contract_id": NOWHERE}}
    unknown = ann.make("/v1/drafts", lost)
    late = {"path": "/v1/risks", "body": {"title": "R", "scope": "council"}}
    taken = ben.make("/v1/drafts", late)

    assert (own["refusal"]["rule"], own["faults"]) == ("INV-G2", [])
    assert bens["refusal"]["rule"] == "INV-G1"
    assert unknown["refusal"]["pointer"] == "/contract_id"
    assert taken["refusal"] is None
    assert ann.get(f"/v1/drafts/{own['id']}").json() == own
    assert council.head() == head

    submitted = ann.post(f"/v1/drafts/{own['id']}/submit").json()
    assert submitted["detail"] == own["refusal"]["detail"]
    ann.make(f"/v1/changes/{raised['id']}/assess-impact", IMPACT)
    assert ben.get(f"/v1/drafts/{bens['id']}").json()["refusal"] is None


def test_a_draft_is_kept_as_it_is_said_and_is_no_entry(
    council: Council, ann: Person
) -> None:
    head = council.head()
    begun = ann.post("/v1/drafts", BEGUN)
    path = begun.headers["Location"]

    saved = ann.make(f"{path}/save", {"body": {"title": "Half a sen"}})

    assert (begun.status_code, saved["version"]) == (201, 2)
    assert ann.get(path).json() == saved
    assert ann.get(path).headers["ETag"] == '"2"'
    (listed,) = ann.get("/v1/drafts").json()["items"]
    assert listed["body"] == {"title": "Half a sen"}
    assert council.head() == head
    assert ann.get("/v1/risks").json()["total"] == 0


@on_files
def test_nobody_else_finds_it(council: Council, ann: Person, ben: Person) -> None:
    admin = council.person("Ada Able", "administrator")
    auditor = council.person("Aud Auditor", "auditor")
    path = begin(ann)
    for other in (ben, admin, auditor):
        assert other.get(path).status_code == 404
        assert other.get("/v1/drafts").json()["items"] == []
        for verb in ("save", "discard", "submit"):
            body = WHOLE if verb == "save" else {}
            assert other.post(f"{path}/{verb}", body).status_code == 404
    assert ann.get(path).json()["body"] == BEGUN["body"]


def test_submitted_it_is_the_command_and_the_draft_is_gone(ann: Person) -> None:
    path = begin(ann)
    ann.make(f"{path}/save", WHOLE)

    reply = ann.post(f"{path}/submit")

    assert (reply.status_code, reply.json()["title"]) == (201, SAID)
    assert reply.headers["Location"] == f"/v1/risks/{reply.json()['id']}"
    assert ann.get(path).status_code == 404
    assert ann.get("/v1/drafts").json()["total"] == 0


def test_it_is_submitted_once_however_often_it_is_sent(ann: Person) -> None:
    path = begin(ann, body=WHOLE["body"])
    key = {"Idempotency-Key": "once"}

    first = ann.post(f"{path}/submit", headers=key)
    again = ann.post(f"{path}/submit", headers=key)
    without = ann.post(f"{path}/submit")

    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert without.status_code == 404
    assert ann.get("/v1/risks").json()["total"] == 1


@on_files
def test_what_is_refused_stays_a_draft(ann: Person) -> None:
    path = begin(ann, body={"title": SAID, "contract_id": str(uuid4())})
    lacking = begin(ann, body={"scope": "council"})

    assert ann.post(f"{path}/submit").json()["rule"] == "unknown-reference"
    refused = ann.post(f"{lacking}/submit").json()
    assert [fault["pointer"] for fault in refused["errors"]] == ["/title"]
    assert ann.get("/v1/drafts").json()["total"] == 2


@on_files
def test_a_draft_lends_no_rights(council: Council) -> None:
    reader = council.person("Rea Reader", "reader")
    path = begin(reader, body=WHOLE["body"])

    assert reader.post(f"{path}/submit").json()["rule"] == "rights/create_risk"
    assert reader.get(path).status_code == 200


@on_files
def test_a_draft_of_a_verb_is_for_the_thing_as_it_was_read(ann: Person) -> None:
    risk = ann.make("/v1/risks", WHOLE["body"])
    score = {"current": {"likelihood": 4, "impact": 5}, "reason": "They wrote"}
    path = begin(ann, path=f"/v1/risks/{risk['reference']}/assess", body=score)

    stale = ann.post(f"{path}/submit", headers={"If-Match": '"7"'})
    done = ann.post(f"{path}/submit", headers={"If-Match": '"1"'})

    assert stale.status_code == 412
    assert (done.status_code, done.json()["current"]["score"]) == (200, 20)


def test_two_windows_do_not_overwrite_each_other(ann: Person) -> None:
    path = begin(ann)
    ann.make(f"{path}/save", WHOLE)

    late = ann.post(f"{path}/save", {"body": {}}, headers=old(1))

    assert late.status_code == 412
    assert ann.get(path).json()["body"] == WHOLE["body"]


def old(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


@on_files
@pytest.mark.parametrize(
    "path",
    [
        "/v1/drafts",
        "/v1/batches",
        "/v1/documents",
        "/v1/nowhere",
        "/v1/events",
        "risks",
    ],
)
def test_only_commands_wait_as_drafts(ann: Person, path: str) -> None:
    refused = ann.post("/v1/drafts", {"path": path, "body": {}})

    assert (refused.status_code, refused.json()["rule"]) == (422, "draft-command")


@on_files
def test_a_key_is_not_made_from_a_draft(ann: Person) -> None:
    path = begin(ann, path="/v1/keys", body={"account_id": str(ann.account)})

    assert ann.post(f"{path}/submit").json()["rule"] == "draft-command"


@on_files
def test_there_are_so_many_and_so_large(ann: Person) -> None:
    large = {"path": "/v1/risks", "body": {"title": "x" * 100_000}}
    assert ann.post("/v1/drafts", large).json()["rule"] == "draft-limits"
    for _ in range(50):
        begin(ann)
    assert ann.post("/v1/drafts", BEGUN).json()["rule"] == "draft-limits"


def test_a_draft_ages_out(council: Council, ann: Person, clock: Clock) -> None:
    path, fresh = begin(ann), begin(ann)
    clock.forward(days=20)
    ann.make(f"{fresh}/save", WHOLE)
    clock.forward(days=11)

    assert ann.get(path).status_code == 404
    assert ann.post(f"{path}/submit").status_code == 404
    assert ann.get("/v1/drafts").json()["total"] == 1
    begin(ann)
    kept = council.register.store.query("SELECT count(*) FROM drafts")
    assert kept == [(2,)]


def test_who_is_forgotten_leaves_no_draft(council: Council, ann: Person) -> None:
    admin = council.person("Ada Able", "administrator")
    gone = council.person("Gus Gone", "reader")
    begin(gone)
    asked = {"subject": str(gone.account), "basis": "uk_gdpr_17", "reason": "Asked"}

    erasure = admin.make("/v1/erasures", asked)["id"]
    assert ann.post(f"/v1/erasures/{erasure}/approve").status_code == 200

    assert council.register.store.query("SELECT count(*) FROM drafts") == [(0,)]


def test_discarded_it_is_in_no_file(council: Council, ann: Person) -> None:
    path = begin(ann)
    data = council.register.home.data
    on_file = council.register.home.url is None
    assert on_file is any(holds(file) for file in data.rglob("*"))

    assert ann.make(f"{path}/discard", {})["discarded"] is True

    assert not any(holds(file) for file in data.rglob("*"))
    assert ann.get(path).status_code == 404


def holds(file: Path) -> bool:
    return file.is_file() and SAID.encode() in file.read_bytes()
