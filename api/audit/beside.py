"""What questions need that is not in the tables: roots, proofs, the log of reads."""

from typing import Any

from api.service import Service
from domain.ledger.note import encoded
from domain.ledger.proof import inclusion_proof
from projections.audit.question import Question, Span

Json = dict[str, Any]


def beside(service: Service, question: Question, span: Span) -> Json:
    """The fields of a question that the service itself fills in."""
    if question.name == "reads":
        log = service.read_log
        return {"reads": log.reads(0, log.size())}
    if question.name == "sample":
        return {"root": service.register.ledger.root_of(span.last)}
    if question.name == "evidence":
        return {"proof": _Proving(service, span.last)}
    return {}


class _Proving:
    """Proves that entries are in the tree of a size: RFC 6962, 2.1.1."""

    def __init__(self, service: Service, size: int) -> None:
        ledger = service.register.ledger
        ledger.root_of(size)  # which seals what is not sealed yet
        self._size, self._node = size, ledger.node_reader()

    def __call__(self, position: int) -> Json:
        """The hash of a leaf in hex, and the path from it to the root."""
        path = inclusion_proof(position - 1, self._size, self._node)
        leaf = self._node(0, position - 1).hex()
        return {"leaf": leaf, "proof": [encoded(one) for one in path]}
