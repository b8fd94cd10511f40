"""Control totals: no gap, how many of what, worth how much; sums that look chosen."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final
from uuid import UUID

from projections.audit.digits import DIGITS, deviation, expected, first_digits
from projections.audit.near import near_limits, near_thresholds
from projections.audit.population import POPULATIONS, Listed, members
from projections.audit.question import (
    Asked,
    Columns,
    Found,
    Json,
    Question,
    as_they_are,
)
from projections.audit.walking import Met, walked
from projections.kinds import money
from projections.view import View

KINDS: Final = ("entries", "control", "digit", "near")
COLUMNS: Final[Columns] = {
    "kind": "text",
    "noun": "text",
    "name": "text",
    "count": "count",
    "value": "money",
    "without_value": "count",
    "share": "number",
    "expected": "number",
    "threshold": "money",
    "reference": "text",
    "title": "text",
    "position": "position",
}
# By what the things of a noun are counted together.
BY: Final = {"contracts": "category", "changes": "kind"}


def totals(view: View, asked: Asked) -> Found:
    """A7: sequence, control totals, first digits, sums just below a limit."""
    met = [*walked(view, asked.span)]
    listed = {
        name: members(view, _of(asked, name, strata))[0] for name, strata in BY.items()
    }
    rows = [
        *_entries(met),
        *(row for name, found in listed.items() for row in _control(name, found)),
        *(row for name, found in listed.items() for row in _digits(name, found)),
        *near_limits(view, listed["changes"], asked.percent),
        *near_thresholds(view, asked.span.first, asked.percent),
    ]
    wanted = [row for row in rows if not asked.kinds or row["kind"] in asked.kinds]
    summary = _sequence(met, asked) | {
        "deviation": {
            name: deviation(first_digits(_pence(found)))
            for name, found in listed.items()
        }
    }
    blank = dict.fromkeys(COLUMNS)
    return Found([blank | row for row in wanted], as_they_are, len(met), summary)


def _of(asked: Asked, population: str, strata: str) -> Asked:
    return Asked(asked.span, population=population, strata=strata)


def _sequence(met: list[Met], asked: Asked) -> Json:
    """Whether positions and versions run on without a gap, and none comes twice.

    Who reads a part of the register alone has gaps between: of these it is not said.
    """
    positions = [one.position for one in met]
    whole = len(set(positions)) == asked.span.size
    versions = defaultdict[UUID, list[int]](list)
    for one in met:
        versions[one.line.stream].append(one.line.envelope.version)
    return {
        "entries": len(positions),
        "first": positions[0] if positions else None,
        "last": positions[-1] if positions else None,
        "duplicates": len(positions) - len(set(positions)),
        "gaps": sum(b - a - 1 for a, b in pairwise(positions)) if whole else None,
        "streams": len(versions),
        "streams_out_of_order": sum(not _runs_on(v) for v in versions.values()),
    }


def _runs_on(versions: list[int]) -> bool:
    return versions == [*range(versions[0], versions[0] + len(versions))]


def _entries(met: list[Met]) -> Iterator[Json]:
    counts = Counter((one.noun or "", one.line.fact_name) for one in met)
    for (noun, fact), count in sorted(counts.items()):
        yield {"kind": "entries", "noun": noun or None, "name": fact, "count": count}


def _control(name: str, found: list[Listed]) -> Iterator[Json]:
    by = defaultdict[str, list[int | None]](list)
    for one in found:
        by[one.member.stratum or "not known"].append(one.member.pence)
    for category, values in sorted(by.items()):
        known = [value for value in values if value is not None]
        yield {
            "kind": "control",
            "noun": POPULATIONS[name].noun,
            "name": category,
            "count": len(values),
            "value": _money(sum(known)),
            "without_value": len(values) - len(known),
        }


def _digits(name: str, found: list[Listed]) -> Iterator[Json]:
    counts = first_digits(_pence(found))
    total = sum(counts.values())
    for digit in DIGITS:
        yield {
            "kind": "digit",
            "noun": POPULATIONS[name].noun,
            "name": str(digit),
            "count": counts[digit],
            "share": round(counts[digit] / total, 4) if total else None,
            "expected": round(expected(digit), 4),
        }


def _pence(found: list[Listed]) -> list[int]:
    return [one.member.pence for one in found if one.member.pence]


def _money(pence: int) -> Json:
    told: Json = money(pence, "GBP", "unknown")
    return told


QUESTIONS: Final = (
    Question(
        "totals",
        "list_audit_totals",
        "A7",
        "Gaps and duplicates, control totals, first digits, sums just below a limit.",
        ("total", "percent"),
        COLUMNS,
        totals,
        {
            "entries": "count",
            "first": "position",
            "last": "position",
            "duplicates": "count",
            "gaps": "count",
            "streams": "count",
            "streams_out_of_order": "count",
            "deviation": "object",
        },
    ),
)
