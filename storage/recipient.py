"""To whom a message is owed: a person or a group of ours, never Telegram's number.

In the outbox it is sealed, beside a keyed hash that keeps the order: the time of an answer about a report would otherwise say whose it is.
"""

from pydantic import BaseModel, ConfigDict, model_validator

from storage.seal import Seal


class Recipient(BaseModel):
    """A person or a group, by our id."""

    model_config = ConfigDict(frozen=True)

    person_id: int | None = None
    group_id: int | None = None

    @model_validator(mode="after")
    def _one(self) -> "Recipient":
        if (self.person_id is None) == (self.group_id is None):
            raise ValueError("a message is owed to a person or to a group")
        return self

    def chat(self, seal: Seal) -> str:
        """The keyed hash under which what is owed to them is kept in order."""
        return seal.lookup("chat", f"person {self.person_id}" if self.group_id is None else f"group {self.group_id}")

    def sealed(self, seal: Seal) -> bytes:
        """As it is stored."""
        return seal.seal_text("recipient", self.model_dump_json(exclude_none=True))

    @classmethod
    def opened(cls, seal: Seal, sealed: bytes) -> "Recipient":
        """From what is stored; SealBroken when that is not ours."""
        return cls.model_validate_json(seal.open_text("recipient", sealed))
