"""The imports: which file came from which source, what came of it, what to look at."""

from domain.facts import imports as facts
from projections.kinds import ID, JSON, LIST, TEXT, TITLE
from projections.model import Effect, Model

IMPORT = Model(
    noun="import",
    prefix="IM",
    columns={
        "kind": TEXT,
        "source": TEXT,
        "file_name": TITLE,
        "sha256": TEXT,
        "follows": ID,
        "counts": JSON,
        "faults": LIST,
        "to_match": LIST,
        "entered_by": ID,
    },
    facts=facts.FACTS,
    effects={
        facts.ImportCarriedOut: Effect(lambda told, _: {"entered_by": told.by}),
    },
    words=("file_name",),
    links={"entered_by": "account"},
    indexes=(("source",),),
)
