"""The rule about indicators: who sees red scores the risk again."""

from datetime import date

from domain.law.days import working_days_after
from projections.findings.book import Book
from projections.findings.cases import RiskCase, listed
from projections.findings.sources import ROYAL
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict


def red_and_not_reassessed(risk: RiskCase, around: Surroundings) -> Verdict:
    """A31: an indicator has turned red, and the score was not given anew in time.

    Once for each time that it turns: that it stays red needs no new score.
    """
    indicators = listed(risk.indicators)
    if risk.status != "open" or not indicators:
        return None
    red = [each for each in indicators if each["state"] == "red"]
    if not red:
        unread = any(each["state"] is None for each in indicators)
        return Missing(("indicators",)) if unread else CLEAN
    days = around.threshold("indicator-reassess-working-days")
    late = {}
    for each in red:
        due = working_days_after(date.fromisoformat(each["since"]), days).isoformat()
        if due < around.day and (risk.assessed_on or "") < each["since"]:
            late[each["name"]] = due
    if not late:
        return CLEAN
    because = {"indicators": sorted(late), "due": min(late.values())}
    return Hit(after(min(late.values())), because)


BOOK = Book(
    rules=(
        Rule(
            "A31",
            "An indicator has turned red, and its risk was not scored again",
            "due",
            "policy",
            f"{ROYAL}, standard 5: indicators are acted on",
            "medium",
            "Score the risk again, by what the indicator says.",
            "assess",
            {"risk": red_and_not_reassessed},
            ("indicator-reassess-working-days",),
        ),
    ),
)
