"""What a release would give out, looked through before it is approved."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from api.release_look import Difference, Look
from api.release_table import REASONS
from domain.ledger.entry import kept_digest
from domain.log.erasing import is_words
from domain.release.release import Release

Json = dict[str, Any]

COUNTS: Final = ("entries", "disclosed", "withheld")


def preview_of(look: Look, differs: list[Difference], *, tells: bool) -> Json:
    """Entry by entry what is told and what is withheld; values for who reads them.

    `words` marks free text: somebody has to look whether it names people. A rule that
    meets nothing is said.
    """
    items = [_entry(look, told, tells=tells) for told in look.told()]
    fields = [field for item in items for field in item["fields"]]
    told = sum(field["basis"] is None for field in fields)
    release = look.release
    prepared = release.prepared
    met = {(f["field"].removesuffix("_why"), f["basis"]) for f in fields}
    rules = prepared.withhold if prepared else ()
    return {
        "reference": f"{Release.prefix}-{release.born_at}",
        "cut_at": prepared.cut_at if prepared else None,
        "entries": len(items),
        "disclosed": told,
        "withheld": len(fields) - told,
        "differences": [one._asdict() for one in differs],
        "unmet": [
            rule.model_dump(mode="json")
            for rule in rules
            if (rule.field, rule.basis) not in met
        ],
        "items": items,
        "position": look.view.position,
    }


def _entry(
    look: Look, told: tuple[Any, Mapping[str, Any], Mapping[str, str]], *, tells: bool
) -> Json:
    row, state, withheld = told
    fact = row[3].rpartition(".")[0]
    return {
        "position": row[0],
        "record": row[1],
        "noun": look.things[row[1]],
        "fact": fact,
        "recorded_at": row[4],
        "fields": list(_fields(fact, state, withheld, tells=tells)),
    }


def _fields(
    fact: str, state: Mapping[str, Any], withheld: Mapping[str, str], *, tells: bool
) -> Iterator[Json]:
    for name, value in sorted(state.items()):
        kept = kept_digest(value) is not None
        basis = _kept(value) if kept else withheld.get(name)
        yield {
            "field": name,
            "basis": basis,
            "because": basis and REASONS[basis],
            "words": is_words(fact, name),
            "value": value if tells and not kept else None,
        }


def _kept(value: Mapping[str, Any]) -> str:
    return "personal" if "ciphertext" in value else "erased"
