"""The clocks of breaches: what has to be published of them, and by when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from domain.law.procurement_act import performance_notice
from projections.clocks.looking import Look, read
from projections.clocks.of_contracts import bought, published_notices
from projections.clocks.tally import Subject, Tally

NAMES: Sequence[str] = (
    "contract_id",
    "owner",
    "handling",
    "plan_outcome",
    "plan_judged_on",
    "remedies",
)
BOUGHT: Sequence[str] = ("regime", "light_touch", "category")
# Remedies by which a breach is one that the public is told of.
TOLD: Final = frozenset({"damages", "settlement"})


def set_clocks(look: Look, tally: Tally) -> None:
    """Sets the clock of each failure or breach that no notice was recorded of since.

    It runs on when the issue is over: what is owed is owed to the public.
    """
    found = [
        (thing, said, days)
        for thing, _, *cells in look.rows("issue", NAMES)
        if (said := dict(zip(NAMES, cells, strict=True)))["contract_id"]
        and (days := list(_days(said)))
    ]
    if not found:
        return
    contracts = sorted({said["contract_id"] for _, said, _ in found})
    # A contract is nobody's own, whoever alone reads of the issue.
    everybodys = replace(look, own=False)
    ways = {
        thing: bought(dict(zip(BOUGHT, cells, strict=True)))
        for thing, _, *cells in everybodys.rows("contract", BOUGHT, among=contracts)
    }
    notices = published_notices(everybodys, contracts)
    for thing, said, days in found:
        contract = said["contract_id"]
        published = notices.get(contract, {}).get("UK9", ())
        restricted = said["handling"] == "restricted"
        subject = Subject("issue", thing, contract, said["owner"], restricted)
        for day in days if contract in ways else ():
            if not _is_published(day, published):
                verdict = performance_notice(ways[contract], date.fromisoformat(day))
                tally.judge(subject, verdict, day, f"of {day}")


def _days(said: Mapping[str, Any]) -> Iterator[str]:
    """The days of what the public is told."""
    if said["plan_outcome"] == "failed_to_improve" and said["plan_judged_on"]:
        yield said["plan_judged_on"]
    for one in read(said["remedies"]) or ():
        if one["remedy"] in TOLD:
            yield one["taken_on"]


def _is_published(day: str, published: Sequence[str | None]) -> bool:
    """Whether a notice is recorded of that day or later, or of no day."""
    return any(on is None or on >= day for on in published)
