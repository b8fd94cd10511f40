"""Break glass over HTTP and the command line: opened, used, seen and sealed."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.checkup_emergency import emergency
from api.cli.app import app
from domain.log.register import Home
from tests.api.council import Council, Person
from tests.api.test_cli_alone import AUTHORITY, in_here
from tests.conftest import Clock

WHY = "The sign-in service is away and a payment run waits"


@pytest.fixture
def glass(council: Council) -> Person:
    """The account whose key lies in an envelope."""
    return council.person("Break glass 1", "break_glass")


def break_glass(glass: Person, **said: object) -> str:
    """Opens it; until when it then is."""
    path = f"/v1/accounts/{glass.account}/break-glass"
    return str(glass.make(path, {"reason": WHY, **said})["emergency_until"])


def test_a_key_in_an_envelope_opens_nothing_until_somebody_says_why(
    council: Council, ann: Person, glass: Person
) -> None:
    risk = ann.make(
        "/v1/risks",
        {"title": "Takeover", "scope": "council", "handling": "restricted"},
    )
    assert glass.get(f"/v1/risks/{risk['id']}").status_code == 404
    assert glass.get("/v1/risks").status_code == 403
    path = f"/v1/accounts/{glass.account}/break-glass"
    assert glass.post(path, {"reason": None}).status_code == 422

    break_glass(glass, hours=2)

    assert glass.get(f"/v1/risks/{risk['id']}").status_code == 200
    locked_out = council.person("Ada Able", "administrator")
    glass.make("/v1/keys", {"account_id": str(locked_out.account)})


def test_it_reads_and_administers_until_its_hours_are_over(
    glass: Person, clock: Clock
) -> None:
    break_glass(glass, hours=2)
    assert glass.get("/v1/risks").status_code == 200

    clock.forward(hours=2)

    assert glass.get("/v1/risks").status_code == 403
    assert glass.post("/v1/accounts", {"name": "Nobody"}).status_code == 403


def test_it_takes_no_part_in_the_business(ann: Person, glass: Person) -> None:
    break_glass(glass)
    assert glass.post("/v1/contracts", {"title": "Care"}).status_code == 403
    grant = {"role": "commissioner", "scope": "all"}
    refused = glass.post(f"/v1/accounts/{glass.account}/grant", grant)
    assert refused.json()["rule"] == "emergency-account"
    asked = {"subject": str(ann.account), "basis": "uk_gdpr_17", "reason": "Asked"}
    assert glass.post("/v1/erasures", asked).status_code == 403


def test_auditors_see_every_use_and_what_was_done(
    council: Council, glass: Person
) -> None:
    break_glass(glass)
    made = glass.make("/v1/accounts", {"name": "Tess Temporary"})
    audit = council.person("Aud Auditor", "auditor")

    (use,) = audit.get("/v1/events?fact=account-emergency-opened").json()["items"]
    (done,) = audit.get(f"/v1/accounts/{made['id']}/history").json()["items"]

    assert (use["by"], use["reason"]) == (str(glass.account), WHY)
    assert (done["by"], done["role"]) == (str(glass.account), "emergency")


def test_whoever_looked_at_it_seals_it(council: Council, glass: Person) -> None:
    admin = council.person("Ada Able", "administrator")
    break_glass(glass)
    path = f"/v1/accounts/{glass.account}/seal"

    ended = glass.make(path, {"reason": "The service is back"})
    assert (ended["emergency"], ended["emergency_until"]) == ("opened", None)
    assert glass.get("/v1/risks").status_code == 403
    sealed = admin.make(path, {"reason": "One account was opened, and closed again"})

    assert sealed["emergency"] == "sealed"


def test_the_doctor_warns_until_somebody_has_looked(tmp_path: Path) -> None:
    data = tmp_path / "data"
    in_here(data, "init", *AUTHORITY)
    home = Home(data)
    assert emergency(home).state == "ok"
    in_here(data, "account", "create", "Glass", "--role", "break_glass")
    assert "lies ready" in emergency(home).found
    old = in_here(data, "key", "create", "Glass").splitlines()[-1]

    said = in_here(data, "account", "break-glass", "Glass", "--reason", WHY)

    assert "is open until" in said
    assert emergency(home).state == "warn"
    in_here(data, "account", "seal", "Glass", "--reason", "It was a drill")
    assert emergency(home).state == "ok"
    new = in_here(data, "key", "rotate", "Glass").splitlines()[-1]
    assert new != old
    assert new.startswith(old[:35])


def test_a_key_is_rotated_by_its_number_or_by_whose_only_one_it_is(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    in_here(data, "init", *AUTHORITY)
    in_here(data, "account", "create", "A. Person", "--role", "reader")
    first, second = (
        in_here(data, "key", "create", "A. Person").splitlines()[-1] for _ in "12"
    )

    said = CliRunner().invoke(app, ["key", "rotate", "A. Person", "--data", str(data)])

    assert said.exit_code == 1
    assert "has 2 keys that open; name one: K-" in said.output
    numbered = sorted(re.findall(r"K-[0-9]+", said.output))
    for old, named in ((first, numbered[0]), (second, second[3:35])):
        new = in_here(data, "key", "rotate", named, "--old-for", "2").splitlines()[-1]
        assert (new[:35], new == old) == (old[:35], False)
