"""What the service is told from outside: environment variables COUNTERFOIL_*."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.colour import readable_under_white
from domain.log.register import Home


def key_place(named: Path | str | None) -> Path | str | None:
    """Where keys are kept: an address as it is, a folder as a path; "" is not said."""
    if isinstance(named, str) and "://" not in named:
        return Path(named) if named else None
    return named


class Settings(BaseSettings):
    """Where the register lies, and how much any one caller may ask of it.

    `requests_per_second` is what a caller may keep up, `burst` what one may ask at
    once after a pause. `log_requests` has every reply logged by its route.
    `brand_colour` is the council's own on every page, #rrggbb.
    `vouched_within_days` is how long entries may wait until a witness or a timestamping
    authority has signed a head over them, before it is said.
    """

    model_config = SettingsConfigDict(
        env_prefix="COUNTERFOIL_", extra="ignore", frozen=True
    )

    data: Path = Path("data")
    signer: Path | None = None
    keys: Annotated[Path | str | None, BeforeValidator(key_place)] = None
    database_url: str | None = None
    database_schema: str = "register"
    requests_per_second: Annotated[float, Field(gt=0)] = 200.0
    burst: Annotated[int, Field(ge=1)] = 2000
    log_requests: bool = False
    brand_colour: Annotated[str, AfterValidator(readable_under_white)] = "#12394a"
    vouched_within_days: Annotated[float, Field(gt=0)] = 7.0

    @property
    def home(self) -> Home:
        """Where the register lies."""
        return Home(
            data=self.data,
            url=self.database_url,
            schema=self.database_schema,
            keys=self.keys,
            signer=self.signer,
        )
