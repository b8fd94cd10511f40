"""Brings a list of edges, as whoever has one does."""

from typing import Any
from uuid import uuid4

from api.imports.edges.importing import import_edges
from api.imports.job import File
from api.imports.report import Report
from api.opening import EVERYTHING
from domain.log.submission import Asker
from domain.rights import SYSTEM
from projections.naming import Named, named
from tests.api.council import Council


def take(council: Council, data: bytes, contract: str, **asked: Any) -> Report:
    """Takes a list of edges into the chain of a contract."""
    service = council.app.state.service
    asker = Asker(account=SYSTEM.account, auth="cli", request=uuid4())

    def names() -> Named:
        with service.reads.at(EVERYTHING) as view:
            return named(view)

    file = File("edges.csv", data)
    return import_edges(
        service.register, names, file, asker, contract=contract, **asked
    )
