"""Findings as the API shows them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from projections.findings.cases import contract_of
from projections.findings.gaps import Gap, Lack, owner_of
from projections.findings.identity import finding_id
from projections.findings.judging import Found
from projections.findings.marks import UNMARKED, Marks
from projections.findings.saying import Sources, said_of
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import SEVERITIES, Severity
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
        **said_of(shown.found, sources),
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
