"""What is asked of the findings, read from the query of a request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from api.call import Call
from api.query import Query
from api.refusals import Fault, Invalid
from projections.cursor import Cursor
from projections.findings.asking import FindingQuestion
from projections.findings.catalogue import CASES
from projections.findings.identity import all_rules
from projections.findings.verdict import SEVERITIES
from projections.pages import MOST
from projections.references import born_at
from projections.view import View

# What a filter may say, where that is not an id.
WORDS: Mapping[str, Sequence[str]] = {
    "rule": all_rules(),
    "class": ("wrong", "due", "not_known"),
    "severity": SEVERITIES,
    "noun": (*CASES, "account"),
    **dict.fromkeys(("acknowledged", "waived"), ("true", "false")),
}
IDS = ("subject", "contract", "owner")


def finding_question(query: Query) -> FindingQuestion:
    """What is asked for, ids not yet looked up. Raises Invalid."""
    faults = list(_faults(query.filters))
    limit, cursor = query.single.get("limit", "50"), query.single.get("cursor")
    if not (limit.isdecimal() and limit.isascii() and 1 <= int(limit[:5]) <= MOST):
        faults.append(Fault("/limit", f"is a whole number from 1 to {MOST}"))
    if faults:
        raise Invalid(faults)
    read = None if cursor is None else Cursor.read(cursor)
    return FindingQuestion(query.filters, int(limit), read)


def resolved(view: View, call: Call, asked: FindingQuestion) -> FindingQuestion:
    """The question with references as ids, and `me` as who asks."""
    me = str(call.principal().account)
    filters = {
        name: [_id(view, me, value) for value in values] if name in IDS else values
        for name, values in asked.filters.items()
    }
    return replace(asked, filters=filters)


def _faults(filters: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    for name, values in filters.items():
        if name in WORDS:
            wrong = [value for value in values if value not in WORDS[name]]
            if wrong:
                yield Fault(f"/{name}", f"is one of {', '.join(WORDS[name])}")
        elif name not in IDS:
            names = ", ".join((*WORDS, *IDS))
            yield Fault(f"/{name}", f"is no field of findings; filter by {names}")


def _id(view: View, me: str, value: str) -> str:
    if value == "me":
        return me
    if born_at(value) is None:
        return value.lower()
    prefixes = {model.prefix: noun for noun, model in view.schema.models.items()}
    noun = prefixes.get(value.partition("-")[0].upper())
    found = noun and view.things.find(view.connection, noun, value)
    return found or value
