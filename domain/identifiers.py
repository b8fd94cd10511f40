"""Identifiers of organisations: which are alike, and which cannot be right."""

import re
from collections.abc import Iterable

from domain.errors import RuleBroken
from domain.facts.organisation import identity
from domain.occasion import Occasion
from domain.values import Identifier

# Lightly: only what a slip of the keyboard or a spreadsheet breaks. Each form with
# what it looks like.
_FORMS: dict[str, tuple[re.Pattern[str], str]] = {
    "GB-COH": (
        re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{6}|[A-Z]{2}[0-9]{5}[A-Z]"),
        "8 characters, for example 01234567 (a spreadsheet drops the leading zero)",
    ),
    "GB-CHC": (
        re.compile(r"[0-9]{6,7}(-[0-9]{1,3})?"),
        "6 or 7 digits, for example 1089464",
    ),
    "GB-PPON": (
        re.compile(r"[A-Z]{4}-[0-9]{4}-[A-Z]{4}"),
        "four letters, four digits, four letters, for example PABC-1234-DEFG",
    ),
    "GB-UKPRN": (re.compile(r"[0-9]{8}"), "8 digits, for example 10007774"),
}


def distinct(
    identifiers: Iterable[Identifier], *, known: Iterable[Identifier] = ()
) -> tuple[Identifier, ...]:
    """The identifiers that are not known yet, each once, however they are spelled."""
    seen = {identity(identifier) for identifier in known}
    new: list[Identifier] = []
    for identifier in identifiers:
        if (claim := identity(identifier)) not in seen:
            seen.add(claim)
            new.append(identifier)
    return tuple(new)


def refuse_malformed(identifiers: Iterable[Identifier]) -> None:
    """Refuses an identifier that its scheme cannot have given."""
    for position, identifier in enumerate(identifiers):
        form, example = _FORMS.get(identifier.scheme, (None, ""))
        number = identifier.id.replace(" ", "").upper()
        if form is not None and not form.fullmatch(number):
            detail = (
                f"{identifier.id} is no number of {identifier.scheme}: it has {example}"
            )
            pointer = f"/identifiers/{position}/id"
            raise RuleBroken(detail, rule="identifier-form", pointer=pointer)


def refuse_end(occasion: Occasion) -> None:
    """Refuses an identifier that would hold until a day."""
    if occasion.until is not None:
        detail = "an identifier has no end; leave effective_until out"
        raise RuleBroken(detail, rule="identifier", pointer="/effective_until")
