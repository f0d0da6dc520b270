"""Commands for whoever keeps the data: backups and the way back, dead letters, and second factors of lost phones."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_settings import CONFIG, Config, ready
from bot.config import load_settings
from bot.operate import OperateError
from bot.progress import progress

upkeep = typer.Typer()
factors = typer.Typer(no_args_is_help=True, help="Second factors, by which staff release the gravest warnings.")
letters = typer.Typer(no_args_is_help=True, help="Updates that failed three times.")

Numbers = Annotated[list[int] | None, typer.Argument(help="The numbers that the list shows.")]
Every = Annotated[bool, typer.Option("--all", help="Every one of them.")]


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


@letters.command("list")
def list_letters(config: Config = CONFIG) -> None:
    """Show number, day, kind, tries and error of each; never what is in it, or whose it is."""
    from bot.letters import list_letters as listed  # noqa: PLC0415

    for line in asyncio.run(listed(ready(config))):
        typer.echo(line)


@letters.command("retry")
def retry_letters(numbers: Numbers = None, every: Every = False, config: Config = CONFIG) -> None:
    """Put them back where they stood; a running bot tries again."""
    from bot.letters import retry_letters as retried  # noqa: PLC0415

    typer.echo(asyncio.run(retried(ready(config), _chosen(numbers, every))))


@letters.command("drop")
def drop_letters(numbers: Numbers = None, every: Every = False, config: Config = CONFIG) -> None:
    """Erase them."""
    from bot.letters import drop_letters as dropped  # noqa: PLC0415

    typer.echo(asyncio.run(dropped(ready(config), _chosen(numbers, every))))


@factors.command("reset")
def reset_factor(
    person: Annotated[int, typer.Argument(help="The number that roles list shows.")],
    config: Config = CONFIG,
) -> None:
    """Remove the second factor of somebody who has lost their phone, and tell them."""
    from bot.factors import reset_factor as reset  # noqa: PLC0415

    typer.echo(asyncio.run(reset(ready(config), person)))


def _chosen(numbers: list[int] | None, every: bool) -> list[int] | None:
    if bool(numbers) == every:
        raise OperateError("say which, by the numbers that shao dead-letters list shows, or --all")
    return None if every else numbers
