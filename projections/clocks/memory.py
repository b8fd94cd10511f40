"""The clocks that were found last, of one register.

To find all of them takes a look at every contract and risk; the next page, the file and
the calendar ask for the same, and after an entry little has moved.
"""

from dataclasses import replace

from projections.clocks.looking import Look
from projections.clocks.standing import Standing, look_for, standing
from projections.keeping import Keeper
from projections.officers import alike
from projections.view import View


class RememberedClocks:
    """All clocks that a caller may know of."""

    def __init__(self) -> None:
        self._kept = Keeper(standing_in)

    def of(self, view: View, contracts: frozenset[str] = frozenset()) -> Standing:
        """All of them, or at least those on some contracts."""
        reach = alike(view.reach)
        if reach is not view.reach:
            found = self._kept.of(replace(view, reach=reach))
            return found.with_own(look_for(Look(view, own=True)))
        # What few people read is looked for as they ask.
        return standing(Look(view, contracts)) if contracts else self._kept.of(view)


def standing_in(view: View) -> Standing:
    """All clocks that run in a register."""
    return standing(Look(view))
