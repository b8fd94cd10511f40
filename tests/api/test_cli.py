"""The command line, on both stores: what it prints, what it does, how it ends."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner, Result

from api.auth import BEARER
from api.cli.app import app
from api.cli.as_at import What
from api.opening import opened_register
from domain.facts.account import AccountGranted, Scope
from domain.facts.contract import ContractAdopted
from domain.facts.key import KeyIssued
from domain.log.register import Home
from tests.api.imports.importing import notices, rows_of
from tests.api.imports.notices import file_of, notice
from tests.api.imports.sheets import contract_row, contracts_sheet
from tests.api.imports.test_ocds import ALL

Run = Callable[..., Result]
# Where one store does as the other, one is enough.
on_files = pytest.mark.parametrize("home", ["sqlite"], indirect=True)


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`counterfoil ...` on an open, empty register."""
    monkeypatch.setenv("COUNTERFOIL_DATA", str(home.data))
    monkeypatch.setenv("COUNTERFOIL_DATABASE_SCHEMA", home.schema)
    if home.url is not None:
        monkeypatch.setenv("COUNTERFOIL_DATABASE_URL", home.url)

    def command(*said: str) -> Result:
        return CliRunner().invoke(app, said)

    return command


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_a_key_is_shown_once_alone_on_the_last_line(run: Run, home: Home) -> None:
    account = lines(run("account", "create", "Ann Atkins", "--role", "administrator"))

    shown = lines(run("key", "create", "Ann Atkins", "--expires", "30"))

    assert BEARER.fullmatch(f"Bearer {shown[-1]}")
    assert not any("cf_" in line for line in shown[:-1])
    with opened_register(home) as register:
        (issued,) = register.reading.of_kind(KeyIssued)
        assert str(issued.fact.account_id) == account[-1]
        assert issued.fact.expires_on is not None


@on_files
def test_a_key_is_for_one_account_only(run: Run) -> None:
    first = lines(run("account", "create", "A. Person", "--role", "reader"))[-1]
    run("account", "create", "A. Person", "--role", "auditor")

    by_name = run("key", "create", "A. Person")

    assert by_name.exit_code == 1
    assert first in by_name.stderr
    assert lines(run("key", "create", first))
    assert run("key", "create", "Nobody").exit_code == 1


@on_files
def test_a_scope_is_given_part_by_part(run: Run, home: Home) -> None:
    said = ("--scope", "departments=Adult social care", "--scope", "wards=Riverside")

    lines(run("account", "create", "A. Person", "--role", "commissioner", *said))

    with opened_register(home) as register:
        (granted,) = register.reading.of_kind(AccountGranted)
        assert granted.fact.scope == Scope(
            departments=("Adult social care",), wards=("Riverside",)
        )


@on_files
@pytest.mark.parametrize(
    ("said", "saying"),
    [
        (("--role", "lead_provider"), "name its organisation"),
        (("--role", "reader", "--scope", "mars=1"), "say all, portfolio"),
        (("--role", "reader", "--scope", "contracts=C-99"), "no contract C-99"),
        (("--role", "approver", "--limit", "plenty"), "two places"),
        (("--role", "reader", "--limit", "10"), "nothing is approved"),
    ],
)
def test_an_account_that_cannot_be_is_refused_in_plain_words(
    run: Run, home: Home, said: tuple[str, ...], saying: str
) -> None:
    result = run("account", "create", "A. Person", *said)

    assert result.exit_code == 1
    assert saying in result.stderr
    assert "Traceback" not in result.output
    with opened_register(home) as register:
        assert register.reading.head() == 1


def test_an_import_ends_with_its_four_numbers(run: Run, tmp_path: Path) -> None:
    march, april = tmp_path / "march.json", tmp_path / "april.json"
    march.write_bytes(rows_of(3))
    april.write_bytes(file_of(*notices(2), notice(id="n-1", title="Another")))

    first = lines(run("import", str(march), "--kind", "contracts-finder"))
    second = lines(run("import", str(april), "--kind", "contracts-finder"))

    assert first[-1].strip() == "3 new, 0 changed, 0 unchanged, 0 no longer listed"
    assert second[-1].strip() == "1 new, 0 changed, 2 unchanged, 1 no longer listed"
    assert "march.json" in second[-2]


@on_files
def test_several_files_are_added_up(run: Run, tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for number, path in enumerate(files, 2):
        path.write_bytes(rows_of(number))

    said = lines(run("import", *map(str, files), "--kind", "contracts-finder"))

    assert said[-1] == ("All files: 3 new, 0 changed, 2 unchanged, 0 no longer listed")


@on_files
def test_a_fault_has_row_field_value_and_advice(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_bytes(file_of(notice(awarded_date="next Tuesday")))

    said = lines(run("import", str(path), "--kind", "contracts-finder"))

    assert any(
        re.search('row 1, awarded_date "next Tuesday": is not a date .*; write', line)
        for line in said
    )


@on_files
def test_an_import_with_a_refused_row_ends_with_1(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_bytes(file_of(notice(title=None), *notices(1)))

    result = run("import", str(path), "--kind", "contracts-finder")

    assert result.exit_code == 1
    assert "Refused" in result.stdout
    assert "1 new" in result.stdout


@on_files
def test_a_rehearsal_writes_nothing(run: Run, home: Home, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_bytes(rows_of(2))

    said = lines(run("import", str(path), "--kind", "contracts-finder", "--dry-run"))

    assert "2 new, 0 changed, 0 unchanged, 0 no longer listed" in said[-2]
    assert "nothing was written" in said[-1]
    with opened_register(home) as register:
        assert not register.reading.of_kind(ContractAdopted)


def test_the_register_is_shown_as_it_was_known(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_bytes(rows_of(1))
    lines(run("import", str(path), "--kind", "contracts-finder"))

    before = json.loads(run("as-at", "1", "contracts", "--json").stdout)
    after = json.loads(run("as-at", "6", "contracts", "--json").stdout)
    table = lines(run("as-at", "6", "contracts"))

    assert before == {"position": 1, "effective_on": "2026-11-21", "items": []}
    assert [item["title"] for item in after["items"]] == ["Contract 0"]
    assert "as known at #6" in table[0]
    assert any("Contract 0" in line for line in table)


@on_files
@pytest.mark.parametrize("what", get_args(What))
def test_every_kind_of_thing_is_shown(run: Run, what: str) -> None:
    assert lines(run("as-at", "1", what))[0].startswith(f"0 {what}, as known at #1")


@on_files
@pytest.mark.parametrize(
    ("moment", "effective", "saying"),
    [
        ("yesterday", "2026-11-21", "write known_at as a moment"),
        ("99", "2026-11-21", "positions 1 to 1"),
        ("1", "2999-01-01", "in the future"),
        ("1", "soon", "write effective_on"),
    ],
)
def test_a_moment_that_is_none_is_refused(
    run: Run, moment: str, effective: str, saying: str
) -> None:
    result = run("as-at", moment, "risks", "--effective", effective)

    assert result.exit_code == 1
    assert saying in result.stderr


def test_what_is_read_is_rebuilt_and_compared(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    path.write_bytes(rows_of(2))
    lines(run("import", str(path), "--kind", "contracts-finder"))

    assert "Rebuilt to position 11" in lines(run("rebuild"))[0]
    assert "is what the log says" in lines(run("rebuild", "--check"))[0]


def test_the_doctor_finds_a_register_in_order(run: Run) -> None:
    said = lines(run("doctor"))

    looked_at = {line[5:].partition(":")[0] for line in said if line[:5].strip()}
    assert {"python", "data folder", "disk", "register", "clock"} <= looked_at
    assert {"writing", "sealing", "read side", "keys", "pages"} <= looked_at
    assert any(line == "ok   register: 1 entries" for line in said)
    assert not any(line.startswith("fail") for line in said)


def test_a_register_is_opened_once(run: Run) -> None:
    said = ("--origin", "register.northmoor.example/2", "--authority", "Northmoor")

    result = run("init", *said)

    assert result.exit_code == 1
    assert "a register here already" in result.stderr


def test_a_register_is_exported_and_restored_elsewhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines(run("account", "create", "Ann Atkins", "--role", "administrator"))
    file, kept = str(tmp_path / "register.jsonl.gz"), str(tmp_path / "keys.json")

    told = lines(run("export", file, "--keys-file", kept))
    monkeypatch.delenv("COUNTERFOIL_DATABASE_URL", raising=False)
    elsewhere = ("--data", str(tmp_path / "elsewhere"))
    back = lines(run("restore", file, "--keys-file", kept, *elsewhere))

    assert told[0] == f"Exported 3 entries to {file}."
    nothing = "Nothing that was erased is there."
    assert back == ["Restored 3 entries.", told[1], nothing]
    assert re.fullmatch("Checkpoint: size 3, root [0-9a-f]{64}", told[1])
    assert all((tmp_path / name).stat().st_mode & 0o77 == 0 for name in (file, kept))
    assert lines(run("key", "create", "Ann Atkins", *elsewhere))
    assert "is what the log says" in lines(run("rebuild", "--check", *elsewhere))[0]


@on_files
def test_a_restore_without_keys_says_what_is_not_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = lines(run("account", "create", "Ann Atkins", "--role", "reader"))[-1]
    file = str(tmp_path / "register.jsonl")
    lines(run("export", file))
    monkeypatch.delenv("COUNTERFOIL_DATABASE_URL", raising=False)
    elsewhere = ("--data", str(tmp_path / "elsewhere"))

    told = lines(run("restore", file, *elsewhere))

    assert "Names cannot be read" in told[-1]
    assert lines(run("key", "create", account, *elsewhere))
    assert run("key", "create", "Ann Atkins", *elsewhere).exit_code == 1


def test_a_restore_over_a_register_is_refused_in_plain_words(
    run: Run, home: Home, tmp_path: Path
) -> None:
    file = str(tmp_path / "register.jsonl")
    lines(run("export", file))

    result = run("restore", file)

    assert result.exit_code == 1
    assert "a restore takes an empty place" in result.stderr
    with opened_register(home) as register:
        assert register.reading.head() == 1


@on_files
def test_a_changed_export_is_refused_in_plain_words(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "register.jsonl"
    lines(run("export", str(path)))
    path.write_bytes(path.read_bytes().replace(b"Northmoor", b"Southmoor"))
    monkeypatch.delenv("COUNTERFOIL_DATABASE_URL", raising=False)

    result = run("restore", str(path), "--data", str(tmp_path / "elsewhere"))

    assert result.exit_code == 1
    assert "#1, state/authority: does not fit its check" in result.stderr


@on_files
def test_an_export_that_fails_leaves_no_file(run: Run, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "none" / "register.jsonl"))

    assert result.exit_code == 1
    assert "No such file" in result.stderr
    assert not list(tmp_path.glob("**/*.jsonl*"))


@on_files
def test_the_doctor_says_that_keys_lie_beside_the_log(run: Run, home: Home) -> None:
    beside = lines(run("doctor"))
    apart = lines(run("doctor", "--keys", str(home.data / "keys")))

    assert any(line.startswith("warn keys: beside the log") for line in beside)
    assert any(line.startswith("ok   keys: in ") for line in apart)


def test_opening_a_register_where_one_may_be_keeps_it(run: Run, home: Home) -> None:
    said = ("--origin", "register.northmoor.example/2", "--authority", "Northmoor")

    assert "up to date" in lines(run("init", *said, "--keep"))[0]
    with opened_register(home) as register:
        assert register.reading.head() == 1


@on_files
def test_a_sheet_is_imported_with_what_is_said_of_it(
    run: Run, home: Home, tmp_path: Path
) -> None:
    path, options = tmp_path / "contracts.xlsx", tmp_path / "options.json"
    row = contract_row(1, **{"End date": "soon"})
    path.write_bytes(contracts_sheet(0, row, contract_row(2)))
    options.write_text('{"columns": {"Procurement notes": "service"}}')
    said = ("import", str(path), "--kind", "contracts", "--options", str(options))

    rehearsed = lines(run(*said, "--dry-run"))
    taken = lines(run(*said))
    again = lines(run(*said))

    assert rehearsed[-1] == "A rehearsal: nothing was written."
    assert any('row 4, column G, End date "soon"' in line for line in taken)
    assert taken[-1].strip() == "2 new, 0 changed, 0 unchanged, 0 no longer listed"
    assert again[-1].strip() == "0 new, 0 changed, 2 unchanged, 0 no longer listed"
    with opened_register(home) as register:
        adopted = [found.fact for found in register.reading.of_kind(ContractAdopted)]
    assert [fact.service for fact in adopted] == [
        "Mini-competition 1",
        "Mini-competition 2",
    ]


@on_files
def test_releases_of_ocds_are_imported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "releases.json"
    path.write_bytes(ALL)

    said = lines(run("import", str(path), "--kind", "ocds"))

    assert said[-1].strip().endswith("new, 0 changed, 0 unchanged, 0 no longer listed")


@on_files
def test_options_that_are_none_are_refused_in_plain_words(
    run: Run, tmp_path: Path
) -> None:
    path, options = tmp_path / "contracts.xlsx", tmp_path / "options.json"
    path.write_bytes(contracts_sheet(1))
    options.write_text('{"scores": {"Red": 5}}')

    said = ("import", str(path), "--kind", "contracts", "--options", str(options))
    result = run(*said)

    assert result.exit_code == 2
    assert "Traceback" not in result.output


@on_files
def test_the_exit_report_is_written_in_every_form(
    run: Run, home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "contracts.xlsx"
    path.write_bytes(contracts_sheet(1))
    lines(run("import", str(path), "--kind", "contracts"))
    with opened_register(home) as register:
        (adopted, *_) = register.reading.of_kind(ContractAdopted)
        named = f"C-{adopted.position}"

    made: dict[str, bytes] = {}
    for form in ("pdf", "docx", "xlsx", "json"):
        out = tmp_path / f"exit.{form}"
        asked = ("report", "exit", named, "--format", form, "--out", str(out))
        said = lines(run(*asked, "--meeting", "Cabinet"))
        made[form] = out.read_bytes()
        assert said[-1].startswith(f"{out}: {len(made[form]):,} bytes")

    assert made["pdf"].startswith(b"%PDF-1.7")
    assert {made[form][:2] for form in ("docx", "xlsx")} == {b"PK"}
    assert json.loads(made["json"])["contract"]["reference"] == named
    wrong = (*asked, "--part", "II")
    assert run(*wrong).exit_code == 1
    assert "exempt_paragraph" in run(*wrong).output
