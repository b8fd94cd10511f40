"""Imports a sheet into a register, or says what would come of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from api.imports.columns.fields import KINDS
from api.imports.faults import escaped
from api.imports.job import File, Progress
from api.imports.report import Report
from api.imports.rows.carrying import carry_out
from api.imports.rows.contracts import draft_contract
from api.imports.rows.draft import Draft, Drafting, keyed
from api.imports.rows.issues import draft_issue
from api.imports.rows.job import CONFIDENCE, Job, job_of
from api.imports.rows.names import Names, identifiers
from api.imports.rows.options import Options
from api.imports.rows.others import draft_other, draft_payment
from api.imports.rows.risks import draft_risk
from api.imports.rows.sheet import read_sheet
from api.imports.rows.subcontractors import draft_subcontractor, parents_first
from api.imports.runs import Recording, Rehearsal, Run
from domain.facts.organisation import identity
from domain.log.register import Register
from domain.log.submission import Asker, Receipt
from projections.naming import Named

DRAFTS: Final[Mapping[str, Callable[[Drafting, Draft], None]]] = {
    "contracts": draft_contract,
    "risks": draft_risk,
    "ledger": draft_payment,
    "issues": draft_issue,
    "subcontractors": draft_subcontractor,
    "actions": draft_other,
}


def import_sheet(  # noqa: PLR0913 - the last four by name
    register: Register,
    named: Callable[[], Named],
    file: File,
    asker: Asker,
    kind: str,
    *,
    options: Options | None = None,
    dry_run: bool = False,
    receipt: Receipt | None = None,
    progress: Progress = lambda _, __: None,
) -> Report:
    """Takes a sheet into the register, or says what would come of it.

    Every row is accounted for in the report. As an import of notices it goes through
    the register's writer a few rows at a time, can be broken off and be run again.
    `named` tells what things are called. Raises the refusal of the whole, and
    AlreadyImported for a request whose receipt says that it was answered before.
    """
    options = options or Options()
    asker = replace(asker, confidence=CONFIDENCE)
    sheet = read_sheet(KINDS[kind], file.data, file.name, options)
    run: Run = Recording(register, asker, receipt if sheet.rows else None)
    if dry_run:
        run = Rehearsal(register, asker)
    job = job_of(register, run, file, KINDS[kind], options)
    job.sheet, job.progress, job.draw = sheet, progress, _drafts
    job.numbers = [each for row in sheet.rows for each in _numbers(row.says)]
    if sheet.table:
        job.shared.sheet = escaped(sheet.table.sheet)
    job.rows = len(sheet.table.rows) if sheet.table else 0
    return replace(carry_out(job, named), rehearsed=dry_run)


def _numbers(says: Mapping[str, object]) -> list[str]:
    found, _ = identifiers(says)
    return [identity(each).value for each in found]


def _drafts(job: Job, names: Names) -> list[Draft]:
    mac, new_id = job.register.keys.mac, job.register.sources.new_id
    drafting = Drafting(job.sheet, job.options, names, mac, new_id, job.file_name)
    fill = DRAFTS[job.kind.name]
    distinct = not job.kind.replaces
    rows = keyed(job.sheet.rows, job.kind.name, mac, job.faults, distinct=distinct)
    made = []
    for row, key, content_hash in rows:
        draft = drafting.draft(row, key, content_hash)
        fill(drafting, draft)
        if not draft.broken:
            made.append(draft)
    job.faults.extend(drafting.faults)
    return parents_first(made) if job.kind.name == "subcontractors" else made
