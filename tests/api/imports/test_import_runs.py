"""Rehearsed, at once, by somebody without the right, beside others: still once."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given

from api.imports.contracts_finder import read
from api.imports.drafts import Draft, draft
from api.imports.report import kept
from domain.account import Account, GrantAccount, InviteAccount
from domain.contract.contract import Contract
from domain.errors import NotAllowed
from domain.facts.contract import ContractAdopted
from domain.facts.contract_notice import ContractNoticeRecorded
from domain.facts.organisation import OrganisationRegistered
from domain.ledger.canonical import canonical
from domain.log.register import Home, Register, begin, decide
from domain.log.submission import Asker, Submission
from tests.api.imports.importing import (
    COUNCILS,
    asker,
    bring_in,
    facts,
    recorded,
    rows_of,
)
from tests.api.imports.notices import file_of, notice
from tests.api.imports.test_any_file import ROWS

MANY = 40


def test_a_rehearsal_says_what_the_import_then_does(register: Register) -> None:
    rows = rows_of(7, awarded_supplier="Halden Grounds Ltd")

    rehearsed = bring_in(register, rows, dry_run=True)
    head = register.reading.head()
    done = bring_in(register, rows)

    assert head == 1
    assert rehearsed.rehearsed
    assert rehearsed.counts == done.counts
    assert rehearsed.faults == done.faults
    assert len(facts(register, OrganisationRegistered)) == 1


def test_a_rehearsal_says_what_would_be_gone(register: Register) -> None:
    bring_in(register, rows_of(3))
    head = register.reading.head()

    report = bring_in(register, rows_of(2), dry_run=True)

    assert report.summary == "0 new, 0 changed, 2 unchanged, 1 no longer listed"
    assert report.earlier is not None
    assert register.reading.head() == head


def test_two_importers_at_once_take_every_notice_once(home: Home) -> None:
    registers = [Register(home), Register(home)]
    rows = rows_of(MANY, awarded_supplier="Halden Grounds Ltd")

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda r: bring_in(r, rows), registers))

    for report in reports:
        assert report.counts.new + report.counts.unchanged == MANY
        assert not report.anything_refused
    assert sum(report.counts.new for report in reports) == MANY
    assert len(facts(registers[0], ContractAdopted)) == MANY
    assert len(facts(registers[0], ContractNoticeRecorded)) == MANY
    assert len(facts(registers[0], OrganisationRegistered)) == 1
    for register in registers:
        register.close()


def test_two_imports_in_one_server_take_every_notice_once(register: Register) -> None:
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda _: bring_in(register, rows_of(MANY)), range(2)))

    assert sum(report.counts.new for report in reports) == MANY
    assert sum(report.counts.unchanged for report in reports) == MANY
    assert len(facts(register, ContractAdopted)) == MANY


def test_an_import_that_was_broken_off_is_taken_up_again(register: Register) -> None:
    def stop(done: int, _: int) -> None:
        if done > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(register, rows_of(20), progress=stop)

    report = bring_in(register, rows_of(20))
    assert report.counts.new + report.counts.unchanged == 20
    assert report.counts.unchanged > 0
    assert len(facts(register, ContractAdopted)) == 20
    assert len(facts(register, OrganisationRegistered)) == 20


def test_no_act_is_longer_than_twenty_events(register: Register) -> None:
    heads: list[int] = []
    register.after_commit(heads.append)

    bring_in(register, rows_of(30))

    assert max(b - a for a, b in zip([1, *heads], heads, strict=False)) <= 20


def test_progress_is_told_up_to_the_end(register: Register) -> None:
    told: list[tuple[int, int]] = []

    bring_in(register, rows_of(12), progress=lambda *step: told.append(step))

    assert [done for done, _ in told] == [5, 10, 12]
    assert told[-1] == (12, 12)


def account(register: Register, role: str, **scope: Any) -> Asker:
    """Somebody with one role."""
    stream = uuid4()
    invite = InviteAccount(name="A. Person")
    act = begin(Account, stream, Account.invite, invite, "create_account")
    register.submit(Submission(act, asker()))
    grant = GrantAccount.model_validate({"role": role, "scope": scope or "all"})
    act = decide(Account, stream, Account.grant, grant, "grant_account")
    register.submit(Submission(act, asker()))
    return Asker(account=stream, auth="session", request=uuid4())


def test_who_may_not_import_is_refused_and_nothing_is_written(
    register: Register,
) -> None:
    reader = account(register, "reader")
    head = register.reading.head()

    with pytest.raises(NotAllowed):
        bring_in(register, rows_of(2), asker=reader)

    assert register.reading.head() == head


def test_who_imports_as_a_manager_manages_what_is_new(register: Register) -> None:
    manager = account(register, "contract_manager")

    bring_in(register, rows_of(2), asker=manager)

    adopted = recorded(register, ContractAdopted)
    assert [each.fact.contract_manager for each in adopted] == [manager.account] * 2
    assert [each.envelope.by for each in adopted] == [manager.account] * 2


def test_a_notice_outside_a_portfolio_is_refused_and_the_others_are_taken(
    register: Register,
) -> None:
    bring_in(register, rows_of(1, title="Not yours"))
    manager = account(register, "contract_manager", contracts=[str(uuid4())])

    report = bring_in(register, rows_of(3), asker=manager)

    assert (report.counts.new, report.counts.refused) == (2, 1)
    assert report.anything_refused
    assert any(fault.row == 1 and "grants" in fault.advice for fault in report.faults)


def test_a_column_in_another_script_is_kept_under_a_name_the_log_takes(
    register: Register,
) -> None:
    bring_in(register, file_of(notice(größe="7")))

    (kept_notice,) = facts(register, ContractNoticeRecorded)
    assert kept_notice.unmapped == {"gr\\xf6\\xdfe": "7"}


@given(ROWS)
def test_whatever_is_read_can_be_kept_by_the_log(rows: list[Any]) -> None:
    reading = read(json.dumps(rows).encode())

    for row in reading.taken:
        made = draft(row, uuid4)
        if isinstance(made, Draft):
            canonical(made.recording.model_dump(mode="json"))
            canonical(made.adoption.model_dump(mode="json"))
    for fault in kept(reading.faults):
        canonical(fault.model_dump(mode="json"))


@pytest.mark.skipif(
    not COUNCILS.is_dir(), reason="the public data of shared/data is not here"
)
def test_seven_councils_are_accounted_for_row_by_row(file_register: Register) -> None:
    files = sorted((COUNCILS / "contracts-finder-lancashire").glob("*.json"))

    reports = [_from(file_register, path) for path in files]

    assert sum(report.counts.rows for report in reports) == 490
    assert sum(report.counts.new for report in reports) == 489
    assert sum(report.counts.unchanged for report in reports) == 1
    assert len(facts(file_register, ContractAdopted)) == 489
    head = file_register.reading.head()
    assert all(_from(file_register, path).counts.new == 0 for path in files)
    assert file_register.reading.head() == head


@pytest.mark.skipif(
    not COUNCILS.is_dir(), reason="the public data of shared/data is not here"
)
def test_snapshots_of_one_source_add_no_business_event(
    register: Register,
) -> None:
    files = sorted((COUNCILS / "contracts-finder-snapshots").glob("*.json"))
    _from(register, files[0])
    streams = _contracts(register)

    reports = [_from(register, path) for path in files[1:]]

    assert {r.summary for r in reports} == {
        "0 new, 0 changed, 94 unchanged, 0 no longer listed"
    }
    assert _contracts(register) == streams


def _contracts(register: Register) -> dict[UUID, int]:
    return {
        each.stream: each.envelope.version
        for each in register.reading.all_recorded()
        if isinstance(each.fact, Contract.kinds)
    }


def _from(register: Register, path: Path) -> Any:
    return bring_in(register, path.read_bytes(), name=path.name)
