"""Findings as the API shows them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from projections.findings.cases import contract_of
from projections.findings.catalogue import NOUNS
from projections.findings.gaps import Gap, Lack, owner_of, verb_of
from projections.findings.identity import finding_id
from projections.findings.judging import Found
from projections.findings.marks import UNMARKED, Marks
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import SEVERITIES, Hit, Rule, Severity
from projections.rendering import Json
from projections.view import View

# Which filter names which part of a finding.
FILTERS: Mapping[str, str] = {
    "rule": "rule",
    "class": "kind",
    "severity": "severity",
    "noun": "noun",
    "subject": "subject",
    "contract": "contract",
    "owner": "owner",
}
NEVER = "9999-12-31"
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


class Shown(NamedTuple):
    """A finding in a list: of what, whose, how grave; what it says is worked out later.

    `place` is where it comes: the gravest and oldest first.
    """

    place: str
    rule: str
    kind: str
    severity: Severity
    noun: str
    subject: str | None
    contract: str | None
    owner: str | None
    since: str | None
    found: Found | Gap | Lack

    @property
    def id(self) -> str:
        """By what it is known: its rule and its subject."""
        return finding_id(self.rule, self.subject)

    @property
    def because(self) -> Mapping[str, Any]:
        """The values that it was judged by."""
        if isinstance(self.found, Gap):
            return {"things": sorted(self.found.ids)}
        if isinstance(self.found, Lack):
            return self.found.because
        return self.found.hit.because

    def marked(self, marks: Marks, day: str) -> Json:
        """What was said of it and is so still."""
        mark = marks.get((self.rule, self.subject))
        return UNMARKED if mark is None else mark.said(self.because, day)

    def matches(self, filters: Mapping[str, Collection[str]]) -> bool:
        """Whether it has one of the values of each filter."""
        return all(
            getattr(self, FILTERS[name]) in values for name, values in filters.items()
        )


def of_found(found: Found, around: Surroundings) -> Shown:
    """What a rule has found, to be listed."""
    rule, noun, case, hit = found
    severity = hit.severity or rule.severity
    return Shown(
        _place(severity, hit.since, rule.id, case.id),
        rule.id,
        rule.kind,
        severity,
        noun,
        case.id,
        contract_of(case),
        hit.owner or owner_of(case, around),
        hit.since,
        found,
    )


def of_gap(gap: Gap, settled: date, today: str) -> Shown:
    """A line of what is not known yet, to be listed; at first it is expected."""
    since = settled.isoformat()
    severity: Severity = "low" if today < since else "medium"
    return Shown(
        _place(severity, since, gap.rule, gap.owner or ""),
        gap.rule,
        "not_known",
        severity,
        "account",
        gap.owner,
        None,
        gap.owner,
        since,
        gap,
    )


def of_lack(lack: Lack, contract: str | None, owner: str | None) -> Shown:
    """What is not known of one thing, by itself: as grave as can be let be."""
    return Shown(
        _place("low", None, lack.rule, lack.id),
        lack.rule,
        "not_known",
        "low",
        lack.noun,
        lack.id,
        contract,
        owner,
        None,
        lack,
    )


def _place(severity: Severity, since: str | None, rule: str, subject: str) -> str:
    return f"{SEVERITIES.index(severity)} {since or NEVER} {rule} {subject}"


def _said(found: Found | Gap | Lack, sources: Sources) -> Json:
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
    words, plural = _words(lack.field), NOUNS[lack.noun].plural
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


def _words(field: str) -> str:
    return field.removesuffix("_id").replace("_", " ")


def _said_of_gap(gap: Gap) -> Json:
    plural, count = NOUNS[gap.noun].plural, len(gap.ids)
    verb, words = verb_of(gap.noun, gap.field), _words(gap.field)
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


def as_json(
    shown: Shown,
    labels: Mapping[str, Any],
    contract: Mapping[str, Any],
    sources: Sources,
    marked: Json,
) -> Json:
    """A finding with how its subject and its contract are called."""
    subject = {
        "noun": shown.noun,
        "id": shown.subject,
        "reference": labels.get("reference"),
        "title": labels.get("title") or labels.get("name"),
    }
    return {
        "id": shown.id,
        "rule": shown.rule,
        "class": shown.kind,
        "severity": shown.severity,
        "subject": subject,
        "contract_id": shown.contract,
        "contract_reference": contract.get("reference"),
        "owner": shown.owner,
        "owner_name": None,
        "since": shown.since,
        **_said(shown.found, sources),
        **marked,
    }


def with_names(
    view: View, page: Sequence[Shown], sources: Sources, marks: Marks
) -> list[Json]:
    """Findings with the names of what they are about, and of who owns them."""
    wanted = defaultdict[str, set[str]](set)
    for one in page:
        wanted[one.noun].update(filter(None, [one.subject]))
        wanted["contract"].update(filter(None, [one.contract]))
        wanted["account"].update(filter(None, [one.owner]))
    labels, day = view.labels, view.pin.effective_on.isoformat()
    called = {noun: labels(noun, sorted(ids)) for noun, ids in wanted.items() if ids}
    shown = []
    for one in page:
        names = called.get(one.noun, {}).get(one.subject or "", {})
        contract = called.get("contract", {}).get(one.contract or "", {})
        said = as_json(one, names, contract, sources, one.marked(marks, day))
        owner = called.get("account", {}).get(one.owner or "", {})
        shown.append({**said, "owner_name": owner.get("name")})
    return shown


def _path(rule: Rule, noun: str, subject: str, hit: Hit) -> str:
    do = hit.do or rule.do
    if do.startswith("/"):
        return f"/v1{do}"
    return f"/v1/{NOUNS[noun].plural}/{subject}/{do}"
