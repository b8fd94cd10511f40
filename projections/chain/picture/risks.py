"""The worst open risk on record of each organisation and contract."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from projections.chain.naming import ids_of
from projections.chain.standing import Standing
from projections.policies import band, read_bands
from projections.sharing import is_shared_with
from projections.view import View


class Score(NamedTuple):
    """A score, the name of its band, and how far from the worst band that is."""

    score: int
    band: str | None
    below_worst: int

    @property
    def is_red(self) -> bool:
        """Whether it lies in the worst band of its matrix."""
        return self.band is not None and not self.below_worst


class Worst(NamedTuple):
    """The worst scores, by the id of what they are about; and of how many in all.

    `shown` is False for who may not read scores: nothing is said then, good or bad.
    """

    of: Mapping[str, Score]
    most: int
    shown: bool = True


def worst_risks(view: View) -> Worst:
    """The worst open risk of each organisation and contract that the caller may read.

    An open risk that nobody has scored says nothing; restricted ones leave no trace for
    who does not read them.
    """
    bands = read_bands(view)
    most = max(one["to"] for one in bands[max(bands)])
    if is_shared_with(view.reach):
        return Worst({}, most, shown=False)
    found: dict[str, Score] = {}
    for about, score, version in _scores(view):
        mine = bands.get(version or 0, bands[0])
        name = band(mine, {"score": score})
        order = [one["name"] for one in mine]
        below = len(order) - 1 - order.index(name) if name in order else len(order)
        if about not in found or found[about].score < score:
            found[about] = Score(score, name, below)
    return Worst(found, most)


def by_born(view: View, found: Standing, worst: Worst) -> dict[int, Score]:
    """The worst scores by when that was born which they are about, or its survivor."""
    scores: dict[int, Score] = {}
    for born, id_ in ids_of(view, ids=sorted(worst.of)).items():
        number = found.firm(born)
        about = born if number < 0 else int(found.firms[number])
        if about not in scores or scores[about].score < worst.of[id_].score:
            scores[about] = worst.of[id_]
    return scores


def latest(view: View, today: date) -> View:
    """The register as far as it has come, today: what a layout goes by."""
    tracked = view.pin.tracked
    pin = replace(view.pin, position=tracked, effective_on=today, recorded_on=today)
    return replace(view, pin=pin)


def _scores(view: View) -> Iterator[tuple[str, int, int | None]]:
    rows = view.pages.alive("risk", view.pin)
    may = view.pages.readable("risk", view.pin, rows, view.reach)
    wanted = select(
        rows.c.organisation_id,
        rows.c.contract_id,
        rows.c.current_score,
        rows.c.matrix_version,
    ).where(
        may,
        rows.c.in_error == 0,
        rows.c.status == "open",
        rows.c.current_score.is_not(None),
    )
    found = view.connection.execute(wanted, view.pin.params)
    for firm, contract, score, version in found:
        yield from ((about, score, version) for about in (firm, contract) if about)
