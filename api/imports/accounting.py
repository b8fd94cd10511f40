"""The accounts of an import: every row, what became of it, and what to look at."""

from collections.abc import Sequence

from api.imports.closing import Carried, Closing
from api.imports.drafts import Draft
from api.imports.faults import shown
from api.imports.job import KIND, Job
from api.imports.report import Fate, Match, Report, kept
from api.imports.taking import unlist
from domain.facts.imports import ImportCounts
from domain.notice_source import NoticeSource

INCOMPLETE = (
    "the file does not show all that its source lists, so nothing was counted as no"
    " longer listed"
)
NOTHING_SHARED = (
    "the file has no notice in common with the one before it, so nothing was counted"
    " as no longer listed; if it comes from elsewhere, name its source"
)


def counted(job: Job, drafts: Sequence[Draft]) -> ImportCounts:
    """What became of the rows, once all of them were tried."""
    rows, _, repeated, _ = job.reading.counts
    fates = [taken.fate for taken in job.shared.taken.values()]
    return ImportCounts(
        rows=rows,
        repeated=repeated,
        refused=rows - repeated - len(fates),
        new=fates.count(Fate.NEW),
        changed=fates.count(Fate.CHANGED),
        unchanged=fates.count(Fate.UNCHANGED),
        no_longer_listed=len(job.shared.gone),
        to_match=len(matches(job, drafts)),
    )


def matches(job: Job, drafts: Sequence[Draft]) -> tuple[Match, ...]:
    """The suppliers that a person has to match."""
    return tuple(
        Match(
            row=draft.row,
            notice_id=draft.notice_id,
            contract_id=taken.contract,
            supplier=draft.recording.supplier_as_published or "",
            why=taken.unmatched,
        )
        for draft in drafts
        if (taken := job.shared.taken.get(draft.notice_id)) and taken.unmatched
    )


def closing(job: Job, drafts: Sequence[Draft]) -> Closing:
    """The act that ends the import."""
    return Closing(
        shared=job.shared,
        unlist=lambda desk, gone: unlist(desk, job.shared, gone),
        source=job.source,
        file_name=shown(job.file_name).strip() or "unnamed",
        sha256=job.reading.sha256,
        listed=job.reading.listed,
        complete=job.reading.lists_all,
        counts=counted(job, drafts),
        faults=kept(job.faults),
        to_match=tuple(match.kept for match in matches(job, drafts)),
    )


def note(job: Job, memory: NoticeSource) -> str | None:
    """Why nothing was counted as no longer listed, None where it was."""
    earlier = memory.listed.get(job.source)
    if earlier is None:
        return None
    if earlier.notices.isdisjoint(job.reading.listed):
        return NOTHING_SHARED
    return None if job.reading.lists_all else INCOMPLETE


def report(
    job: Job, drafts: Sequence[Draft], carried: Carried, note: str | None = None
) -> Report:
    """What came of the file."""
    return Report(
        kind=KIND,
        source=job.source,
        file_name=job.file_name,
        sha256=job.reading.sha256,
        counts=carried.counts,
        faults=tuple(job.faults),
        matches=matches(job, drafts),
        earlier=carried.earlier,
        import_id=carried.import_id,
        rehearsed=False,
        note=note,
    )
