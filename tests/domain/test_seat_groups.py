"""Seats that stand in for one another: so many are needed, of those of one place."""

from datetime import date
from typing import Any

import pytest

from domain.errors import OverridesLater, RuleBroken, UnknownReference
from domain.facts.seat_group import ChainGroupsSet, SeatGroup
from domain.occasion import Dated
from domain.supply_chain.commands import SetGroups
from domain.supply_chain.seat_groups import set_groups
from tests.chains import KITCHEN, LAUNDRY, MEALS, NIGHTS, WASHERS, chain, declared

SEATS = (
    declared(),
    declared(MEALS, KITCHEN),
    declared(LAUNDRY, WASHERS, parent_seat_id=str(NIGHTS)),
)
BOTH = {"name": "Nights", "needed": 1, "seat_ids": [str(NIGHTS), str(MEALS)]}
GROUP = SeatGroup.model_validate(BOTH, strict=False)


def setting(*groups: dict[str, Any], **more: Any) -> SetGroups:
    return SetGroups.model_validate({"groups": list(groups), **more})


def test_the_whole_table_is_set_and_set_anew() -> None:
    outcome = chain(*SEATS).when(set_groups, setting(BOTH))
    outcome.then(ChainGroupsSet(groups=(GROUP,)))
    outcome.after.when(set_groups, setting(BOTH)).then()
    # An empty table says that each essential seat is needed again.
    outcome.after.when(set_groups, setting()).then(ChainGroupsSet(groups=()))
    chain(*SEATS).when(set_groups, setting()).then()


@pytest.mark.parametrize(
    ("groups", "rule", "saying"),
    [
        ([BOTH | {"needed": 3}], "group-too-thin", "Say at most 2"),
        ([BOTH | {"seat_ids": [str(NIGHTS)]}], "group-of-one", "two or more"),
        ([BOTH, BOTH], "group-twice", "its own name"),
        ([BOTH, BOTH | {"name": "Other"}], "group-twice", "one group at most"),
        (
            [BOTH | {"seat_ids": [str(MEALS), str(LAUNDRY)]}],
            "group-apart",
            "under another place",
        ),
    ],
)
def test_what_could_never_be_so_is_refused(
    groups: list[dict[str, Any]], rule: str, saying: str
) -> None:
    chain(*SEATS).when(set_groups, setting(*groups)).refuses(
        RuleBroken, saying=saying, rule=rule
    )


def test_a_seat_of_no_chain_stands_in_for_nobody() -> None:
    chain(SEATS[0]).when(set_groups, setting(BOTH)).refuses(
        UnknownReference, saying="declare it first"
    )


def test_a_later_table_is_not_replaced_in_silence() -> None:
    later = Dated(ChainGroupsSet(groups=(GROUP,)), date(2026, 10, 1))
    command = setting(BOTH | {"needed": 2}, effective_on="2026-09-15")
    chain(*SEATS, later).when(set_groups, command).refuses(
        OverridesLater, saying="2026-10-01"
    )
