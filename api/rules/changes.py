"""Why a request about a change's ground, notices, seats or traces is refused."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_CHANGES: Mapping[str, Rule] = {
    "INV-G5": Rule(
        "A change is not approved on a ground that does not hold",
        "The reply's `law` shows every test of the ground, with its section. Classify"
        " the change on a ground that holds, make it smaller, or procure anew.",
    ),
    "INV-G6": Rule(
        "A rise on some grounds is at most half of the estimated value",
        "The value is that at award. Changes that are really one are tested as one.",
    ),
    "INV-G7": Rule(
        "A known risk was frozen at award, and has happened",
        "Freeze the known risks, and record that the risk has materialised; if it was"
        " not known then, the change takes another ground.",
    ),
    "INV-G8": Rule(
        "What follows a change is shown before the change is closed",
        "Each artefact that the contract has follows it: by a new version that cites"
        " the change, by an event on each risk touched that cites it, or because a"
        " second person agrees that it is not touched.",
    ),
    "one-with": Rule(
        "A change is one with others", "Name the other changes in one_with."
    ),
    "seat-move": Rule(
        "A seat that a change moves is named",
        "Give seat_id for one that is there, organisation_id for a new one.",
    ),
    "standstill": Rule(
        "A standstill that is announced lasts eight working days",
        "Procurement Act 2023, section 76: the first is the day of publication.",
    ),
}
