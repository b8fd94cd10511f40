"""Carries rows into the register, a few at a time, and says what came of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from api.imports.batches import in_batches
from api.imports.closing import Carried
from api.imports.faults import Fault, Severity
from api.imports.memory import remembered
from api.imports.report import AlreadyImported, Report
from api.imports.rows.accounting import closing, counted, note, report
from api.imports.rows.draft import Draft
from api.imports.rows.job import Job
from api.imports.rows.names import Names
from api.imports.rows.taking import matching, taking, unlisting
from api.imports.runs import Rehearsal, holders
from domain.errors import Refusal
from domain.facts.organisation import identity
from domain.facts.source_row import row_claim
from domain.log.desk import WritingDesk
from domain.notice_source import NoticeSource
from domain.place import Place
from domain.values import Identifier
from projections.naming import Named

# Rows in one act: a new one is up to four events, and an act stays at twenty.
NEW_AT_ONCE: Final = 5
KNOWN_AT_ONCE: Final = 20


def carry_out(job: Job, named: Callable[[], Named]) -> Report:
    """Takes all rows of a job, or says that there is nothing to take."""
    job.faults.extend(job.sheet.faults)
    memory, names_memory = _opened(job)
    names = _names(job, named, names_memory) if job.rows else None
    drafts = job.draw(job, names) if names and not names.faults else []
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
    held = holders(register, "organisation-identifier", list(set(job.numbers)))

    def held_ids(ids: list[Identifier]) -> Mapping[str, UUID]:
        values = (identity(each).value for each in ids)
        return {value: held[value] for value in values if value in held}

    return Names(named(), memory, job.options, held_ids, register.sources.new_id)


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
