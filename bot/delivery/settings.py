"""Settings of sending: the section [rates] of the configuration."""

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from bot.delivery.rates import Rates
from storage.outbox import Lane


class RateSettings(BaseModel):
    """[rates]: at most what Telegram allows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_second: int = Field(default=30, ge=1, le=30)
    bulk_reserve: int = Field(default=5, ge=0, le=29, validate_default=True)
    chat_burst: int = Field(default=3, ge=1, le=5)
    in_flight_bulk: int = Field(default=8, ge=1, le=16)
    in_flight_answers: int = Field(default=8, ge=1, le=16)
    in_flight_life_safety: int = Field(default=4, ge=1, le=16)

    @field_validator("bulk_reserve")
    @classmethod
    def _leaves_something(cls, value: int, info: ValidationInfo) -> int:
        if value >= info.data.get("per_second", value + 1):
            raise ValueError("should be less than per_second, or bulk would never be sent")
        return value

    def as_rates(self) -> Rates:
        """As the sender wants them."""
        in_flight = {
            Lane.LIFE_SAFETY: self.in_flight_life_safety,
            Lane.ANSWERS: self.in_flight_answers,
            Lane.NOTICES: self.in_flight_answers,
            Lane.WARNINGS: self.in_flight_bulk,
            Lane.BULK: self.in_flight_bulk,
        }
        return Rates(self.per_second, self.bulk_reserve, self.chat_burst, in_flight=in_flight)
