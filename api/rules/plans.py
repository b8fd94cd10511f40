"""The rules about plans that refuse something, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_PLANS: Mapping[str, Rule] = {
    "INV-X2": Rule(
        "A plan is dated back from a day",
        "Say end_on, or establish the last day of the contract.",
    ),
    "INV-X3": Rule(
        "Information on people who move is there 28 days before",
        "TUPE 2006, reg. 11(6). Set a day that is early enough.",
    ),
    "INV-X4": Rule(
        "An exit is complete with assets, certificates and a decision for every seat",
        "Record what is lacking, or name it under exceptions with whoever sees to it.",
    ),
    "option-shares": Rule(
        "Options are no more than the whole",
        "Write shares that come to 1 or less; what nobody has agreed is left out.",
    ),
    "plan-complete": Rule(
        "What was carried out is not worked on any more",
        "Begin another plan, or enter this one in error.",
    ),
    "plan-own-work": Rule(
        "Nobody approves own work",
        "Somebody who did no work on the plan since it was last approved has to.",
    ),
    "plan-place": Rule(
        "A plan is for one thing",
        "Name a contract; only against the failure of a provider, an organisation.",
    ),
    "task-circle": Rule(
        "No task waits for itself", "Leave one of the tasks out of `after`."
    ),
    "task-days": Rule(
        "A task that is hurried takes no longer",
        "Write least_days no higher than days.",
    ),
}
