"""Rows as the API shows them: the same for a list, a thing and a command's reply."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from projections.kinds import Row
from projections.model import BORN, FROM, ID, UNTIL, VERSION, Held, Model
from projections.tables import PERSONAL

Json = dict[str, Any]
# Finds labels of things of one noun: (noun, ids) -> {id: {"name": ...}}.
Labels = Callable[[str, Sequence[str]], Mapping[str, Json]]

NOT_ASKED: Mapping[str, Any] = {"unknown": "not_asked"}


def render(model: Model, rows: Sequence[Row], labels: Labels) -> list[Json]:
    """The things that rows tell of, with the names of what they are linked to."""
    shown = [_fields(model, row) for row in rows]
    if model.named:
        _put_names(rows, shown, labels("person", [row[ID] for row in rows]))
    _put_labels(model, shown, labels)
    return shown


def field(model: Model, row: Row, name: str, gaps: Mapping[str, Any]) -> Any:
    """One field: its value, or why there is none."""
    value = model.read(row, name)
    if value is not None:
        return value
    shown = NOT_ASKED if name in model.descriptive else model.fields[name].kind.shown
    return gaps.get(name, shown)


def _fields(model: Model, row: Row) -> Json:
    gaps = model.gaps_of(row)
    head = {
        "id": row[ID],
        "reference": f"{model.prefix}-{row[BORN]}",
        "version": row[VERSION],
        "in_error": Held(model, row)["in_error"],
        "effective_from": row[FROM],
        "effective_until": row[UNTIL],
    }
    return head | {name: field(model, row, name, gaps) for name in model.columns}


def _put_names(
    rows: Iterable[Row], shown: Iterable[Json], people: Mapping[str, Json]
) -> None:
    """Fills in what is kept apart from everything that has versions."""
    for row, thing in zip(rows, shown, strict=True):
        known = people.get(row[ID], {})
        for name in PERSONAL:
            if name != "name_key" and name in known:
                thing[name] = known[name]


def _put_labels(model: Model, shown: Sequence[Json], labels: Labels) -> None:
    """Adds how linked things are called: provider_name, contract_reference ..."""
    wanted = defaultdict[str, set[str]](set)
    for name, noun in model.links.items():
        wanted[noun].update(t[name] for t in shown if isinstance(t[name], str))
    found = {noun: labels(noun, sorted(ids)) for noun, ids in wanted.items() if ids}
    for name, noun in model.links.items():
        stem = name.removesuffix("_id")
        for thing in shown:
            linked = thing[name]
            label = found.get(noun, {}).get(linked) if isinstance(linked, str) else None
            for part, said in (label or {}).items():
                thing[f"{stem}_{part}"] = said
