"""[health]"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from bot.addresses import is_listened_at


class HealthSettings(BaseModel):
    """Where monitoring may ask how the bot is: nowhere, without an address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    listen: Annotated[str, AfterValidator(is_listened_at)] | None = None
