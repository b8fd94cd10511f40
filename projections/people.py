"""Names and addresses of people, apart from everything that has versions."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.event import Fact, Recorded
from domain.facts import FACTS
from domain.facts.erasure import ErasureCarriedOut
from domain.values import Erased, known
from projections.kinds import Row
from projections.tables import PERSONAL

# Most facts hold nothing personal, and asking each of them takes time.
HOLDING = frozenset(kind for kind in FACTS if kind.personal is not Fact.personal)


def personal(recorded: Recorded[Any]) -> Mapping[str, UUID]:
    """The personal fields of a fact, each with the person whose it is."""
    fact = recorded.fact
    return fact.personal(recorded.stream) if type(fact) in HOLDING else {}


class PeopleFold:
    """The last known personal values of each subject in hand."""

    def __init__(self) -> None:
        self.rows = dict[str, Row]()

    def apply(self, recorded: Recorded[Any], fields: Mapping[str, UUID]) -> None:
        """Takes over what a fact says of people, or forgets somebody."""
        fact = recorded.fact
        if isinstance(fact, ErasureCarriedOut) and fact.subject:
            gone = Erased.by(recorded.position)
            self._put(fact.subject, dict.fromkeys(PERSONAL, str(gone)))
        for name, subject in fields.items():
            value = known(getattr(fact, name))
            if value is not None:
                self._put(subject, _cells(name, str(value)))

    def _put(self, subject: UUID, cells: Mapping[str, str]) -> None:
        who = str(subject)
        held = self.rows.get(who, (who, *(None,) * len(PERSONAL)))
        row = dict(zip(PERSONAL, held[1:], strict=True)) | dict(cells)
        self.rows[who] = (who, *(row[name] for name in PERSONAL))


def _cells(name: str, value: str) -> dict[str, str]:
    if name == "name":
        return {"name": value, "name_key": value.casefold()}
    return {name: value}


def subjects(page: Iterable[Recorded[Any]]) -> set[str]:
    """Everybody of whom a page of the log says something."""
    found = {str(who) for r in page for who in personal(r).values()}
    return found | {
        str(r.fact.subject)
        for r in page
        if isinstance(r.fact, ErasureCarriedOut) and r.fact.subject
    }
