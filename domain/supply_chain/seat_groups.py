"""What is decided of seats that stand in for one another."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.seat_group import ChainGroupsSet, SeatGroup
from domain.occasion import Occasion
from domain.supply_chain.commands import SetGroups
from domain.supply_chain.structure import refuse_no_seat
from domain.supply_chain.supply_chain import SupplyChain

FEWEST = 2


def set_groups(
    chain: SupplyChain, command: SetGroups, occasion: Occasion
) -> list[Fact]:
    """RECORD. Of which seats so many are needed; refused is what could never be so.

    That seats of a group end, until fewer are left than are needed, has happened and
    is never refused: the chain shows the group as thin.
    """
    table = command.groups
    _refuse_twice(table)
    for nth, group in enumerate(table):
        _refuse_more_than_there_are(nth, group)
        _refuse_apart(chain, nth, group, occasion.day)
    said: dict[str, object] = {"groups": table}
    stands = chain.on("groups", occasion.day) is not None
    if not (table or stands):
        return []
    news = chain.timeline.news(said, occasion.day, occasion.until)
    chain.timeline.refuse_override(news, occasion)
    if not news:
        return []
    return [
        ChainGroupsSet(groups=table, change_id=command.change_id, reason=command.reason)
    ]


def _refuse_twice(table: Sequence[SeatGroup]) -> None:
    """Refuses two groups of one name, and a seat that is in two."""
    names, seats = set[str](), set[UUID]()
    for nth, group in enumerate(table):
        if group.name.casefold() in names:
            detail = f"two groups are called {group.name}; give each its own name"
            raise RuleBroken(detail, rule="group-twice", pointer=f"/groups/{nth}/name")
        names.add(group.name.casefold())
        for at, seat in enumerate(group.seat_ids):
            if seat in seats:
                detail = (
                    f"seat {seat} is named twice; it is in one group at most, and"
                    " counts once in it"
                )
                pointer = f"/groups/{nth}/seat_ids/{at}"
                raise RuleBroken(detail, rule="group-twice", pointer=pointer)
            seats.add(seat)


def _refuse_more_than_there_are(nth: int, group: SeatGroup) -> None:
    """Refuses a group of one, and one that needs more seats than it has."""
    count = len(group.seat_ids)
    if count < FEWEST:
        detail = (
            f"{group.name} has {count} seats, and a seat does not stand in for itself:"
            " name two or more, or leave the group out"
        )
        pointer = f"/groups/{nth}/seat_ids"
        raise RuleBroken(detail, rule="group-of-one", pointer=pointer)
    if group.needed > count:
        detail = (
            f"{group.name} needs {group.needed} of {count} seats. Say at most {count},"
            " which is all of them, or name the seats that are missing"
        )
        pointer = f"/groups/{nth}/needed"
        raise RuleBroken(detail, rule="group-too-thin", pointer=pointer)


def _refuse_apart(chain: SupplyChain, nth: int, group: SeatGroup, day: date) -> None:
    """Refuses seats that are not there, or that different places pay."""
    above = set[UUID]()
    for at, seat in enumerate(group.seat_ids):
        pointer = f"/groups/{nth}/seat_ids/{at}"
        refuse_no_seat(chain.seats, seat, pointer)
        above.add(chain.seats[seat].parent(day) or chain.stream)
        if len(above) > 1:
            detail = (
                f"on {day} seat {seat} stands under another place than the first of"
                f" {group.name}: only seats right under the same one stand in for one"
                " another"
            )
            raise RuleBroken(detail, rule="group-apart", pointer=pointer)
