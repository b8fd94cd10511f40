"""The evidence on one contract: every entry on it and what hangs on it, with proofs."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import select

from projections.audit.entries import ENTRY, shown_entries
from projections.audit.judging import DECISIONS, Judging
from projections.audit.question import Asked, Columns, Found, Json, Question
from projections.audit.walking import all_of, walked
from projections.model import BORN, ID
from projections.view import View

COLUMNS: Final[Columns] = {**ENTRY, "leaf": "text", "proof": "list"}


def evidence(view: View, asked: Asked) -> Found:
    """A11: the timeline of a contract, its documents' hashes, and its approvals."""
    contract = view.known("contract", asked.thing)
    hanging = dict(_hanging(view, contract))
    streams = {contract: "contract"} | {
        thing: noun for noun, ids in hanging.items() for thing in ids
    }
    events = [one for thing in streams for one in all_of(view, thing)]
    inside = {
        one.position: one
        for one in events
        if asked.span.first <= one.position <= asked.span.last
    }
    judging = Judging(view)
    approvals = [
        judging.judged(one, streams[str(one.stream)])
        for _, one in sorted(inside.items())
        if one.fact.fact_name in DECISIONS
    ]
    summary = {
        "contract": contract,
        "things": {noun: len(ids) for noun, ids in hanging.items() if ids},
        "documents": _documents(view, hanging.get("document", ())),
        "approvals": [
            {
                "position": one.recorded.position,
                "decision": one.recorded.fact.fact_name,
                "by": str(one.recorded.envelope.by),
                "role": one.recorded.envelope.role,
                "failed": sorted(one.verdict.failed),
                "not_tested": sorted(one.verdict.not_tested),
            }
            for one in approvals
        ],
    }
    examined = sum(1 for _ in walked(view, asked.span))

    def show(some: Sequence[int]) -> list[Json]:
        rows = shown_entries(view, some)
        return [row | asked.proof(row["position"]) for row in rows]

    return Found(sorted(inside), show, examined, summary)


def _hanging(view: View, contract: str) -> Iterator[tuple[str, list[str]]]:
    """The things that belong to a contract and that the caller may read, by noun."""
    for noun, model in view.schema.models.items():
        if "contract_id" not in model.columns or noun in ("seat", "notice", "snapshot"):
            continue
        tables = view.schema.nouns[noun]
        ids = set[str]()
        for rows in (tables.live, tables.ended):
            wanted = select(rows.c.id).where(
                rows.c.contract_id == contract, rows.c.born_at <= view.position
            )
            ids |= {row.id for row in view.connection.execute(wanted)}
        yield noun, sorted(view.readable(noun, ids))


def _documents(view: View, ids: Sequence[str]) -> list[Json]:
    model = view.schema.models["document"]
    rows: list[Any] = view.rows("document", ids)
    return [
        {
            "reference": f"{model.prefix}-{row[BORN]}",
            "id": row[ID],
            "title": model.read(row, "title"),
            "sha256": model.read(row, "sha256"),
            "status": model.read(row, "status"),
        }
        for row in rows
    ]


QUESTIONS: Final = (
    Question(
        "evidence",
        "list_audit_evidence",
        "A11",
        "Every entry on a contract and what hangs on it, each with its proof.",
        ("contract",),
        COLUMNS,
        evidence,
        {
            "contract": "id",
            "things": "object",
            "documents": "list",
            "approvals": "list",
        },
    ),
)
