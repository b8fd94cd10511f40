"""The accounts of an import of rows: what became of each, and what to look at."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.imports.accounting import INCOMPLETE, NOTHING_SHARED
from api.imports.closing import Carried, Closing
from api.imports.report import (
    ColumnTold,
    DifferenceTold,
    Fate,
    Match,
    Report,
    kept,
)
from api.imports.rows.draft import Draft
from api.imports.rows.job import Job
from api.imports.rows.taking import unlist
from domain.facts.imports import ImportCounts
from domain.notice_source import NoticeSource


def counted(job: Job, drafts: Sequence[Draft]) -> ImportCounts:
    """What became of the rows, once all of them were tried."""
    rows = job.rows
    taken = list(job.shared.taken.values())
    fates = [each.fate for each in taken]
    repeated = sum(f.wrong.startswith("the same row stands twice") for f in job.faults)
    return ImportCounts(
        rows=rows,
        repeated=repeated,
        refused=rows - repeated - len(fates),
        new=fates.count(Fate.NEW),
        changed=fates.count(Fate.CHANGED),
        unchanged=fates.count(Fate.UNCHANGED),
        no_longer_listed=len(job.shared.gone),
        to_match=len(matches(job, drafts)),
        kept=sum(each.became is None for each in taken),
    )


def matches(job: Job, drafts: Sequence[Draft]) -> tuple[Match, ...]:
    """What a person has to match: suppliers, contracts, owners."""
    return tuple(
        Match(
            row=draft.row.number,
            notice_id=draft.key,
            contract_id=draft.contract,
            supplier=unmatched.words,
            why=unmatched.why,
            what=unmatched.what,
        )
        for draft in drafts
        if (taken := job.shared.taken.get(draft.key))
        for unmatched in draft.unmatched
        # What a row is that became something is settled.
        if unmatched.what != "contract" or taken.became is None
    )


def closing(job: Job, drafts: Sequence[Draft]) -> Closing:
    """The act that ends the import."""
    return Closing(
        shared=job.shared,
        unlist=lambda desk, gone: unlist(desk, job.shared, gone),
        source=job.shared.source,
        file_name=job.file_name,
        sha256=job.sheet.sha256,
        listed=frozenset(draft.key for draft in drafts),
        complete=job.kind.replaces and not job.sheet.refused,
        counts=counted(job, drafts),
        faults=kept(job.faults),
        to_match=tuple(match.kept for match in matches(job, drafts)),
    )


def note(job: Job, memory: NoticeSource, drafts: Sequence[Draft]) -> str | None:
    """Why nothing was counted as no longer listed, None where it was."""
    earlier = memory.listed.get(job.shared.source)
    if earlier is None or not job.kind.replaces:
        return None
    if earlier.notices.isdisjoint(draft.key for draft in drafts):
        return NOTHING_SHARED
    return INCOMPLETE if job.sheet.refused else None


def report(
    job: Job, drafts: Sequence[Draft], carried: Carried, note: str | None = None
) -> Report:
    """What came of the file."""
    return Report(
        kind=job.kind.name,
        source=job.shared.source,
        file_name=job.file_name,
        sha256=job.sheet.sha256,
        counts=carried.counts,
        faults=tuple(job.faults),
        matches=matches(job, drafts),
        earlier=carried.earlier,
        import_id=carried.import_id,
        rehearsed=False,
        note=note,
        columns=tuple(
            ColumnTold(
                each.column.letter,
                each.column.name,
                each.field.name if each.field else None,
                each.how,
            )
            for each in job.sheet.columns
        ),
        differences=tuple(_differences(job, drafts)),
    )


def _differences(job: Job, drafts: Sequence[Draft]) -> Iterator[DifferenceTold]:
    for draft in drafts:
        taken = job.shared.taken.get(draft.key)
        for each in taken.differences if taken else ():
            column = job.sheet.column_of(_COLUMN.get(each.field, each.field))
            offers: list[dict[str, Any]] = [offer._asdict() for offer in each.offers]
            yield DifferenceTold(
                row=draft.row.number,
                column=column.column.letter if column else None,
                field=each.field,
                noun=each.noun,
                id=each.thing,
                source_says=each.source_says,
                register_says=each.register_says,
                offers=offers,
            )


# Fields that are made of a column with another name.
_COLUMN = {
    "provider_id": "supplier",
    "current": "current_score",
    "inherent": "inherent_score",
    "target": "target_score",
}
