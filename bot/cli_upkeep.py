"""Commands for whoever keeps the data: backups and the way back."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_settings import CONFIG, Config
from bot.config import load_settings
from bot.progress import progress

upkeep = typer.Typer()


@upkeep.command("backup")
def backup(
    folder: Annotated[Path | None, typer.Argument(help="Where to; [backup] dir by default.")] = None,
    config: Config = CONFIG,
) -> None:
    """Write everything but the key into one file, checked; the bot may run meanwhile."""
    from bot.backup.told import made_by_hand  # noqa: PLC0415

    with progress("Backup") as watch:
        line = asyncio.run(made_by_hand(load_settings(config), folder, watch))
    typer.echo(line)


@upkeep.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    identity: Annotated[Path | None, typer.Option(help="The file of the age key, for an encrypted one.")] = None,
    config: Config = CONFIG,
) -> None:
    """Bring a backup back, to where nothing is yet, with the key file in its place."""
    from bot.backup.told import restored_by_hand  # noqa: PLC0415

    with progress("Restore") as watch:
        line = asyncio.run(restored_by_hand(load_settings(config), file, identity, watch))
    typer.echo(line)
