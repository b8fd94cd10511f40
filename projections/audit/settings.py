"""What the register itself went by: opening, software, keys, policies, imports."""

from collections.abc import Sequence
from typing import Any, Final

from domain.event import Recorded
from domain.facts import imports, policy, register, signing, software
from projections.audit.question import Asked, Columns, Found, Json, Question
from projections.audit.walking import said, walked
from projections.view import View

# Which facts are of which kind of setting.
KINDS: Final = {
    **dict.fromkeys((kind.fact_name for kind in register.FACTS), "register"),
    **dict.fromkeys((kind.fact_name for kind in software.FACTS), "software"),
    **dict.fromkeys((kind.fact_name for kind in signing.FACTS), "signing"),
    **dict.fromkeys((kind.fact_name for kind in policy.FACTS), "policy"),
    **dict.fromkeys((kind.fact_name for kind in imports.FACTS), "import"),
}
SETTINGS: Final = tuple(dict.fromkeys(KINDS.values()))
COLUMNS: Final[Columns] = {
    "position": "position",
    "recorded_at": "moment",
    "effective_on": "day",
    "kind": "text",
    "fact": "text",
    "sha256": "text",
    "said": "object",
    "reason": "text",
    "by": "id",
    "by_name": "text",
    "role": "text",
    "auth": "text",
    "stream": "id",
}
# Of an import it is told what it was and what it came to; its faults are with it.
LENGTHY: Final = frozenset({"faults", "to_match", "reason"})


def settings(view: View, asked: Asked) -> Found:
    """A9: the changes of what the register goes by, in order."""
    examined, keys, kinds = 0, list[int](), dict.fromkeys(SETTINGS, 0)
    for met in walked(view, asked.span):
        examined += 1
        kind = KINDS.get(met.line.fact_name)
        if kind is not None and (not asked.kinds or kind in asked.kinds):
            keys.append(met.position)
            kinds[kind] += 1
    return Found(keys, lambda some: _shown(view, some), examined, {"kinds": kinds})


def _shown(view: View, positions: Sequence[int]) -> list[Json]:
    recorded = said(view, positions)
    who = sorted({str(one.envelope.by) for one in recorded})
    names = view.labels("account", who)
    return [_row(one, names) for one in recorded]


def _row(one: Recorded[Any], names: Any) -> Json:
    envelope, fact = one
    told = fact.model_dump(mode="json", exclude=set(LENGTHY), exclude_none=True)
    return {
        "position": envelope.position,
        "recorded_at": envelope.recorded_at.isoformat().replace("+00:00", "Z"),
        "effective_on": envelope.effective_on.isoformat(),
        "kind": KINDS[fact.fact_name],
        "fact": fact.fact_name,
        "sha256": told.get("sha256"),
        "said": told,
        "reason": fact.reason,
        "by": str(envelope.by),
        "by_name": names.get(str(envelope.by), {}).get("name"),
        "role": envelope.role,
        "auth": envelope.auth.partition(":")[0],
        "stream": str(envelope.stream),
    }


QUESTIONS: Final = (
    Question(
        "settings",
        "list_audit_settings",
        "A9",
        "What the register went by and when that changed: the program that serves it"
        " and its tables, policies, keys that sign, imports with their hashes, losses"
        " declared.",
        ("setting",),
        COLUMNS,
        settings,
        {"kinds": "object"},
    ),
)
