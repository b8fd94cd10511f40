"""What was forgotten, disposed of and given out: who asked, who agreed, and why."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from domain.event import Recorded
from projections.audit.question import Asked, Columns, Found, Json, Question
from projections.audit.walking import all_of, said, walked
from projections.view import View

# The acts, by how the names of their facts begin, and the fact that asks for each.
ASKING: Final = {
    "erasure-": "erasure-requested",
    "release-": "release-requested",
    "document-dispos": "document-disposal-requested",
}
COLUMNS: Final[Columns] = {
    "position": "position",
    "recorded_at": "moment",
    "act": "text",
    "fact": "text",
    "basis": "text",
    "reason": "text",
    "subject": "id",
    "struck_position": "position",
    "struck_field": "text",
    "sha256": "text",
    "asked_at": "position",
    "asked_by": "id",
    "asked_by_name": "text",
    "by": "id",
    "by_name": "text",
    "role": "text",
    "stream": "id",
}


def erasures(view: View, asked: Asked) -> Found:
    """A12: each step of forgetting, disposing and giving out, in order."""
    examined, keys, facts = 0, list[int](), dict[str, int]()
    for met in walked(view, asked.span):
        examined += 1
        name = met.line.fact_name
        if name.startswith(tuple(ASKING)):
            keys.append(met.position)
            facts[name] = facts.get(name, 0) + 1
    return Found(keys, lambda some: _shown(view, some), examined, {"facts": facts})


def _shown(view: View, positions: Sequence[int]) -> list[Json]:
    rows = [_row(view, one) for one in said(view, positions)]
    who = {row[name] for row in rows for name in ("by", "asked_by")} - {None}
    names = view.labels("account", sorted(who))
    for row in rows:
        for name in ("by", "asked_by"):
            row[f"{name}_name"] = names.get(row[name], {}).get("name")
    return rows


def _row(view: View, one: Recorded[Any]) -> Json:
    envelope, fact = one
    asking = _asking(view, one)
    wish = fact if asking is None else asking.fact
    return {
        "position": envelope.position,
        "recorded_at": envelope.recorded_at.isoformat().replace("+00:00", "Z"),
        "act": next(a.strip("-") for a in ASKING if fact.fact_name.startswith(a)),
        "fact": fact.fact_name,
        "basis": _told(fact, wish, "basis"),
        "reason": fact.reason,
        "subject": _told(fact, wish, "subject"),
        "struck_position": getattr(wish, "position", None),
        "struck_field": _told(fact, wish, "field"),
        "sha256": _told(fact, wish, "sha256"),
        "asked_at": asking and asking.position,
        "asked_by": asking and str(asking.envelope.by),
        "by": str(envelope.by),
        "role": envelope.role,
        "stream": str(envelope.stream),
    }


def _told(fact: Any, wish: Any, name: str) -> str | None:
    value = getattr(fact, name, None) or getattr(wish, name, None)
    return None if value is None else str(value)


def _asking(view: View, one: Recorded[Any]) -> Recorded[Any] | None:
    """The entry that asked for it: the last such before it on the same thing."""
    wanted = frozenset(ASKING.values())
    return next(reversed([*_asked(view, one, wanted)]), None)


def _asked(
    view: View, one: Recorded[Any], wanted: frozenset[str]
) -> Iterator[Recorded[Any]]:
    for earlier in all_of(view, str(one.stream)):
        if earlier.position <= one.position and earlier.fact.fact_name in wanted:
            yield earlier


QUESTIONS: Final = (
    Question(
        "erasures",
        "list_audit_erasures",
        "A12",
        "What was forgotten, struck out, disposed of or given out, by whom and why.",
        (),
        COLUMNS,
        erasures,
        {"facts": "object"},
    ),
)
