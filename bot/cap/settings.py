"""[warnings]"""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.addresses import address
from handlers.cap.build import as_identifier


def _is_a_sender(value: str) -> str:
    if not value or as_identifier(value) != value:
        raise ValueError("should be a name without blanks and commas, such as warnings@example.org")
    return value


class WarningSettings(BaseModel):
    """How warnings of others come in, beside the chat, and as whom ours go out: by default in no other way, and after our topmost unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cap_folder: Path | None = None
    cap_token_file: Path | None = None
    cap_sender: Annotated[str, AfterValidator(_is_a_sender), Field(max_length=100)] | None = None
    cap_address: Annotated[str, address("http", "https"), Field(max_length=200)] | None = None

    def below(self, folder: Path) -> "WarningSettings":
        """The same with absolute paths; relative ones are relative to the settings file's folder."""
        paths = {"cap_folder": self.cap_folder, "cap_token_file": self.cap_token_file}
        return self.model_copy(update={name: path and folder / path for name, path in paths.items()})
