"""Names and addresses of people, apart from everything that has versions."""

from collections.abc import Iterable, Mapping

from domain.facts.erasure import ErasureCarriedOut
from domain.values import Erased
from projections.kinds import Row
from projections.tables import PERSONAL
from projections.telling import Told
from projections.words import searchable


class PeopleFold:
    """The last known personal values of each subject in hand."""

    def __init__(self) -> None:
        self.rows = dict[str, Row]()

    def apply(self, told: Told) -> None:
        """Takes over what an event says of people, or forgets somebody."""
        for name, subject in told.personal.items():
            if isinstance(value := told.said.get(name), str):
                self._put(subject, _cells(name, value))
        if (gone := forgotten(told)) is not None:
            erased = str(Erased.by(told.position))
            self._put(gone, dict.fromkeys(PERSONAL, erased))

    def _put(self, subject: str, cells: Mapping[str, str]) -> None:
        held = self.rows.get(subject, (subject, *(None,) * len(PERSONAL)))
        row = dict(zip(PERSONAL, held[1:], strict=True)) | dict(cells)
        self.rows[subject] = (subject, *(row[name] for name in PERSONAL))


def forgotten(told: Told) -> str | None:
    """Whom an event forgets, None if nobody."""
    return told.said.get("subject") if told.kind is ErasureCarriedOut else None


def subjects(page: Iterable[Told]) -> set[str]:
    """Everybody of whom a page of the log says something."""
    found = {who for told in page for who in told.personal.values()}
    return found | {gone for told in page if (gone := forgotten(told)) is not None}


def _cells(name: str, value: str) -> dict[str, str]:
    if name == "name":
        keys = {"name_key": value.casefold(), "name_words": searchable(value)}
        return {"name": value, **keys}
    return {name: value}
