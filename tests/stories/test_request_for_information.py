"""A request for information, from its receipt to the check by a stranger.

The contract has a price that is withheld and a person's name that ought never to have
been written. Nothing of it is erased while the request is open; afterwards it is, and
no old copy brings it back.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner

from api.cli.app import app
from domain.log.erased import Listed, erasures_of
from domain.log.exporting import Exporting
from domain.log.register import Home
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from domain.log.sweeping import sweep_for
from tests.api.bundles import VERIFIER
from tests.api.council import Council, Json, Person

NAME = "Wilhelmina Wandle"
PRICE = {"amount": "412037.00", "currency": "GBP", "vat_basis": "net"}


@pytest.fixture
def care(council: Council, helena: Person) -> Json:
    """A contract with a price, and a name in its words."""
    create_key(council.register, Asker(UUID(int=0), "cli", uuid4()))
    said = {"title": "Night care", "annual_value": PRICE, "contact": NAME}
    return helena.make("/v1/contracts", said)


def test_a_request_is_answered_checked_held_and_then_forgotten(
    council: Council,
    helena: Person,
    ada: Person,
    care: Json,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # Beside the register: what lies in its own folder is searched as well.
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    law = council.person("Lew Law", "adviser")
    asked = {
        "kind": "foi",
        "request_reference": "FOI-26-0117",
        "title": "What night care costs",
        "received_on": "2026-11-20",
        "contract_ids": [care["id"]],
    }

    release = law.make("/v1/releases", asked)
    address = f"/v1/releases/{release['id']}"
    law.make(
        f"{address}/prepare",
        {
            "withhold": [
                {"field": "annual_value", "basis": "foia_43"},
                {"field": "contact", "basis": "foia_40"},
            ],
            "public_interest": "It is let again in spring; the total is published",
        },
    )
    shown = helena.get(f"{address}/preview").json()
    helena.make(f"{address}/approve", {})
    made = law.make(f"{address}/make", {})
    file = elsewhere / "given.zip"
    file.write_bytes(law.get(f"{address}/file").content)

    assert (release["due_on"], shown["withheld"]) == ("2026-12-21", 2)
    assert made["bytes"] == file.stat().st_size
    for secret in (NAME.encode(), b"412037"):
        assert secret not in file.read_bytes()
    assert _checked(council, file, elsewhere) == 11

    held = ada.post("/v1/erasures", _wish(care)).json()
    assert held["rule"] == "release-hold"
    assert release["reference"] in held["detail"]

    old = elsewhere / "old.jsonl"
    lines = Exporting(council.register.reading, council.register.store).lines()
    old.write_bytes(b"".join(line + b"\n" for line in lines))
    law.make(f"{address}/close", {"outcome": "answered"})
    wish = ada.make("/v1/erasures", _wish(care))
    done = helena.post(f"/v1/erasures/{wish['id']}/approve")

    assert done.headers["Erasure-Swept"].endswith("found=0")
    assert NAME not in helena.get(f"/v1/contracts/{care['id']}/history").text
    # What was given out stays as it was, and so does its proof.
    assert _checked(council, file, elsewhere) == 11
    _restored_without_the_name(council, old, elsewhere)


def _wish(care: Json) -> Json:
    position = int(care["reference"].removeprefix("C-"))
    why = {"basis": "uk_gdpr_17", "reason": "She left, and asked for it"}
    return {"position": position, "field": "contact", **why}


def _checked(council: Council, file: Path, folder: Path) -> int:
    """What the verifier says of it, alone with the key."""
    apart = folder / f"stranger-{uuid4().hex[:6]}"
    apart.mkdir()
    (apart / "trust").write_text(f"{council.register.signer.verifiers()[0]}\n")
    for one in (file, VERIFIER):
        shutil.copy(one, apart)
    said = [sys.executable, "-I", "-S", VERIFIER.name, file.name, "--trust", "trust"]
    return subprocess.run(  # noqa: S603 - our own script
        said, cwd=apart, capture_output=True, env={}, check=False
    ).returncode


def _restored_without_the_name(council: Council, old: Path, folder: Path) -> None:
    """A backup from before the erasure, put back with the list of erasures."""
    listed = folder / "erasures.json"
    erased = list(erasures_of(council.register.reading))
    listed.write_bytes(Listed.dump_json(erased))
    assert NAME.encode() in old.read_bytes()
    place = folder / "restored"
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("COUNTERFOIL_DATABASE_URL", raising=False)
        said = ["restore", str(old), "--erasures", str(listed)]
        said += ["--data", str(place), "--keys", str(place / "keys")]
        done = CliRunner().invoke(app, said)

    assert done.exit_code == 0, done.output
    assert "Erased again: contact of #" in done.output
    home = Home(place, keys=place / "keys")
    assert sweep_for([NAME], home).found == []
