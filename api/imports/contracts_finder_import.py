"""Imports a file of Contracts Finder notices into a register, beside its server."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from api.imports.accounting import closing, counted, note, report
from api.imports.batches import in_batches
from api.imports.closing import Carried
from api.imports.contracts_finder import read
from api.imports.drafts import Draft, draft
from api.imports.faults import Fault, Severity
from api.imports.job import File, Job, Progress, named_after, shared_by, slug
from api.imports.memory import remembered
from api.imports.report import AlreadyImported, Report
from api.imports.runs import Recording, Rehearsal, Run
from api.imports.taking import taking, unlisting
from domain.errors import Refusal
from domain.log.desk import WritingDesk
from domain.log.register import Register
from domain.log.submission import Asker, Receipt
from domain.notice_source import NoticeSource
from domain.place import Place

CONFIDENCE = "public_register"
# Notices in one act: a new one is up to four events, and an act stays at twenty, so
# that whoever uses the register beside an import does not notice it.
NEW_AT_ONCE = 5
KNOWN_AT_ONCE = 20


def import_notices(  # noqa: PLR0913 - the last three by name
    register: Register,
    file: File,
    asker: Asker,
    *,
    source: str | None = None,
    dry_run: bool = False,
    receipt: Receipt | None = None,
    progress: Progress = lambda _, __: None,
) -> Report:
    """Takes a file of notices into the register, or says what would come of it.

    Every row is accounted for in the report. Acts of a few notices each go through
    the register's writer one after another, so an import may run beside a server, be
    broken off and be run again: what is there already is not taken twice. A single
    notice that is refused becomes a fault, and the others are taken. Raises the
    refusal of the whole, such as that the asker may not import, and AlreadyImported
    for a request whose receipt says that it was answered before.
    """
    asker = replace(asker, confidence=CONFIDENCE)
    reading = read(file.data)
    # A file that cannot be read is refused, and a refusal leaves no receipt.
    run: Run = Recording(register, asker, receipt if reading.taken else None)
    if dry_run:
        run = Rehearsal(register, asker)
    named = slug(source or "") or named_after(reading)
    new_id, shared = register.sources.new_id, shared_by(register)
    job = Job(run, reading, named, file.name, new_id, shared, progress)
    return replace(_carried_out(job), rehearsed=dry_run)


def _carried_out(job: Job) -> Report:
    job.faults.extend(job.reading.faults)
    memory = _opened(job)
    drafts = list(_drafts(job))
    if not drafts:
        return report(job, drafts, Carried(None, None, counted(job, drafts)))
    gone = _gone(job, memory)
    job.total = len(drafts) + len(gone)
    _take(job, drafts)
    _unlist(job, gone)
    last = closing(job, drafts)
    job.run(last.act)
    return report(job, drafts, last.carried, note(job, memory))


def _opened(job: Job) -> NoticeSource:
    """What is remembered of the kind of source. Refuses who may not import at all.

    Raises AlreadyImported for a request that was answered; one that was broken off
    is taken up under the id that it had.
    """

    def authorise(desk: WritingDesk) -> UUID:
        desk.authorise("create_import", Place())
        return job.shared.import_id

    job.shared.import_id = job.run(authorise).stream
    seen: list[tuple[int, NoticeSource]] = []

    def look(desk: WritingDesk) -> UUID:
        version = desk.version(job.shared.import_id)
        seen.append((version, remembered(desk, job.shared.memory)))
        return job.shared.memory

    job.run(look)
    ((version, memory),) = seen
    if version:
        raise AlreadyImported(job.shared.import_id)
    return memory


def _drafts(job: Job) -> Iterator[Draft]:
    for row in job.reading.taken:
        made = draft(row, job.new_id)
        if isinstance(made, Draft):
            yield made
        else:
            job.faults.append(made)


def _gone(job: Job, memory: NoticeSource) -> list[str]:
    if not job.reading.lists_all:
        return []
    return sorted(memory.vanished(job.source, job.reading.listed))


def _take(job: Job, drafts: Sequence[Draft]) -> None:
    held = job.shared.find(draft.notice_id for draft in drafts)

    def work(batch: Sequence[Draft]) -> None:
        job.run(taking(job.shared, batch), _hints(batch, held))
        job.advance(len(batch))

    new = [each for each in drafts if each.notice_id not in held]
    known = [each for each in drafts if each.notice_id in held]
    for some, size in ((new, NEW_AT_ONCE), (known, KNOWN_AT_ONCE)):
        for refused, refusal in in_batches(some, size, work):
            job.faults.append(_fault(refused.row, refused.notice_id, refusal))


def _hints(batch: Sequence[Draft], held: Mapping[str, UUID]) -> Iterator[UUID]:
    """What an act will look at: also ids under which there is nothing yet."""
    for each in batch:
        if each.notice_id in held:
            yield held[each.notice_id]
        else:
            yield from (each.contract_id, each.firm_id)


def _unlist(job: Job, gone: Sequence[str]) -> None:
    def work(batch: Sequence[str]) -> None:
        job.run(unlisting(job.shared, batch))
        job.advance(len(batch))

    for notice_id, refusal in in_batches(gone, KNOWN_AT_ONCE, work):
        job.faults.append(_fault(None, notice_id, refusal))


def _fault(row: int | None, notice_id: str, refusal: Refusal) -> Fault:
    """A notice that the register did not take, in the register's own words."""
    wrong = f"{refusal.title} ({refusal.named_rule})"
    return Fault(row, "id", notice_id, wrong, refusal.detail, Severity.REFUSED)
