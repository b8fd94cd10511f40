"""How various a chain is: who is in it, and whether its value lies in few hands.

The index is that of Herfindahl and Hirschman over what each organisation keeps of the
contract's value, 0 to 10,000. Of what nobody knows it is an interval: at the least it
goes to very many, at the most to whoever has the most already.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, NamedTuple

from projections.chain.reading import ChainRead
from projections.chain.worth import Worth
from projections.view import View

Json = dict[str, Any]
WHOLE: Final = Decimal(10_000)
KINDS: Final = ("sector", "size", "vcse")


class Index(NamedTuple):
    """The index at the least and at the most, and of what part of the value it is."""

    low: int
    high: int
    known: Decimal


def variety(
    view: View, read: ChainRead, standing: Sequence[Json], values: Mapping[str, Worth]
) -> Json:
    """Who is in a chain by kind, and how its value is spread among them."""
    holders = [_holder(read, seat["organisation_id"]) for seat in standing]
    everybody = {*holders, *filter(None, [read.lead])}
    model = view.schema.models["organisation"]
    rows = view.rows("organisation", sorted(everybody))
    counts = {kind: Counter(model.read(row, kind) for row in rows) for kind in KINDS}
    kept = defaultdict[str, list[Worth]](list)
    for seat, holder in zip(standing, holders, strict=True):
        kept[holder].append(values[seat["id"]])
    if read.lead:
        kept[read.lead].append(values[read.root])
    total = values[read.root].value
    found = None if total is None else spread(_sums(kept, total.currency), total.amount)
    return {
        "organisations": len(everybody),
        **{f"by_{kind}": _counted(kind, counts[kind]) for kind in KINDS},
        "index": None if found is None else _shown(found),
    }


def spread(kept: Iterable[Decimal], total: Decimal) -> Index | None:
    """The index of what some keep of a total, None where there is no total.

    What is not known is what the total has beside all that is.
    """
    known = [amount for amount in kept if amount > 0]
    rest = max(total - sum(known, Decimal()), Decimal())
    if total <= 0:
        return None
    largest = max(known, default=Decimal())
    low = sum((amount / total) ** 2 for amount in known)
    high = low - (largest / total) ** 2 + ((largest + rest) / total) ** 2
    return Index(_whole(low), _whole(high), (total - rest) / total)


def _sums(kept: Mapping[str, Sequence[Worth]], currency: str) -> list[Decimal]:
    """What each organisation keeps, as far as it is known, in one currency."""
    return [
        sum(
            (
                worth.retained.amount
                for worth in places
                if worth.retained is not None and worth.retained.currency == currency
            ),
            Decimal(),
        )
        for places in kept.values()
    ]


def _holder(read: ChainRead, organisation: str) -> str:
    return read.survivors.get(organisation, organisation)


def _counted(kind: str, counts: Counter[Any]) -> list[Json]:
    """How many of each kind, those of which nobody knows last."""
    ordered = sorted(counts.items(), key=lambda one: (one[0] is None, str(one[0])))
    return [{kind: value, "organisations": count} for value, count in ordered]


def _shown(found: Index) -> Json:
    known = found.known.quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize()
    return {"low": found.low, "high": found.high, "share_of_value": f"{known:f}"}


def _whole(part: Decimal | int) -> int:
    return int((WHOLE * part).quantize(Decimal(1), ROUND_HALF_UP))
