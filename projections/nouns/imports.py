"""The imports: which file came from which source, what came of it, what to look at."""

from domain.facts import imports as facts
from projections.kinds import ID, JSON, LIST, TEXT, TITLE
from projections.model import Model

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
    },
    facts=facts.FACTS,
    words=("file_name",),
    indexes=(("source",),),
)
