"""What every command begins with: the settings it works by."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import operate
from bot.config import Settings, load_settings

Config = Annotated[Path, typer.Option("--config", help="The settings file.")]
CONFIG = Path("config.toml")


def ready(config: Path) -> Settings:
    """Settings, with the database at the current schema."""
    settings = load_settings(config)
    asyncio.run(operate.migrate(settings))
    return settings
