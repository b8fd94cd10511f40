"""What is not known yet: one line a field and owner, with the things behind it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from projections.findings.cases import AFTER, RESOLVED, UNDECIDED, Case, applies
from projections.findings.judging import Tally
from projections.findings.surroundings import Surroundings

PREFIX = "gap:"
# What is asked of things of each noun, and the cell that tells whether it is known.
WANTED: Mapping[str, Mapping[str, str]] = {
    "contract": {
        "provider_id": "provider_id",
        "start": "start",
        "end": "end",
        "annual_value": "annual_value_pence",
        "payment_terms_days": "payment_terms_days",
        "notice_period_months": "notice_period_months",
        "tier": "tier",
        "regime": "regime",
        "service": "service",
        "contract_manager": "contract_manager",
        "review_on": "review_on",
        "issues_contact": "issues_contact",
    },
    "risk": {
        "category": "category",
        "owner": "owner",
        "current": "current_score",
        "next_review": "next_review",
    },
    "issue": {"owner": "owner", "severity": "severity", "due": "due"},
    "change": {"decision_wanted_by": "decision_wanted_by"},
    "organisation": {"debarment_checked_on": "debarment_checked_on"},
}
# By which verb it is filled in, where that is not `describe`.
VERBS = {
    ("contract", "contract_manager"): "assign-owners",
    ("contract", "service"): "describe",
    ("contract", "review_on"): "describe",
    ("contract", "issues_contact"): "describe",
    ("contract", "tier"): "set-tier",
    ("risk", "current"): "assess",
    ("issue", "owner"): "assign",
    ("organisation", "debarment_checked_on"): "check-debarment",
}
# A value that says that nobody knows.
UNKNOWN = "unknown"
Asked = Callable[[Any, Surroundings], bool]
# Of which things it is asked at all: what is over is not made whole any more.
ASKED: Mapping[str, Asked] = {
    "contract": lambda case, _: case.status not in AFTER,
    "risk": lambda case, _: case.status == "open",
    "issue": lambda case, _: case.status not in RESOLVED,
    "change": lambda case, _: case.status in UNDECIDED,
    "organisation": lambda case, around: (
        case.merged_into is None
        and any(record in around.engaged for record in case.records)
    ),
}


class Gap(NamedTuple):
    """A field that is not known of some things that somebody answers for."""

    noun: str
    field: str
    owner: str | None
    ids: tuple[str, ...]

    @property
    def rule(self) -> str:
        """What it is called among the rules."""
        return gap_rule(self.noun, self.field)


class Lack(NamedTuple):
    """A field that is not known of one thing."""

    noun: str
    field: str
    id: str

    @property
    def rule(self) -> str:
        """What it is called among the rules."""
        return gap_rule(self.noun, self.field)

    @property
    def because(self) -> dict[str, None]:
        """What it is judged by: that it is not known."""
        return {self.field: None}


def gap_rule(noun: str, field: str) -> str:
    """The name of the rule that a field be known."""
    return f"{PREFIX}{noun}.{field}"


def verb_of(noun: str, field: str) -> str:
    """The verb that fills a field in."""
    usual = "establish" if noun == "contract" else "describe"
    return VERBS.get((noun, field), usual)


def gaps(
    noun: str, cases: Sequence[Case], around: Surroundings
) -> tuple[list[Gap], dict[str, Tally]]:
    """The gaps of things of a noun, and of how many each field was asked."""
    lines = list[Gap]()
    tallies = dict[str, Tally]()
    if noun not in WANTED:
        return lines, tallies
    asked = [case for case in cases if ASKED[noun](case, around)]
    for field, cell in WANTED[noun].items():
        lacking = [case for case in asked if lacks(case, field, cell)]
        lacking.sort(key=attrgetter("born_at"))
        tallies[gap_rule(noun, field)] = Tally(len(asked), len(lacking))
        by_owner = defaultdict[str | None, list[str]](list)
        for case in lacking:
            by_owner[owner_of(case, around)].append(case.id)
        lines += [
            Gap(noun, field, owner, tuple(ids)) for owner, ids in by_owner.items()
        ]
    return lines, tallies


def owner_of(case: Case, around: Surroundings) -> str | None:
    """Who answers for a thing and is there: its owner, else who runs its contract."""
    for name in ("owner", "commissioner"):
        who: str | None = getattr(case, name, None)
        if who is not None and who not in around.left:
            return who
    return around.manager(getattr(case, "contract_id", None))


def lacks(case: Case, field: str, cell: str) -> bool:
    """Whether nobody knows a field of a thing, and it may have a value."""
    value = getattr(case, cell)
    return value == UNKNOWN or (value is None and applies(case, field))
