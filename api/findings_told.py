"""To whom the findings on a thing are told with it, and to whom they are not.

They are for who may list findings: officers, and auditors of what they audit. For
everybody else `findings` is null, which says that nothing is said of them.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from api.rights import reach_through
from domain.operations import OFFICERS, OPERATIONS, SYSTEM_ROLE
from domain.rights import Principal
from projections.change_control.beside import BESIDE
from projections.kinds import Row
from projections.view import View

Json = dict[str, Any]
_TOLD = OPERATIONS["list_findings"].keys()
# What others than those may do as well: there it is asked who does it.
ALSO_OTHERS = frozenset(
    operation for operation, rule in OPERATIONS.items() if rule.keys() - _TOLD
)
_ALL = OFFICERS | {SYSTEM_ROLE}


def is_told(principal: Principal, view: View, noun: str, row: Row, today: date) -> bool:
    """Whether somebody who reads a thing is told the findings on it."""
    roles = {grant.role for grant in principal.holding(today)}
    if roles <= _ALL:
        return bool(roles)
    if roles.isdisjoint(_TOLD):
        return False
    seen = replace(view, reach=reach_through(principal, "list_findings", today))
    return row[0] in seen.readable(noun, {row[0]})


def untold(thing: Json) -> Json:
    """The thing for who is not told what is found on it, nor what is made of it."""
    kept = ("findings", *BESIDE)
    return {**thing, **{name: None for name in kept if name in thing}}
