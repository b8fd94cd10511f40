"""What a finding says of itself: what is wrong, on what that rests, what mends it."""

from collections.abc import Mapping
from typing import Any

from projections.findings.catalogue import NOUNS
from projections.findings.gaps import Gap, Lack, verb_of
from projections.findings.identity import finding_id
from projections.findings.judging import Found
from projections.findings.verdict import Hit, Rule
from projections.rendering import Json

GAP_ADVICE = (
    "Fill it in, or say that it does not apply; `things` are those that lack it, `each`"
    " the findings by which they are let be, `grid` is the list to fill and load back"
)
LACK_ADVICE = (
    "Fill it in, or say that it does not apply; where nobody will ever know, somebody"
    " else than whose it is lets it be for a while"
)
GAP_SOURCE = "a proposal of this register: rules and reports need it"
Sources = Mapping[str, Mapping[str, Any]]


def said_of(found: Found | Gap | Lack, sources: Sources) -> Json:
    """What a finding, a line of gaps or one gap says."""
    if isinstance(found, Gap):
        return _said_of_gap(found)
    return _said_of_lack(found) if isinstance(found, Lack) else _said_of(found, sources)


def _said_of(found: Found, sources: Sources) -> Json:
    rule, noun, case, hit = found
    return {
        "title": rule.title,
        "because": dict(hit.because),
        **resting_on(rule, sources),
        "events": list(hit.events or (case.known_from,)),
        "advice": rule.advice,
        "do": {"method": "POST", "path": _path(rule, noun, case.id, hit)},
        "missing": None,
        "things": [],
        "each": [],
        "grid": None,
    }


def _said_of_lack(lack: Lack) -> Json:
    words, plural = field_called(lack.field), NOUNS[lack.noun].plural
    verb = verb_of(lack.noun, lack.field)
    return {
        "title": f"{words.capitalize()} is not known",
        "because": lack.because,
        **resting_on(None, {}),
        "events": [],
        "advice": LACK_ADVICE,
        "do": {"method": "POST", "path": f"/v1/{plural}/{lack.id}/{verb}"},
        "missing": 1,
        "things": [lack.id],
        "each": [finding_id(lack.rule, lack.id)],
        "grid": None,
    }


# Where the name of a field is not what people call what is missing.
WORDS: Mapping[str, str] = {
    "current": "score",
    "debarment_checked_on": "debarment check",
    "decision_wanted_by": "day by which a decision is wanted",
    "due": "due date",
    "issues_contact": "contact for issues",
    "next_review": "date of the next review",
    "notice_period_months": "notice period",
    "payment_terms_days": "payment terms",
    "review_on": "review date",
}


def field_called(field: str) -> str:
    """What people call what is missing where a field is not known."""
    return WORDS.get(field) or field.removesuffix("_id").replace("_", " ")


def _said_of_gap(gap: Gap) -> Json:
    plural, count = NOUNS[gap.noun].plural, len(gap.ids)
    verb, words = verb_of(gap.noun, gap.field), field_called(gap.field)
    of = plural if count > 1 else gap.noun
    return {
        "title": f"{count} {of} without {words}",
        "because": {},
        **resting_on(None, {}),
        "events": [],
        "advice": GAP_ADVICE,
        "do": {"method": "POST", "path": f"/v1/{plural}/{{id}}/{verb}"},
        "missing": count,
        "things": list(gap.ids),
        "each": [finding_id(gap.rule, one) for one in gap.ids],
        "grid": f"/v1/{plural}.xlsx?unknown={gap.field}",
    }


def resting_on(rule: Rule | None, sources: Sources) -> Json:
    """On what a rule rests: the source that the council gave for it, if it did."""
    if rule is None:
        return {"basis": "design", "standing": "design", "source": GAP_SOURCE}
    said = sources.get(rule.id)
    if said is not None:
        standing, source = said["standing"], said["source"]
    else:
        standing = "design" if rule.basis == "design" else "found"
        source = rule.source
    return {"basis": rule.basis, "standing": standing, "source": source}


def _path(rule: Rule, noun: str, subject: str, hit: Hit) -> str:
    do = hit.do or rule.do
    if do.startswith("/"):
        return f"/v1{do}"
    return f"/v1/{NOUNS[noun].plural}/{subject}/{do}"
