"""/routes: the rules of a unit, which its staff change here."""

from handlers import rights
from handlers.buttons import button
from handlers.context import Context, Rows
from handlers.messages import Message, Text, text
from handlers.report.card import unit_name
from handlers.rights import Deed
from handlers.routing import Routes
from handlers.teams.adding import ROUTE, NewRoute
from handlers.teams.rule_words import rule_words
from handlers.units.own import OFFERED, number_of, own_unit
from storage.routes import Route
from storage.units import Unit

routes = Routes(flows=[ROUTE])


@routes.command("routes", listed=False)
async def show_routes(ctx: Context, _words: str) -> None:
    """Those of the only unit that is theirs, or the units to choose from."""
    units = await rights.units(ctx.store, ctx.person.id, Deed.SET_ROUTES)
    if len(units) == 1:
        await ctx.send(await _listed(ctx, units[0]))
    elif units:
        await ctx.say(
            "rules-choose",
            buttons=tuple((button("named", "routesof", one.code, name=unit_name(one)),) for one in units[:OFFERED]),
        )
    else:
        await ctx.say_with_menu("rules-not-yours")


@routes.button("routesof")
async def show_of_unit(ctx: Context, unit_code: str) -> None:
    """Those of one unit."""
    unit = await own_unit(ctx, Deed.SET_ROUTES, unit_code)
    if unit is not None:
        await ctx.show(await _listed(ctx, unit))


@routes.button("routenew")
async def begin_new(ctx: Context, unit_code: str) -> None:
    """Asks what the new one is."""
    unit = await own_unit(ctx, Deed.SET_ROUTES, unit_code)
    if unit is None:
        return
    if await ctx.store.units.teams(unit.id):
        await ctx.begin(ROUTE, NewRoute(unit=unit.code))
    else:
        ctx.answer_tap("give-no-teams")


@routes.button("routeup")
async def move_up(ctx: Context, route_id: str) -> None:
    """It is tried before the one before it."""
    route = await _route(ctx, route_id)
    if route is not None:
        await ctx.store.routes.take_over(route.unit_id)
        await ctx.store.routes.move_up(route)
        await ctx.show(await _listed(ctx, await ctx.store.units.by_id(route.unit_id)))


@routes.button("routegone")
async def remove(ctx: Context, route_id: str) -> None:
    """It counts no more; what it has done stays done."""
    route = await _route(ctx, route_id)
    if route is not None:
        await ctx.store.routes.take_over(route.unit_id)
        await ctx.store.routes.remove(route, now=ctx.now)
        await ctx.show(await _listed(ctx, await ctx.store.units.by_id(route.unit_id)))


async def _route(ctx: Context, number: str) -> Route | None:
    known = number_of(number)
    route = None if known is None else await ctx.store.routes.by_id(known)
    if route is not None and await rights.may(ctx.store, ctx.person.id, Deed.SET_ROUTES, route.unit_id):
        return route
    ctx.answer_tap("button-not-yours")
    return None


async def _listed(ctx: Context, unit: Unit) -> Message:
    found = await ctx.store.routes.of_unit(unit.id)
    head = text("rules-head" if found else "rules-none", unit=unit_name(unit))
    lines = [await _line(ctx, number, one) for number, one in enumerate(found, start=1)]
    return Message(
        text=head, lines=tuple(lines), buttons=(*_changing(found), (button("rules-new", "routenew", unit.code),))
    )


async def _line(ctx: Context, number: int, route: Route) -> Text:
    """One to a team that is retired asks nobody, and says so."""
    team, rule = await ctx.store.units.by_id(route.team_id), await rule_words(ctx, route)
    return text("rules-line" if team.retired_at is None else "rules-line-retired", number=number, rule=rule)


def _changing(found: tuple[Route, ...]) -> Rows:
    """For each the way up, but for the first, and out."""
    rows = []
    for number, one in enumerate(found, start=1):
        up = (button("rules-up", "routeup", str(one.id), number=number),) if number > 1 else ()
        rows.append((*up, button("rules-remove", "routegone", str(one.id), number=number)))
    return tuple(rows)
