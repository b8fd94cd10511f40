"""Four eyes: every decision that takes a second person, and the tests it fails."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from projections.audit.judging import DECISIONS, Decision, Judging
from projections.audit.question import Asked, Columns, Found, Json, Question
from projections.audit.walking import said, walked
from projections.view import View

TESTS: Final = (
    "same_person",
    "same_name",
    "no_grant",
    "no_delegation",
    "above_limit",
    "after_effect",
)
COLUMNS: Final[Columns] = {
    "position": "position",
    "recorded_at": "moment",
    "effective_on": "day",
    "decision": "text",
    "noun": "text",
    "reference": "text",
    "title": "text",
    "by": "id",
    "by_name": "text",
    "on_behalf_of": "id",
    "role": "text",
    "grants": "list",
    "workers": "list",
    "value": "money",
    "limit": "money",
    "in_effect_on": "day",
    "failed": "list",
    "not_tested": "list",
    "stream": "id",
}


def four_eyes(view: View, asked: Asked) -> Found:
    """A5: the decisions of a span; by default those that fail a test."""
    examined, met = 0, []
    for one in walked(view, asked.span):
        examined += 1
        if one.line.fact_name in DECISIONS:
            met.append(one)
    nouns = {one.position: one.noun for one in met}
    judging = Judging(view)
    decisions = [
        judging.judged(one, nouns[one.position]) for one in said(view, list(nouns))
    ]
    wanted = [one for one in decisions if asked.order == "all" or one.verdict.failed]
    failed = Counter(test for one in decisions for test in one.verdict.failed)
    untested = Counter(test for one in decisions for test in one.verdict.not_tested)
    summary = {
        "decisions": len(decisions),
        "with_exceptions": sum(bool(one.verdict.failed) for one in decisions),
        "failed": {test: failed[test] for test in TESTS},
        "not_tested": {test: untested[test] for test in TESTS},
    }
    return Found(wanted, lambda some: _shown(view, some), examined, summary)


def _shown(view: View, decisions: Sequence[Decision]) -> list[Json]:
    names = view.labels(
        "account", sorted({str(one.recorded.envelope.by) for one in decisions})
    )
    return [_row(view, one, names) for one in decisions]


def _row(view: View, one: Decision, names: Mapping[str, Json]) -> Json:
    envelope = one.recorded.envelope
    label = {}
    if one.noun is not None:
        thing = str(envelope.stream)
        label = view.labels(one.noun, [thing]).get(thing, {})
    return {
        "position": envelope.position,
        "recorded_at": envelope.recorded_at.isoformat().replace("+00:00", "Z"),
        "effective_on": envelope.effective_on.isoformat(),
        "decision": one.recorded.fact.fact_name,
        "noun": one.noun,
        "reference": label.get("reference"),
        "title": label.get("title"),
        "by": str(envelope.by),
        "by_name": names.get(str(envelope.by), {}).get("name"),
        "on_behalf_of": envelope.on_behalf_of and str(envelope.on_behalf_of),
        "role": envelope.role,
        "grants": list(one.grants),
        "workers": sorted(map(str, one.workers)),
        "value": one.value and one.value.model_dump(mode="json"),
        "limit": one.limit and one.limit.model_dump(mode="json"),
        "in_effect_on": one.in_effect_on and one.in_effect_on.isoformat(),
        "failed": sorted(one.verdict.failed),
        "not_tested": sorted(one.verdict.not_tested),
        "stream": str(envelope.stream),
    }


QUESTIONS: Final = (
    Question(
        "four-eyes",
        "list_audit_decisions",
        "A5",
        "Decisions that take a second person, and the tests of four eyes they fail.",
        ("show",),
        COLUMNS,
        four_eyes,
        {
            "decisions": "count",
            "with_exceptions": "count",
            "failed": "object",
            "not_tested": "object",
        },
    ),
)
