"""What the settings of the policy look like as they are read."""

from typing import Any, get_args

from api.schemas.parts import POSITION, TEXT, nullable, objects
from domain.thresholds import Standing

Json = dict[str, Any]

_POINTS: Json = {"type": "integer", "minimum": 1, "maximum": 25}
_SET_AT = nullable(POSITION)


def policy_components() -> dict[str, Json]:
    """The schemas of what is set one by one: `set_at` is null as delivered."""
    standing = list(get_args(Standing))
    return {
        "ReadAppetite": objects(
            "ReadAppetite", {"category": nullable(TEXT), "limit": _POINTS}
        ),
        "ReadThreshold": objects(
            "ReadThreshold",
            {
                "name": TEXT,
                "value": TEXT,
                "unit": TEXT,
                "meaning": TEXT,
                # "council" is one that was set, from the source that was given.
                "standing": {"enum": [*standing, "council"]},
                "source": TEXT,
                "set_at": _SET_AT,
            },
        ),
        "ReadRuleSource": objects(
            "ReadRuleSource",
            {
                "rule": TEXT,
                "standing": {"enum": standing},
                "source": TEXT,
                "in_force": {"type": "boolean"},
                "set_at": POSITION,
            },
        ),
    }
