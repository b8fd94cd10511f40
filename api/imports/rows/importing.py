"""Imports a sheet into a register, or says what would come of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid5

from api.imports.batches import in_batches
from api.imports.closing import Carried
from api.imports.columns.fields import KINDS, Kind
from api.imports.faults import Fault, Severity, escaped, shown
from api.imports.job import File, Progress, slug
from api.imports.memory import remembered
from api.imports.report import AlreadyImported, Report
from api.imports.rows.accounting import closing, counted, note, report
from api.imports.rows.contracts import draft_contract
from api.imports.rows.draft import Draft, Drafting, keyed
from api.imports.rows.job import Job
from api.imports.rows.names import Names, identifiers
from api.imports.rows.options import Options
from api.imports.rows.others import draft_other, draft_payment
from api.imports.rows.risks import draft_risk
from api.imports.rows.sheet import Sheet, read_sheet
from api.imports.rows.taking import Shared, matching, taking, unlisting
from api.imports.runs import Recording, Rehearsal, Run, holders
from domain.errors import Refusal
from domain.facts.organisation import identity
from domain.facts.source_row import row_claim
from domain.log.desk import WritingDesk
from domain.log.register import Register
from domain.log.submission import Asker, Receipt
from domain.notice_source import NoticeSource
from domain.place import Place
from domain.values import Identifier
from projections.naming import Named

CONFIDENCE: Final = "imported"
# Rows in one act: a new one is up to four events, and an act stays at twenty.
NEW_AT_ONCE: Final = 5
KNOWN_AT_ONCE: Final = 20
DRAFTS: Final[Mapping[str, Callable[[Drafting, Draft], None]]] = {
    "contracts": draft_contract,
    "risks": draft_risk,
    "ledger": draft_payment,
    "issues": draft_other,
    "subcontractors": draft_other,
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
    job = _job(register, run, sheet, options, file, KINDS[kind], progress)
    return replace(_carried_out(job, named), rehearsed=dry_run)


def _job(  # noqa: PLR0913, PLR0917 - everything a job is made of
    register: Register,
    run: Run,
    sheet: Sheet,
    options: Options,
    file: File,
    kind: Kind,
    progress: Progress,
) -> Job:
    name = shown(file.name).strip() or "unnamed"
    shared = Shared(
        kind=kind.name,
        source=slug(options.source or "") or kind.name,
        memory=uuid5(register.log_id, f"rows of {kind.name}"),
        names=uuid5(register.log_id, "names in sheets"),
        import_id=register.sources.new_id(),
        sheet=escaped(sheet.table.sheet) if sheet.table else "",
        file_name=name,
        keeps=not isinstance(run, Rehearsal),
    )
    return Job(run, register, kind, sheet, options, name, shared, progress)


def _carried_out(job: Job, named: Callable[[], Named]) -> Report:
    job.faults.extend(job.sheet.faults)
    memory, names_memory = _opened(job)
    names = _names(job, named, names_memory) if job.sheet.rows else None
    drafts = list(_drafts(job, names)) if names and not names.faults else []
    if names is None or not drafts:
        job.faults.extend(names.faults if names else ())
        return report(job, drafts, Carried(None, None, counted(job, drafts)))
    gone = _gone(job, memory, drafts)
    job.total = len(drafts) + len(gone)
    if names.given_contracts or names.given_suppliers:
        job.run(matching(job.shared, names.given_contracts, names.given_suppliers))
    _take(job, drafts)
    _unlist(job, gone)
    last = closing(job, drafts)
    job.run(last.act)
    return report(job, drafts, last.carried, note(job, memory, drafts))


def _opened(job: Job) -> tuple[NoticeSource, NoticeSource]:
    """What is remembered of the kind and of names. Refuses who may not import at all.

    Raises AlreadyImported for a request that was answered; one that was broken off
    is taken up under the id that it had.
    """

    def authorise(desk: WritingDesk) -> UUID:
        desk.authorise("create_import", Place())
        return job.shared.import_id

    job.shared.import_id = job.run(authorise).stream
    seen: list[tuple[int, NoticeSource, NoticeSource]] = []

    def look(desk: WritingDesk) -> UUID:
        version = desk.version(job.shared.import_id)
        memory = remembered(desk, job.shared.memory)
        seen.append((version, memory, remembered(desk, job.shared.names)))
        return job.shared.memory

    job.run(look)
    ((version, memory, names),) = seen
    if version:
        raise AlreadyImported(job.shared.import_id)
    return memory, names


def _names(job: Job, named: Callable[[], Named], memory: NoticeSource) -> Names:
    register = job.register
    known: dict[str, UUID] = {}
    for row in job.sheet.rows:
        known.update(dict.fromkeys(_numbers(row.says), UUID(int=0)))
    held = holders(register, "organisation-identifier", list(known))

    def held_ids(ids: list[Identifier]) -> Mapping[str, UUID]:
        values = (identity(each).value for each in ids)
        return {value: held[value] for value in values if value in held}

    return Names(named(), memory, job.options, held_ids, register.sources.new_id)


def _numbers(says: Mapping[str, object]) -> Iterable[str]:
    found, _ = identifiers(says)
    return (identity(each).value for each in found)


def _drafts(job: Job, names: Names) -> Iterable[Draft]:
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
    return made


def _gone(job: Job, memory: NoticeSource, drafts: Sequence[Draft]) -> list[str]:
    if not job.kind.replaces or job.sheet.refused:
        return []
    listed = frozenset(draft.key for draft in drafts)
    return sorted(memory.vanished(job.shared.source, listed))


def _take(job: Job, drafts: Sequence[Draft]) -> None:
    shared = job.shared
    claims = {d.key: row_claim(shared.kind, shared.source, d.key).value for d in drafts}
    held = holders(job.register, "source-row", list(claims.values()))

    def work(batch: Sequence[Draft]) -> None:
        job.run(taking(shared, batch), _hints(batch, claims, held))
        job.advance(len(batch))

    new = [each for each in drafts if claims[each.key] not in held]
    known = [each for each in drafts if claims[each.key] in held]
    if isinstance(job.run, Rehearsal):
        job.run.knows(_fresh(new), "source-row", claims.values(), held)
    for some, size in ((new, NEW_AT_ONCE), (known, KNOWN_AT_ONCE)):
        for refused, refusal in in_batches(some, size, work):
            job.faults.append(_fault(refused.row.number, refusal))


def _fresh(drafts: Iterable[Draft]) -> Iterable[UUID]:
    """Ids under which there can be nothing yet."""
    for draft in drafts:
        yield from (draft.stream, draft.thing)


def _hints(
    batch: Sequence[Draft], claims: Mapping[str, str], held: Mapping[str, UUID]
) -> Iterable[UUID]:
    """What an act will look at: also ids under which there is nothing yet."""
    for each in batch:
        row = held.get(claims[each.key])
        yield from (row,) if row else (each.stream, each.thing)
        yield from filter(None, (each.existing, each.contract))


def _unlist(job: Job, gone: Sequence[str]) -> None:
    def work(batch: Sequence[str]) -> None:
        job.run(unlisting(job.shared, batch))
        job.advance(len(batch))

    for _, refusal in in_batches(gone, KNOWN_AT_ONCE, work):
        job.faults.append(_fault(None, refusal))


def _fault(row: int | None, refusal: Refusal) -> Fault:
    """A row that the register did not take, in the register's own words."""
    wrong = f"{refusal.title} ({refusal.named_rule})"
    return Fault(row, None, "", wrong, refusal.detail, Severity.REFUSED)
