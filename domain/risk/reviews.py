"""Many risks that are still right, said in one act: all of them or none."""

from collections.abc import Callable, Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.desk import Desk
from domain.errors import NotFound, Refusal, RuleBroken
from domain.event import Fact
from domain.occasion import Link
from domain.risk.commands import ReviewRisk
from domain.risk.risk import Risk
from domain.values import Ids


class ReviewRisks(ReviewRisk):
    """Says of up to 500 risks that they were looked at and are still right."""

    risk_ids: Ids = Field(min_length=1)

    @override
    def links(self) -> Iterator[Link]:
        # A risk that is not there is refused by name, like all that is refused here.
        yield from ReviewRisk.links(self)


def review_risks(
    desk: Desk, command: ReviewRisks, allow: Callable[[Risk], None]
) -> None:
    """Records a review of each risk, with one reason, or of none.

    RECORD. `allow` refuses a risk that the caller may not review. Raises a refusal
    whose `faults` name each risk that was refused.
    """
    occasion = desk.occasion(command)
    faults = dict[str, Refusal]()
    reviewed = dict[UUID, list[Fact]]()
    for place, stream in enumerate(command.risk_ids):
        try:
            risk = desk.read(Risk, stream)
            allow(risk)
            reviewed[stream] = risk.review(command, occasion)
        except NotFound:
            # What is hidden and what is not there are told in the same words.
            faults[f"/risk_ids/{place}"] = NotFound()
        except Refusal as refusal:
            faults[f"/risk_ids/{place}"] = refusal
    if faults:
        raise _refusal(faults, len(command.risk_ids))
    for stream, facts in reviewed.items():
        desk.record(Risk, stream, facts)


def _refusal(faults: dict[str, Refusal], asked: int) -> Refusal:
    """One refusal for all: of their kind and rule, where they have one in common."""
    first = next(iter(faults.values()))
    alike = {(type(each), each.named_rule) for each in faults.values()}
    detail = (
        f"{len(faults)} of {asked} risks were refused, so none was reviewed; errors"
        f" says why, one by one. The first: {first.detail}"
    )
    refusal = first if len(alike) == 1 else RuleBroken(detail, rule="not-all")
    refusal.faults = tuple((where, each.detail) for where, each in faults.items())
    refusal.detail, refusal.args = detail, (detail,)
    return refusal
