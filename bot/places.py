"""Places with a QR code: loaded, listed, and drawn for printing."""

from pathlib import Path

import segno
import typer

from bot.config import Settings
from bot.invite import bot_name
from bot.operate import OperateError, opened, read_text
from handlers.codes import new_digits, read_digits
from handlers.places import PLACE
from handlers.places.geojson import Wanted, parse_places
from handlers.texts import start_link
from handlers.units.datum import Datum
from handlers.units.problems import FileRefused
from storage.clock import utc_now
from storage.places import Spot
from storage.store import Store


async def load_places(settings: Settings, file: Path, datum: Datum) -> list[str]:
    """Loads a GeoJSON file in one transaction: a line for each place. OperateError with every problem, and then nothing is loaded."""
    try:
        wanted = parse_places(read_text(file), datum)
    except FileRefused as refused:
        sentences = "; ".join(problem.sentence for problem in refused.problems)
        raise OperateError(f"nothing was loaded from {file}: {sentences}") from refused
    async with opened(settings) as database, database.write() as store:
        known = await store.places.everything()
        return [_line(await _save(store, one, known)) for one in wanted]


async def list_places(settings: Settings) -> list[str]:
    """A line for each place."""
    async with opened(settings) as database, database.read() as store:
        spots = await store.places.everything()
    return [_line(spot) for spot in spots] or ["No places are loaded; load some with: shao places load FILE.geojson"]


async def print_qr(settings: Settings, code: str) -> None:
    """Prints the link of a place and its QR code. OperateError when there is no such place, or it is retired."""
    async with opened(settings) as database, database.read() as store:
        spot = await store.places.by_code(read_digits(code) or "")
    if spot is None or spot.retired_at is not None:
        raise OperateError(f"there is no place {code} in use; shao places list shows them all")
    link = start_link(f"{PLACE}_{spot.code}", await bot_name(settings))
    typer.echo(f"{spot.name} / {spot.name_en}")
    typer.echo(link)
    segno.make(link).terminal(compact=True)


async def _save(store: Store, wanted: Wanted, known: tuple[Spot, ...]) -> Spot:
    """The same file twice changes nothing: a place without a code is known by its name and point."""
    found = next((spot for spot in known if wanted.is_the_same(spot)), None)
    code = wanted.code or (found.code if found else await _unused_code(store))
    now = utc_now()
    retired_at = (found.retired_at if found and found.retired_at else now) if wanted.retired else None
    spot = Spot(code=code, retired_at=retired_at, **wanted.model_dump(exclude={"code", "retired"}))
    await store.places.save(spot, now=now)
    return spot


async def _unused_code(store: Store) -> str:
    while await store.places.by_code(code := new_digits()) is not None:
        pass
    return code


def _line(spot: Spot) -> str:
    retired = "  (retired)" if spot.retired_at else ""
    return f"{spot.code}  {spot.name} / {spot.name_en}  {spot.latitude:.6f}, {spot.longitude:.6f}{retired}"
