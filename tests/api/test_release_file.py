"""The file of a release, and whoever would like it to say something else."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from tests.api.bundles import (
    VERIFIER,
    Files,
    changed_lines,
    files_of,
    load_verifier,
    packed,
    verified,
)
from tests.api.council import Council
from tests.api.test_releases import Town

Run = Callable[..., Any]


class Given:
    """A release as a stranger has it, with the key from elsewhere."""

    def __init__(self, town: Town, folder: Path) -> None:
        home = town.contract("Care at home")
        about = f"/v1/contracts/{home['id']}/describe"
        town.ann.make(about, {"contact": "Wim Wandle, 0345"})
        wish = {"position": town.council.head(), "field": "contact"}
        wish |= {"basis": "uk_gdpr_17", "reason": "Left"}
        erasure = town.ann.make("/v1/erasures", wish)["id"]
        town.ben.make(f"/v1/erasures/{erasure}/approve", {})
        asked = town.asked(home)
        self.made = town.made(asked)
        self.file = folder / "given.zip"
        self.file.write_bytes(town.ben.get(f"{asked}/file").content)
        self.trust = folder / "trust"
        self.trust.write_text(f"{town.council.register.signer.verifiers()[0]}\n")

    @property
    def files(self) -> Files:
        return files_of(self.file)


@pytest.fixture(scope="module")
def given(standing_council: Council, tmp_path_factory: pytest.TempPathFactory) -> Given:
    return Given(Town(standing_council), tmp_path_factory.mktemp("given"))


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    return load_verifier()


@pytest.fixture
def run(given: Given, verifier: ModuleType, capsys: Any) -> Run:
    def run(file: Path, *said: str) -> Any:
        return verified(verifier, capsys, file, "--trust", given.trust, *said)

    return run


def test_a_stranger_verifies_it_with_python_alone_in_an_empty_folder(
    given: Given, tmp_path: Path
) -> None:
    for file in (given.file, given.trust, VERIFIER):
        shutil.copy(file, tmp_path)
    said = [sys.executable, "-I", "-S", VERIFIER.name, "given.zip", "--trust", "trust"]

    done = subprocess.run(  # noqa: S603 - our own script
        said, cwd=tmp_path, capture_output=True, text=True, env={}, check=False
    )

    assert (done.returncode, done.stderr) == (11, ""), done.stdout
    assert "s.43 (commercial interests)" in done.stdout


def test_the_table_is_for_people(given: Given) -> None:
    table = given.files["table.csv"].decode()

    assert '"title","Care at home",""' in table
    assert '"annual_value","","Freedom of Information Act 2000, s.43' in table
    assert '"contact","","erased by entry' in table


def test_one_byte_changed_anywhere_is_refused(
    given: Given, run: Run, tmp_path: Path
) -> None:
    """Every byte in turn takes minutes: scripts/torture. Here some of all kinds."""
    good, path = given.file.read_bytes(), tmp_path / "bad.zip"
    rng = Random(20261122)  # noqa: S311 - places, not secrets
    for at in sorted(rng.sample(range(len(good)), 120)):
        bad = bytearray(good)
        bad[at] ^= 1 << rng.randrange(8)
        path.write_bytes(bad)
        assert 20 <= run(path).code <= 40, at


def _under(basis: str) -> Callable[[Any], None]:
    def change(line: Any) -> None:
        for held in line["withheld"].values():
            if held["basis"] == "foia_43":
                held["basis"] = basis

    return change


def test_another_law_is_refused_though_every_file_fits_the_manifest(
    given: Given,
    run: Run,
    tmp_path: Path,
    capsys: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the signature on the manifest; and by what two people decided."""
    files = given.files
    told = changed_lines(files["disclosures.ndjson"], _under("foia_41"))
    files["disclosures.ndjson"] = told
    weaker = load_verifier()
    monkeypatch.setattr(weaker, "check_note", lambda *_: None)

    forged = packed(files, tmp_path / "bad.zip")

    assert run(forged).code in (20, 22)
    by_decision = verified(weaker, capsys, forged, "--trust", given.trust)
    assert (by_decision.code, by_decision.field) == (22, "annual_value")
    assert "nobody decided" in by_decision.reason


def test_text_beside_the_proof_is_signed_as_well(
    given: Given, run: Run, tmp_path: Path
) -> None:
    files = given.files
    for name in ("readme.txt", "vkeys.txt"):
        other = {**files, name: files[name] + b"\n"}
        found = run(packed(other, tmp_path / "bad.zip"))
        assert (found.code, found.field) == (20, "manifest")


@pytest.mark.parametrize("told", [b"entries/000", b"disclosures.ndjson"])
def test_what_is_left_out_is_missed(
    given: Given, run: Run, tmp_path: Path, told: bytes
) -> None:
    files = given.files
    name = told.decode()
    if name == "disclosures.ndjson":
        files[name] = changed_lines(
            files[name], lambda line: line["withheld"].pop("annual_value", None)
        )
    else:
        length = int.from_bytes(files[name][:2])
        files[name] = files[name][2 + length :]

    assert run(packed(files, tmp_path / "bad.zip")).code in (20, 22)


def test_nobody_vouches_for_it_by_the_key_that_it_brings(
    given: Given, verifier: ModuleType, capsys: Any
) -> None:
    assert verified(verifier, capsys, given.file).code == 40


def test_a_form_that_is_not_known_is_said(
    given: Given, run: Run, tmp_path: Path
) -> None:
    other = packed(given.files, tmp_path / "v2.zip", form="counterfoil-release/2")

    assert run(other).code == 31
