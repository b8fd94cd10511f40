"""The rules of contracts, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

CONTRACT_RULES: Mapping[str, Rule] = {
    "INV-C3": Rule(
        "A contract does not end before it starts, nor later than it was agreed",
        "Mend start or end. It is extended by an option that is recorded and left, or"
        " by a change request. For what was entered wrongly use correct.",
    ),
    "INV-C6": Rule(
        "A contract is closed when it has ended",
        "Record its end; give its final value, its review and, under the Procurement"
        " Act, its termination notice, or say why it has none.",
    ),
    "contract-over": Rule(
        "What is over is not amended", "Correct it if it was entered wrongly."
    ),
    "ended-on": Rule(
        "What ended did so on a day", "Say in ended_on when the contract ran out."
    ),
    "establish-source": Rule(
        "What is established has a source",
        "Name it in `source`: a document, a notice, who said it.",
    ),
    "established-once": Rule(
        "What is known stays",
        "Correct what was wrong; what was agreed anew takes a change request.",
    ),
    "indexation-cap": Rule(
        "Indexation stays within its cap", "What goes beyond takes a change request."
    ),
    "indexation-clause": Rule(
        "Indexation has a clause",
        "Establish indexation if the contract has such a clause; without one the price"
        " moves by a change request.",
    ),
    "notice-ends": Rule(
        "A notice ends after it is served", "Give the day on which it is to end."
    ),
    "obligation-whole": Rule(
        "An obligation says what is owed, and by whom",
        "Give what and owed_by, or the number of the one that you mean.",
    ),
    "terms-by-change": Rule(
        "Terms of a live contract move by a change request",
        "Raise a change and implement it; or correct what was wrong, or establish what"
        " was not known.",
    ),
}
