"""QR codes on walls: whoever scans one need not share where they are. geojson.py reads the file from which places are loaded."""

from handlers.codes import read_digits
from handlers.context import Context
from handlers.input import Located
from handlers.report.questions import REPORT
from handlers.routing import Routes
from handlers.start.consent import CONSENT, receive
from storage.case import Place, PlaceSource
from storage.places import Spot

PLACE = "p"  # /start p_CODE, as the QR code says

routes = Routes()


@routes.link(PLACE)
async def scanned(ctx: Context, code: str) -> None:
    """A report at that place begins, or the one under way has its place."""
    digits = read_digits(code)
    spot = None if digits is None else await ctx.store.places.by_code(digits)
    if spot is None or spot.retired_at is not None:
        await _go_on_without(ctx)
        return
    located = Located(place=_place(spot))
    if not await ctx.house.engine.tell(ctx, located, flows=(REPORT.name, CONSENT.name)):
        await receive(ctx, (located,))


async def _go_on_without(ctx: Context) -> None:
    """An old sticker must not stop anybody."""
    await ctx.say("place-unknown")
    if not await ctx.house.engine.ask_again(ctx, flows=(REPORT.name, CONSENT.name)):
        await receive(ctx, (), wants_report=True)


def _place(spot: Spot) -> Place:
    """With its name in both languages, since whoever goes there may read another one than whoever scanned it."""
    names = dict.fromkeys((spot.name, spot.name_en))
    return Place(source=PlaceSource.QR, latitude=spot.latitude, longitude=spot.longitude, words=" / ".join(names))
