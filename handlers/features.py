"""The features, in one visible place."""

from collections.abc import Iterable

from handlers import (
    alerts,
    claims,
    conduct,
    data,
    digest,
    doors,
    drill,
    factor,
    groups,
    identity,
    joining,
    mine,
    notice,
    orphans,
    passport,
    phrases,
    places,
    points,
    report,
    rewards,
    rider,
    roster,
    staff,
    start,
    teams,
    training,
    verify,
    whistle,
    wishes,
    worklist,
)
from handlers.alerts.documents import take_warning
from handlers.alerts.force import show_by_number
from handlers.clocks.calendar import Calendars
from handlers.context import Context, House
from handlers.dialog import Engine
from handlers.input import Input, Odd
from handlers.points.settings import PointSettings
from handlers.report.albums import join_album
from handlers.report.entry import show_by_code
from handlers.report.reply import take_reply
from handlers.report.settings import Category, Limits
from handlers.rewards.counter import show_by_voucher
from handlers.routing import Router
from handlers.start.consent import receive
from handlers.start.odd import answer_odd
from handlers.texts import Texts, load_texts

FEATURES = (
    start,
    report,
    verify,
    joining,
    passport,
    conduct,
    identity,
    claims,
    rider,
    mine,
    points,
    rewards,
    wishes,
    alerts,
    doors,
    notice,
    drill,
    training,
    digest,
    data,
    groups,
    staff,
    teams,
    phrases,
    roster,
    factor,
    orphans,
    whistle,
    worklist,
    places,
)
CATALOGUES = (
    "handlers",
    "handlers.alarms",
    "handlers.cap",
    "handlers.clocks",
    *(feature.__name__ for feature in FEATURES),
)


def open_house(
    languages: Iterable[str],
    calendars: Calendars,
    limits: Limits,
    categories: tuple[Category, ...],
    bulk_per_second: int,
    given: PointSettings,
) -> House:
    """Wording, flows, limits, clocks and points, put together."""
    zone = calendars.common.zone
    texts = load_texts(CATALOGUES, languages, zone)
    flows = {flow.name: flow for feature in FEATURES for flow in feature.routes.flows}
    return House(texts, Engine(flows), limits, categories, calendars, zone, bulk_per_second, given)


def open_router(texts: Texts) -> Router:
    """Takes every update to the feature that answers it; what belongs to no dialog begins a report."""
    return Router([feature.routes for feature in FEATURES], texts, _first, _otherwise)


async def _first(ctx: Context, given: Input) -> bool:
    return await join_album(ctx, given) or await take_reply(ctx, given)


async def _otherwise(ctx: Context, given: Input | Odd) -> None:
    if isinstance(given, Odd):
        if not await take_warning(ctx, given):
            await answer_odd(ctx, given)
    elif not (await show_by_code(ctx, given) or await show_by_number(ctx, given) or await show_by_voucher(ctx, given)):
        await receive(ctx, (given,))
