"""Rows of one file that are about the same thing: word for word, or at odds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from api.imports.faults import noted, refused
from api.imports.notice import Notice
from api.imports.reading import RefusedRow, RepeatedRow, Row, TakenRow

NAMED = 5  # other rows in one fault: a thousand would help nobody
REPEATED = noted("the same notice stands twice", "nothing: it was taken once")
AT_ODDS = refused(
    "one notice stands in several rows that say different things",
    "leave the row that holds: nothing in the file says which one does",
)
SAME_TITLE = noted(
    "another notice of this buyer has the same title",
    "say whether they are one contract: a call and its award, or a purchase repeated",
)


def settled(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with each notice in one of them at most.

    Equal rows are one notice, held by the first. Where they differ, all are
    refused: to prefer the first or the last would let the order of a file decide
    what the register believes.
    """
    rows = tuple(rows)
    by_id: defaultdict[str, list[TakenRow]] = defaultdict(list)
    for row in rows:
        if isinstance(row, TakenRow):
            by_id[row.notice.notice_id].append(row)
    repeated = [group for group in by_id.values() if len(group) > 1]
    instead = {row.row: row for group in repeated for row in _instead(group)}
    return _alike(instead.get(row.row, row) for row in rows)


def _instead(group: list[TakenRow]) -> list[Row]:
    first = group[0]
    if len({row.notice.content_hash for row in group}) == 1:
        return [first, *(_repetition(row, first) for row in group[1:])]
    columns = ", ".join(_differing([row.notice.canonical for row in group]))
    return [_refusal(row, group, columns) for row in group]


def _repetition(row: TakenRow, first: TakenRow) -> RepeatedRow:
    fault = REPEATED.at(row.row, "id", f"as row {first.row}")
    return RepeatedRow(row.row, row.notice.notice_id, first.row, (fault,))


def _refusal(row: TakenRow, group: list[TakenRow], columns: str) -> RefusedRow:
    others = _others(row.row, [other.row for other in group[: NAMED + 1]])
    fault = AT_ODDS.at(row.row, "id", f"also row {others}: {columns}")
    return RefusedRow(row.row, row.notice.notice_id, (*row.faults, fault))


def _differing(contents: list[dict[str, object]]) -> list[str]:
    first = contents[0]
    return [
        column
        for column, value in first.items()
        if any(content[column] != value for content in contents)
    ]


def _others(row: int, rows: list[int]) -> str:
    return ", ".join(str(other) for other in rows[: NAMED + 1] if other != row)


def _alike(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows, those with one title and buyer pointing at each other."""
    rows = tuple(rows)
    by_title: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if isinstance(row, TakenRow):
            by_title[_called(row.notice)].append(row.row)
    return tuple(
        _pointing(row, by_title[_called(row.notice)])
        if isinstance(row, TakenRow)
        else row
        for row in rows
    )


def _called(notice: Notice) -> tuple[str, str]:
    return notice.title.casefold(), (notice.organisation or "").casefold()


def _pointing(row: TakenRow, group: list[int]) -> TakenRow:
    if len(group) == 1:
        return row
    fault = SAME_TITLE.at(row.row, "title", f"as row {_others(row.row, group)}")
    return replace(row, faults=(*row.faults, fault))
