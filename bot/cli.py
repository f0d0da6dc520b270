"""The command line. An error is one line on stderr that says what to do."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import operate
from bot.cli_settings import CONFIG, Config, ready
from bot.cli_upkeep import factors, letters, upkeep
from bot.config import SettingsError, load_settings
from bot.operate import ExportFormat, OperateError
from handlers.units.datum import Datum
from storage.engine import StorageUnavailable
from storage.lock import AlreadyRunning
from storage.migrate import SchemaRefused
from storage.roles import Role
from storage.seal import SealBroken

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Shao: a community keeps itself safe.",
)
units = typer.Typer(no_args_is_help=True, help="The areas and who is above whom.")
roles = typer.Typer(no_args_is_help=True, help="Who is what, and where.")
places = typer.Typer(no_args_is_help=True, help="Places with a QR code on the wall.")
export = typer.Typer(no_args_is_help=True, help="Data for other programs, on standard output.")
key = typer.Typer(no_args_is_help=True, help="The key with which everything personal is sealed.")
app.add_typer(units, name="units")
app.add_typer(places, name="places")
app.add_typer(roles, name="roles")
app.add_typer(export, name="export")
app.add_typer(key, name="key")
app.add_typer(upkeep)
app.add_typer(factors, name="factor")
app.add_typer(letters, name="dead-letters")

Person = Annotated[int, typer.Argument(help="The number that roles list shows.")]
_EXPECTED = (SettingsError, OperateError, SchemaRefused, SealBroken, StorageUnavailable, AlreadyRunning)


@app.command()
def run(config: Config = CONFIG) -> None:
    """Run the bot until it is told to stop."""
    from bot.app import run as run_app  # noqa: PLC0415 - the other commands start faster without it
    from bot.logs import set_up_logs  # noqa: PLC0415

    settings = ready(config)
    asyncio.run(operate.establish(settings))
    set_up_logs()
    asyncio.run(run_app(settings))


@app.command()
def demo(
    tour: Annotated[bool, typer.Option("--tour", help="Play the story in the terminal and end.")] = False,
    port: Annotated[int, typer.Option(help="Where the page is served.", min=0, max=65535)] = 8420,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
    crowd: Annotated[int, typer.Option(help="Residents behind those whom one can be.", min=0, max=20_000)] = 2000,
) -> None:
    """Try everything with made-up people: no token, no Telegram, nothing kept."""
    from bot.demo.run import run_demo, run_tour  # noqa: PLC0415 - a server that no other command needs

    raise typer.Exit(asyncio.run(run_tour() if tour else run_demo(port, crowd=crowd, open_browser=not no_browser)))


@app.command()
def check(config: Config = CONFIG) -> None:
    """Check settings, database, key and texts, say what waits and what is slow, and whether Telegram can be reached."""
    from bot.check import check as look  # noqa: PLC0415 - no other command needs it

    found = asyncio.run(look(load_settings(config)))
    for line in (*found.facts, *found.notes):
        typer.echo(line)
    if found.problems:
        raise OperateError("; ".join(found.problems))
    typer.echo("Otherwise all is well." if found.notes else "All is well.")


@app.command()
def migrate(config: Config = CONFIG) -> None:
    """Bring the database and its teams up to date; run does so too."""
    settings = load_settings(config)
    typer.echo(asyncio.run(operate.migrate(settings)))
    asyncio.run(operate.establish(settings))


@units.command("load")
def load_units(
    file: Annotated[Path, typer.Argument(help="A GeoJSON FeatureCollection.")],
    datum: Annotated[Datum, typer.Option(help="The datum of its coordinates.")] = Datum.WGS84,
    config: Config = CONFIG,
) -> None:
    """Load or update units; nothing is loaded when one of them is wrong."""
    settings = ready(config)
    count = asyncio.run(operate.load_units(settings, file, datum))
    typer.echo(f"{count} units loaded.")
    asyncio.run(operate.establish(settings))


@units.command("list")
def list_units(config: Config = CONFIG) -> None:
    """Show the units as a tree, with the number of staff."""
    for line in asyncio.run(operate.list_units(ready(config))):
        typer.echo(line)


@places.command("load")
def load_places(
    file: Annotated[Path, typer.Argument(help="A GeoJSON FeatureCollection of points.")],
    datum: Annotated[Datum, typer.Option(help="The datum of its coordinates.")] = Datum.WGS84,
    config: Config = CONFIG,
) -> None:
    """Load or update places, and print their codes; nothing is loaded when one of them is wrong."""
    from bot.places import load_places  # noqa: PLC0415

    for line in asyncio.run(load_places(ready(config), file, datum)):
        typer.echo(line)


@places.command("list")
def list_places(config: Config = CONFIG) -> None:
    """Show the places with their codes."""
    from bot.places import list_places  # noqa: PLC0415

    for line in asyncio.run(list_places(ready(config))):
        typer.echo(line)


@places.command("qr")
def print_qr(
    code: Annotated[str, typer.Argument(help="The code of a place.")],
    config: Config = CONFIG,
) -> None:
    """Print the link of a place, and its QR code, for whoever puts it up there."""
    from bot.places import print_qr  # noqa: PLC0415 - asks Telegram for the bot's name

    asyncio.run(print_qr(ready(config), code))


@app.command()
def invite(
    role: Annotated[Role, typer.Option(help="What the invite makes somebody.")],
    unit: Annotated[str | None, typer.Option(help="The code of the unit; it counts for all below it too.")] = None,
    uses: Annotated[int, typer.Option(min=1, max=1000)] = 1,
    hours: Annotated[int, typer.Option(min=1, max=24 * 30)] = 24,
    config: Config = CONFIG,
) -> None:
    """Print a link, and its QR code, that gives whoever opens it a role."""
    from bot.invite import print_invite  # noqa: PLC0415 - asks Telegram for the bot's name

    asyncio.run(print_invite(ready(config), role, unit, uses=uses, hours=hours))


@roles.command("list")
def list_roles(
    unit: Annotated[str | None, typer.Option(help="The code of a unit: there and below.")] = None,
    config: Config = CONFIG,
) -> None:
    """Show every role that anybody has, with the number that a person has here."""
    from bot.roles import list_roles as listed  # noqa: PLC0415

    for line in asyncio.run(listed(ready(config), unit)):
        typer.echo(line)


@roles.command("grant")
def grant_role(
    person: Person,
    role: Annotated[Role, typer.Argument(help="What they are from now on.")],
    unit: Annotated[str | None, typer.Option(help="The code of the unit; it counts for all below it too.")] = None,
    config: Config = CONFIG,
) -> None:
    """Give a role to somebody who is known already, and tell them."""
    from bot.roles import grant_role as granted  # noqa: PLC0415

    typer.echo(asyncio.run(granted(ready(config), person, role, unit)))


@roles.command("revoke")
def revoke_role(
    person: Person,
    role: Annotated[Role, typer.Argument(help="What they are no longer.")],
    unit: Annotated[str | None, typer.Option(help="Only at this unit; otherwise wherever they have it.")] = None,
    config: Config = CONFIG,
) -> None:
    """Take a role from somebody, and tell them."""
    from bot.roles import revoke_role as revoked  # noqa: PLC0415

    typer.echo(asyncio.run(revoked(ready(config), person, role, unit)))


@export.command("reports")
def export_reports(
    format: Annotated[ExportFormat, typer.Option(help="One object a line, a table, or a map layer.")],
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on.")] = None,
    conduct: Annotated[bool, typer.Option("--conduct", help="With the reports about staff and departments.")] = False,
    config: Config = CONFIG,
) -> None:
    """Write every hazard report, without anything that says who reported it."""
    from bot.export import write_reports  # noqa: PLC0415

    left_out = asyncio.run(write_reports(ready(config), format, since, sys.stdout, conduct=conduct))
    if left_out:
        typer.echo(f"Left out: {left_out} about staff or departments. --conduct writes them too.", err=True)


@key.command("rotate")
def rotate_key(config: Config = CONFIG) -> None:
    """Seal everything with a new key, while the bot is stopped; after a crash, run it again."""
    from bot.keys import rotate  # noqa: PLC0415

    typer.echo(asyncio.run(rotate(ready(config))))


def main() -> None:
    """The entry point: an expected error becomes one line, and exit code 1, or 2 where the command line itself is wrong."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        _complain(_usage(error))
        sys.exit(2)
    except _EXPECTED as error:
        _complain(str(error))
        sys.exit(1)


def _complain(sentence: str) -> None:
    if sentence:
        typer.echo(f"shao: {sentence}", err=True)


def _usage(error: typer.TyperException) -> str:
    """Typer's message in one line; empty where it has shown the help instead."""
    message = " ".join(error.format_message().replace("Value error, ", "").split())
    context = getattr(error, "ctx", None)
    return f"{message} ({context.command_path} --help says more)" if message and context else message


if __name__ == "__main__":
    main()
