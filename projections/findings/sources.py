"""On what rules rest, where that is no statute: guidance of other councils, or ours."""

from typing import Final

KENT: Final = "Kent County Council, commissioning framework of 2014"
ROYAL: Final = (
    "Royal Borough of Windsor and Maidenhead, Commissioning Strategy 2019-2024"
)
OURS: Final = "a proposal of this register, with no outside authority"
