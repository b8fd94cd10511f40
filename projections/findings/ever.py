"""What things have named in all their versions, so that nothing of it is overlooked."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, union

from projections.view import View


def ever_named(
    view: View, noun: str, ids: Collection[str], columns: Sequence[str]
) -> frozenset[str]:
    """Everything that some things of a noun name, or have named, in some columns."""
    if not ids:
        return frozenset()
    tables = view.schema.nouns[noun]
    named = [
        select(table.c[name]).where(table.c.id.in_(sorted(ids)))
        for table in (tables.live, tables.ended, tables.past)
        for name in columns
    ]
    found = view.connection.execute(union(*named)).scalars()
    return frozenset(one for one in found if one is not None)
