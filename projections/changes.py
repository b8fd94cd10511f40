"""What a fold of one noun has to write, kept until enough of it is there."""

from collections.abc import Iterable, Iterator

from projections.kinds import Row
from projections.model import FROM, ID

Key = tuple[str, str]


class Changes:
    """Closed versions to append, ended rows to add and to remove, things to replace."""

    def __init__(self) -> None:
        self.past: list[Row] = []
        self.dirty: set[str] = set()
        self.unended: set[Key] = set()
        self._ended: dict[str, dict[str, Row]] = {}
        self._count = 0

    def __len__(self) -> int:
        return len(self.past) + len(self.unended) + self._count

    @property
    def ended(self) -> Iterator[Row]:
        """The rows that have ended, in no order."""
        for rows in self._ended.values():
            yield from rows.values()

    def end(self, row: Row) -> None:
        """Adds a row that is known now and in effect no longer."""
        self._ended.setdefault(row[ID], {})[row[FROM]] = row
        self._count += 1

    def unend(self, row: Row) -> None:
        """Removes an ended row: it has been replaced."""
        if self._ended.get(row[ID], {}).pop(row[FROM], None) is None:
            self.unended.add((row[ID], row[FROM]))
        else:
            self._count -= 1

    def over(self, thing: str, stored: Iterable[Row]) -> list[Row]:
        """All ended rows of a thing, given those that are stored."""
        left = [row for row in stored if (thing, row[FROM]) not in self.unended]
        return [*left, *self._ended.get(thing, {}).values()]
