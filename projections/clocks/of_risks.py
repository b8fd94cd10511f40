"""The clocks of risks: reviews, actions, and what was accepted until a day."""

from collections.abc import Mapping
from typing import Any

from projections.clocks.looking import Look, gaps_of, read
from projections.clocks.tally import Subject, Tally, is_not_applicable

NAMES = (
    "contract_id",
    "owner",
    "handling",
    "next_review",
    "response",
    "accepted_until",
    "actions",
)


def set_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of all risks that are not closed."""
    for thing, gaps, *cells in look.rows("risk", NAMES, ("closed",)):
        contract, owner, handling, review, response, until, actions = cells
        subject = Subject("risk", thing, contract, owner, handling == "restricted")
        if review is not None:
            tally.due(subject, "risk_review", review)
        elif not is_not_applicable(gaps_of(gaps).get("next_review")):
            tally.unknown(subject, "risk_review")
        if until is not None and response == "tolerate":
            tally.due(subject, "acceptance_end", until)
        for action in read(actions) or ():
            if action["outcome"] is None:
                _action(tally, subject, action)


def _action(tally: Tally, subject: Subject, action: Mapping[str, Any]) -> None:
    """An action that is not over is its owner's, or else the risk's."""
    day, owner = action["due"], action["owner"]
    owner = owner if isinstance(owner, str) else None
    if isinstance(day, str):
        title, part = action["title"], action["id"]
        tally.due(subject, "risk_action", day, part, title, owner)
    elif not is_not_applicable(day):
        tally.unknown(subject, "risk_action", owner)
