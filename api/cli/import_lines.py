"""What came of an import, as lines for a terminal."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from api.imports.faults import Fault, Severity
from api.imports.report import Match, Report, grouped

# A fault with the rows that it is found in; what is wrong, and what to do about it.
Group = tuple[Fault, list[int]]
Note = tuple[str, str]

NAMED = 8
TITLES = {
    Severity.REFUSED: "Refused",
    Severity.KEPT_AS_UNKNOWN: "Taken without a value",
    Severity.NOTED: "Taken, and worth a look",
}


def told_of(report: Report, *, all_faults: bool) -> Iterator[str]:
    """A report as lines, the summary last."""
    counts = report.counts
    came = f"{counts.rows} rows, source {report.source} ({report.kind})"
    yield f"{report.file_name}: {came}"
    yield from _faults(report, all_faults=all_faults)
    yield from _matches(report)
    yield from _differences(report)
    if report.note:
        yield f"  Note: {report.note}"
    if counts.repeated or counts.refused:
        yield f"  {counts.repeated} repeated, {counts.refused} refused"
    if counts.kept:
        yield f"  {counts.kept} kept as rows: no thing of the register is made of them"
    yield f"  {_against(report)}"
    yield f"  {report.summary}"


def _against(report: Report) -> str:
    if report.earlier is None:
        return "Against no earlier file: this is the first of its source"
    same = ", this very file" if report.repeats else ""
    earlier = report.earlier
    return f"Against the earlier file {earlier.file_name} ({earlier.reference}{same})"


def _faults(report: Report, *, all_faults: bool) -> Iterator[str]:
    """Each refusal by itself; what is only to be known, told once for all its rows."""
    title = None
    groups = grouped(report.faults)
    alike = {} if all_faults else _alike(groups)
    for fault, rows in groups:
        if fault.severity is not title:
            title = fault.severity
            yield f"  {TITLES[title]}:"
        if (several := alike.get(_notes(fault))) is not None:
            if several[0][0] == fault:
                yield f"    {_counted(several)}: {_said(fault)}"
            continue
        alone = all_faults or title is Severity.REFUSED or len(rows) <= 1
        told = [each for each in report.faults if _same(each, fault)] if alone else []
        for each in told:
            where = f"row {each.row}, " if each.row else ""
            where += f"column {each.column}, " if each.column else ""
            value = f' "{each.value}"' if each.value else ""
            yield f"    {where}{each.field or 'all of it'}{value}: {_said(each)}"
        if not alone:
            yield f"    {_rows(rows)}, {fault.field or 'all of it'}: {_said(fault)}"


def _alike(groups: list[Group]) -> dict[Note, list[Group]]:
    """What is only to be known, and is the same of several fields: one line each."""
    found: defaultdict[Note, list[Group]] = defaultdict(list)
    for group in groups:
        if group[0].severity is Severity.NOTED and group[0].column is None:
            found[_notes(group[0])].append(group)
    return {note: several for note, several in found.items() if len(several) > 1}


def _notes(fault: Fault) -> Note:
    return fault.wrong, fault.advice


def _counted(groups: list[Group]) -> str:
    """How many of each field: "20 charges, 14 parties, tender"."""
    fields = Counter[str]()
    for fault, rows in groups:
        fields[fault.field or "all of it"] += max(1, len(rows))
    return ", ".join(
        f"{count} {field}" if count > 1 else field for field, count in fields.items()
    )


def _same(one: Fault, other: Fault) -> bool:
    return replace(one, row=None, value="") == replace(other, row=None, value="")


def _said(fault: Fault) -> str:
    return f"{fault.wrong}; {fault.advice}"


def _rows(rows: list[int]) -> str:
    """Each row once, however much is to be said of it."""
    found = list(dict.fromkeys(rows))
    if len(found) == 1:
        return f"row {found[0]}, {len(rows)} times"
    named = ", ".join(map(str, found[:NAMED]))
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return f"rows {named}{more}"


def _matches(report: Report) -> Iterator[str]:
    for what in ("supplier", "contract", "owner"):
        found = [match for match in report.matches if match.what == what]
        if found:
            yield f"  {what.capitalize()}s to match by hand:"
        if report.columns:
            yield from _alike_matches(found)
            continue
        for match in found:
            where = f"row {match.row}, notice {match.notice_id}"
            yield f'    {where} "{match.supplier}": {match.why}'


def _alike_matches(found: list[Match]) -> Iterator[str]:
    """Each name once, with the rows in which it stands."""
    rows: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
    for match in found:
        rows[match.supplier, match.why].append(match.row)
    for (name, why), numbers in rows.items():
        where = f"row {numbers[0]}" if len(numbers) == 1 else _rows(numbers)
        yield f'    {where} "{name}": {why}'


def _differences(report: Report) -> Iterator[str]:
    """What a source says that the register does not: nothing was changed by it."""
    if report.differences:
        yield "  The source says, and the register does not:"
    for each in report.differences:
        where = f"row {each.row}, {each.field}"
        yield f"    {where}: {each.source_says}, not {each.register_says}"
        for offer in each.offers:
            yield f"      {offer['method']} {offer['path']} {offer['body']}"
