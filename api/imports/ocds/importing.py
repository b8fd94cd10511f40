"""Imports OCDS releases and records, or says what would come of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from api.imports.columns.fields import Kind
from api.imports.job import File, Progress
from api.imports.ocds.drafting import Drafting
from api.imports.ocds.history import Published, read
from api.imports.ocds.pieces import agreements
from api.imports.ocds.terms import identifiers_of, suppliers_of
from api.imports.report import Report
from api.imports.rows.carrying import carry_out
from api.imports.rows.draft import Draft
from api.imports.rows.job import Job, job_of
from api.imports.rows.names import Names
from api.imports.rows.options import Options
from api.imports.rows.sheet import Sheet
from api.imports.runs import Recording, Rehearsal, Run, holders
from domain.facts.organisation import identity
from domain.facts.source_row import row_claim
from domain.log.register import Register
from domain.log.submission import Asker, Receipt
from domain.source_row import SourceRow
from projections.naming import Named

OCDS: Final = "ocds"
CONFIDENCE: Final = "public_register"
# A file of releases is never all that a publisher has: what it lacks has not gone.
KIND: Final = Kind(OCDS, "title", {}, replaces=False)


def import_ocds(  # noqa: PLR0913 - the last four by name
    register: Register,
    named: Callable[[], Named],
    file: File,
    asker: Asker,
    *,
    options: Options | None = None,
    dry_run: bool = False,
    receipt: Receipt | None = None,
    progress: Progress = lambda _, __: None,
) -> Report:
    """Takes releases into the register, or says what would come of them.

    Each contract, amendment and risk allocation becomes what it is in the register;
    all else is kept as it was published. Raises as the import of a sheet does.
    """
    asker = replace(asker, confidence=CONFIDENCE)
    published = read(file.data)
    run: Run = Recording(register, asker, receipt if published.histories else None)
    if dry_run:
        run = Rehearsal(register, asker)
    job = job_of(register, run, file, KIND, options or Options())
    job.sheet = Sheet(published.sha256, faults=published.faults)
    job.progress = progress
    job.rows = published.rows
    job.numbers = list(_numbers(published))
    job.draw = lambda job, names: _drafts(job, names, published)
    return replace(carry_out(job, named), rehearsed=dry_run)


def _numbers(published: Published) -> set[str]:
    """The identifiers of everybody who was awarded something."""
    return {
        identity(each).value
        for history in published.histories
        for agreement in agreements(history)
        for supplier in suppliers_of(agreement)
        for each in identifiers_of(supplier, history.last)
    }


def _drafts(job: Job, names: Names, published: Published) -> list[Draft]:
    register, source = job.register, job.shared.source

    def known(key: str) -> UUID | None:
        claim = row_claim(OCDS, source, key)
        stream = holders(register, claim.kind, [claim.value]).get(claim.value)
        if stream is None:
            return None
        return SourceRow.replay(register.reading.history(stream)).content.became_id

    new_id, mac = register.sources.new_id, register.keys.mac
    drafting = Drafting(names, mac, new_id, known)
    drafts = [
        draft for history in published.histories for draft in drafting.drafts(history)
    ]
    job.faults.extend(drafting.faults)
    made = [draft for draft in drafts if not draft.broken]
    # What was published counts piece by piece: a release is many.
    job.rows = len(drafts)
    return made
