"""[backup]"""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.backup.age import is_recipient


class BackupSettings(BaseModel):
    """Where the bot makes backups by itself: nowhere, without a folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dir: Path | None = None
    every_hours: int = Field(default=24, ge=1, le=168)
    keep_days: int = Field(default=30, ge=1, le=366)
    recipient: Annotated[str, AfterValidator(is_recipient)] | None = None

    def below(self, folder: Path) -> "BackupSettings":
        """The same with an absolute path; a relative one is relative to the settings file's folder."""
        return self if self.dir is None else self.model_copy(update={"dir": folder / self.dir})
