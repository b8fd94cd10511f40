"""Rows as the API shows them: the same for a list, a thing and a command's reply."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from projections.kinds import Row
from projections.model import BORN, FROM, ID, IN_ERROR, UNTIL, VERSION, Model

Json = dict[str, Any]
# Finds labels of things of one noun: (noun, ids) -> {id: {"name": ...}}.
Labels = Callable[[str, Sequence[str]], Mapping[str, Json]]

NOT_ASKED: Mapping[str, Any] = {"unknown": "not_asked"}


def render(model: Model, rows: Sequence[Row], labels: Labels) -> list[Json]:
    """The things that rows tell of, with the names of what they are linked to."""
    shown = [_thing(model, row) for row in rows]
    if model.named:
        _put_names(rows, shown, labels("person", [row[ID] for row in rows]))
    _put_labels(model, shown, labels)
    for name, noun in model.namings.items():
        _put_named(name, noun, shown, labels)
    return shown


def fields(model: Model, row: Row) -> Json:
    """Every field of a row: its value, or why there is none."""
    gaps = model.gaps_of(row)
    told: Json = {}
    for name, kind, at in model.shown:
        if row[at] is not None:
            told[name] = kind.read(*row[at : at + len(kind.parts)])
        elif name in gaps:
            told[name] = gaps[name]
        else:
            told[name] = NOT_ASKED if name in model.descriptive else kind.shown
    return told


def _thing(model: Model, row: Row) -> Json:
    head = {
        "id": row[ID],
        "reference": f"{model.prefix}-{row[BORN]}",
        "version": row[VERSION],
        "in_error": bool(row[IN_ERROR]),
        "effective_from": row[FROM],
        "effective_until": row[UNTIL],
    }
    return head | fields(model, row)


def _put_names(
    rows: Iterable[Row], shown: Iterable[Json], people: Mapping[str, Json]
) -> None:
    """Fills in what is kept apart from everything that has versions."""
    for row, thing in zip(rows, shown, strict=True):
        thing.update(people.get(row[ID], {}))


def _put_labels(model: Model, shown: Sequence[Json], labels: Labels) -> None:
    """Adds how linked things are called: provider_name, contract_reference ..."""
    wanted = defaultdict[str, set[str]](set)
    for name, noun in model.links.items():
        wanted[noun].update(t[name] for t in shown if isinstance(t[name], str))
    found = {noun: labels(noun, sorted(ids)) for noun, ids in wanted.items() if ids}
    for name, noun in model.links.items():
        stem, known = name.removesuffix("_id"), found.get(noun, {})
        for thing in shown:
            linked = thing[name]
            for part, said in (
                known.get(linked, {}).items() if type(linked) is str else ()
            ):
                thing[f"{stem}_{part}"] = said


def _put_named(name: str, noun: str, shown: Sequence[Json], labels: Labels) -> None:
    """Adds what words name: service_id, service_reference. They may name nothing."""
    said = {thing[name] for thing in shown if isinstance(thing[name], str)}
    found = labels(f"{noun} by name", sorted(said)) if said else {}
    for thing in shown:
        if isinstance(thing[name], str):
            for part, value in found.get(thing[name], {}).items():
                thing[f"{name}_{part}"] = value
