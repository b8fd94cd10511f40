"""Tells a whole register line by line, in the order of its log."""

from collections.abc import Iterator

from domain.facts.erasure import ErasureCarriedOut
from domain.ledger.tree import Frontier, leaf_hash
from domain.log.exported import Told, Unrestorable, event_line, first_line, last_line
from domain.log.mapper import leaf_of
from domain.log.reading import Reading

PAGE = 2_000


class Exporting:
    """The lines of one export; `told` says how far it has come.

    It goes on until nothing more is recorded, so that whatever ordered a value to be
    struck out is among the lines if the value was met struck out. Salts are told, so
    that every leaf can be made again; names only as they are sealed.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._frontier = Frontier()
        self._begun_at = reading.head()

    @property
    def told(self) -> Told:
        """What has been told so far."""
        return Told(self._frontier.size, self._frontier.root())

    def lines(self) -> Iterator[bytes]:
        """Every line, without its end.

        Raises Unrestorable if something was struck out meanwhile: what was told of it
        before would keep it.
        """
        yield first_line(self._reading.log_id)
        while rows := self._reading.rows(self._frontier.size, PAGE):
            leaves = [leaf_hash(leaf_of(self._reading.log_id, row)) for row in rows]
            self._frontier, _ = self._frontier.extend(leaves)
            yield from map(event_line, rows)
        self._refuse_left_over()
        yield last_line(self.told)

    def _refuse_left_over(self) -> None:
        for recorded in self._reading.of_kind(ErasureCarriedOut):
            if recorded.position > self._begun_at and recorded.fact.position:
                detail = (
                    f"#{recorded.position} struck something out while this was being"
                    " exported, which may be in the file; export again"
                )
                raise Unrestorable(detail)
