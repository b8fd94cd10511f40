"""The rules about KPIs and feedback that refuse something, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_KPIS: Mapping[str, Rule] = {
    "INV-K1": Rule(
        "What was agreed moves by a change request",
        "Raise a change on the contract, have it approved, and revise the KPI by it.",
    ),
    "INV-K4": Rule(
        "An assessment is of at most twelve months",
        "Procurement Act 2023, s.71(2). Assess a year, then the rest.",
    ),
    "INV-K5": Rule(
        "A figure that was checked is not overwritten in silence",
        "Say in `reason` why it was wrong; the history keeps both.",
    ),
    "feedback-place": Rule(
        "Feedback is about one thing", "Name a contract, or an organisation."
    ),
    "kpi-no-assessment": Rule(
        "What was not assessed is not published", "Assess a period first."
    ),
    "kpi-not-agreed": Rule(
        "Nobody is rated by what was not agreed on", "Agree on the KPI first."
    ),
    "kpi-own-figure": Rule(
        "Nobody checks an own figure", "Somebody who did not enter it has to."
    ),
    "kpi-period": Rule(
        "A period has a first and a last day",
        "Name the first day of a period that was measured; none ends before it.",
    ),
    "kpi-retired": Rule(
        "What is measured no more is not decided on", "Propose another KPI."
    ),
    "kpi-target": Rule(
        "A KPI that is agreed on has a target and a direction",
        "Describe them first, then agree.",
    ),
}
