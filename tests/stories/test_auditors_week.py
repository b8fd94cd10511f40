"""An external auditor's week: from the engagement to its end, and what it left."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from domain.log.home import Home
from tests.api.council import Council, Json, Person
from tests.conftest import Clock

REDO = Path(__file__).parents[2] / "scripts/redo_sample.py"
HOW = ("random", "5")
NONCE = "seven-sealed-dice-4411"
Run = Callable[..., str]


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`counterfoil ...` on the machine of the register."""
    monkeypatch.setenv("COUNTERFOIL_DATA", str(home.data))
    monkeypatch.setenv("COUNTERFOIL_DATABASE_SCHEMA", home.schema)
    if home.url:
        monkeypatch.setenv("COUNTERFOIL_DATABASE_URL", home.url)

    def counterfoil(*said: str) -> str:
        result = CliRunner().invoke(app, [*said])
        assert result.exit_code == 0, (said, result.output)
        return result.stdout

    return counterfoil


def answer(who: Person, path: str, purpose: str) -> Json:
    reply = who.get(f"/v1/audit/{path}", headers={"Purpose": purpose})
    assert reply.status_code == 200, reply.text
    told: Json = reply.json()
    return told


def a_year(priya: Person, helena: Person, clock: Clock) -> Json:
    """A contract, a change that ran ahead of its approval, and a late correction."""
    worth = {"amount": "240000.00", "currency": "GBP", "vat_basis": "net"}
    care = priya.make(
        "/v1/contracts/adopt",
        {"title": "Home care", "status": "live", "annual_value": worth},
    )
    rise = {"title": "Rise", "kind": "price", "raised_by": "provider"}
    raised = priya.make("/v1/changes", {**rise, "contract_id": care["id"]})
    change = f"/v1/changes/{raised['id']}"
    delta = {"value_delta": {**worth, "amount": "9000.00"}}
    impact = ("service", "risk", "supply_chain", "exit", "equality", "quality")
    says = dict.fromkeys(impact[:1] + impact[3:], "None")
    cost = {"cost": {"per_year": {**worth, "amount": "9000.00"}}}
    priya.make(
        f"{change}/assess-impact",
        {
            **delta,
            **cost,
            **says,
            "risk": {"text": "None"},
            "supply_chain": {"text": "-"},
        },
    )
    priya.make(f"{change}/implement", {"implemented_on": "2026-11-01"})
    hush = {"title": "A whistle", "contract_id": care["id"], "handling": "restricted"}
    priya.make("/v1/risks", hush)
    clock.forward(days=20)
    helena.make(
        f"/v1/contracts/{care['id']}/correct",
        {
            "annual_value": {**worth, "amount": "24000.00"},
            "effective_on": "2026-11-21",
            "reason_code": "clerical",
            "reason": "A nought too many",
        },
    )
    return care


def test_an_auditors_week(  # noqa: PLR0913, PLR0917 - those who take part
    council: Council,
    priya: Person,
    helena: Person,
    clock: Clock,
    run: Run,
    tmp_path: Path,
) -> None:
    care = a_year(priya, helena, clock)

    # Monday: engaged for a week; the hash of the nonce is given away first.
    promised = hashlib.sha256(NONCE.encode()).hexdigest()
    auditor = council.person("Aud Itor", "auditor", until="2026-12-18")
    size = council.head()
    drawn = answer(
        auditor, f"sample?population=entries&size=5&nonce={NONCE}&to={size}", "A8"
    )
    assert hashlib.sha256(drawn["summary"]["nonce"].encode()).hexdigest() == promised
    listed = auditor.get(f"/v1/audit/population.ndjson?population=entries&to={size}")
    file = tmp_path / "population.ndjson"
    file.write_bytes(listed.content)
    root = council.register.ledger.root_of(size).hex()
    redone = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-I", str(REDO), str(file), str(size), root, NONCE, *HOW],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert redone == [row["id"] for row in drawn["items"]]

    # Tuesday: the year's end, the cut-off, what ran ahead, and who decided.
    (ahead,) = answer(auditor, "variations", "A4")["items"]
    assert ahead["why"] == ["recorded_late", "not_approved"]
    (late,) = answer(auditor, "cut-off?period_end=2026-11-21&days=30", "A2")["items"]
    assert (late["reference"], late["lag_days"]) == (care["reference"], 20)
    (changed,) = answer(auditor, "year-end?on=2026-11-21&noun=contract", "A3")["items"]
    values = [changed["fields"][0][name]["amount"] for name in ("then", "now")]
    assert values == ["240000.00", "24000.00"]
    assert answer(auditor, "four-eyes", "A5")["summary"]["with_exceptions"] == 0

    # Wednesday: the evidence on one contract, the restricted risk among it.
    pack = answer(auditor, f"evidence?contract={care['reference']}&limit=200", "A11")
    assert "A whistle" in {row["title"] for row in pack["items"]}
    assert all(row["proof"] for row in pack["items"])

    # Thursday: the same from the command line, on the machine of the register.
    told = run("audit", "variations").splitlines()
    assert json.loads(told[0])["position"] == ahead["position"]
    reads = tmp_path / "reads.jsonl"
    run("export", str(tmp_path / "all.jsonl"), "--reads-file", str(reads))
    kept = len(reads.read_text().splitlines()) - 2
    assert kept == council.app.state.service.read_log.size() > 0
    elsewhere = ["--data", str(tmp_path / "other")]
    put_back = ["restore", str(tmp_path / "all.jsonl"), "--reads-file", str(reads)]
    if not council.register.home.url:
        assert f"and {kept} reads" in run(*put_back, *elsewhere)

    # Friday: the engagement is over, and who audits next sees what was read, and why.
    clock.forward(days=7)
    refused = auditor.get("/v1/audit/entries")
    assert refused.status_code == 403
    assert "ended before 2026-12-18" in refused.json()["detail"]
    following = council.person("Nex Taudit", "auditor")
    seen = following.get("/v1/audit/reads?limit=200").json()
    mine = [row for row in seen["items"] if row["by"] == str(auditor.account)]
    whistle = [row for row in mine if row["records"]]
    assert "A11" in {row["purpose"] for row in whistle}
    assert seen["completeness"]["whole"] is True
