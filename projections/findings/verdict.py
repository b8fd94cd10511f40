"""What a rule is, and what it may say of one thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

# Wrong: it should not be so. Due: it has to be done by somebody. Not known: a rule or
# a reader would need it, and nobody has said.
Kind = Literal["wrong", "due", "not_known"]
Basis = Literal["statute", "policy", "design"]
Severity = Literal["high", "medium", "low"]
SEVERITIES: Final[tuple[Severity, ...]] = ("high", "medium", "low")


class Hit(NamedTuple):
    """That a rule has found something.

    `since` is the day from which it holds, `because` the values that it was judged by:
    a finding that was waived is one again once these are others. `events` are the
    positions that say so, where the rule knows better than that of the row. `do`
    names the verb that would mend it, `owner` who has to see to it, where these are
    not the rule's own; so does `severity`.
    """

    since: str | None
    because: Mapping[str, Any]
    events: tuple[int, ...] = ()
    do: str | None = None
    owner: str | None = None
    severity: Severity | None = None


class Missing(NamedTuple):
    """That a rule could not be tested, for want of these."""

    fields: tuple[str, ...]


Clean = Literal["clean"]
CLEAN: Final[Clean] = "clean"
# None: the rule does not arise here. It was neither tested nor could it not be.
Verdict = Hit | Missing | Clean | None
Judge = Callable[[Any, Any], Verdict]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it says, on what it rests, and its function for each noun.

    `do` is the verb (or the path under /v1) that mends most of what it finds, `advice`
    says when to use it. `thresholds` are the settings of the policy that it goes by.
    """

    id: str
    title: str
    kind: Kind
    basis: Basis
    source: str
    severity: Severity
    advice: str
    do: str
    on: Mapping[str, Judge] = field(default_factory=dict)
    thresholds: tuple[str, ...] = ()
