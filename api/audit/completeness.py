"""By what a reader knows that an answer leaves nothing out, and how to check it."""

from collections.abc import Callable
from typing import Any

from domain.ledger.head_code import head_code
from domain.ledger.note import encoded
from domain.log.read_log import ReadLog
from domain.rights import Reach
from projections.audit.question import Found, Span

Json = dict[str, Any]
RootOf = Callable[[int], bytes]


def head_at(size: int, root_of: RootOf) -> Json:
    """The head of the log at a size: its root, and the code that is printed of it."""
    root = root_of(size)
    return {"size": size, "root": encoded(root), "code": head_code(root)}


def completeness(span: Span, found: Found, reach: Reach, root_of: RootOf) -> Json:
    """Which positions were looked through, how many entries these are, and the head.

    The log has no gaps, so from and to say how many entries there are; `examined` are
    those that the caller may know of. `whole` says that these are all.
    """
    last = max(span.last, span.first - 1)
    return {
        "from": span.first,
        "to": last,
        "entries": span.size,
        "examined": found.examined,
        "whole": found.examined == span.size,
        "selected": len(found.keys),
        "scope": "all" if reach.audits else "what your grants show you",
        "checkpoint": head_at(last, root_of),
        "marks": {
            name: head_at(position, root_of) | {"position": position}
            for name, position in found.marks.items()
        },
        "check": _how(span),
    }


def completeness_of_reads(found: Found, log: ReadLog) -> Json:
    """The same of the log of reads, which has numbers, a tree and heads of its own."""
    size = log.size()
    return {
        "from": 1,
        "to": size,
        "entries": size,
        "examined": found.examined,
        "whole": found.examined == size,
        "selected": len(found.keys),
        "scope": "the log of reads",
        "checkpoint": head_at(size, log.root_of),
        "marks": {},
        "check": {
            "proof": "counterfoil verify, which hashes each read anew",
            "consistency": "/v1/audit/reads/checkpoint, kept since an earlier day",
            "bundle": "counterfoil export --reads-file FILE",
        },
    }


def _how(span: Span) -> Json:
    """Where somebody checks it who trusts nothing that this register says.

    That an entry is under a signed head, that the log still begins with this one, and
    all entries with their values for a machine that is not the register's.
    """
    last = max(span.last, 1)
    return {
        "proof": f"/v1/events/{{position}}/proof?size={last}",
        "consistency": f"/v1/log/consistency?from={last}",
        "bundle": f"counterfoil bundle --from {span.first} --to {last}",
    }
