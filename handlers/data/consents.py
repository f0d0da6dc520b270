"""The consents that somebody can give: whether they have, and taking one back."""

from enum import StrEnum

from handlers.context import Context
from handlers.data.leaving import leave
from handlers.report import changes
from handlers.wishes.service import change, forget_door
from storage.case import Report
from storage.people import Naming, Person
from storage.store import Store


class Consent(StrEnum):
    """To be dealt with at all, and what may be kept or shown besides."""

    GENERAL = "general"
    HOME = "home"
    AREA = "area"
    NAMING = "naming"
    VOICE = "voice"
    LOOK = "look"
    HELP = "help"


async def given(store: Store, person: Person) -> frozenset[str]:
    """The consents of somebody, as things stand."""
    named = any(one.reporter_name is not None for one in await store.reports.by_reporter(person.id))
    has = {
        Consent.GENERAL: person.consented_at is not None,
        Consent.HOME: person.home_unit_id is not None,
        Consent.AREA: (await store.personal.person(person.id))["area"] is not None,
        Consent.NAMING: named or person.naming is Naming.NAMED,
        Consent.VOICE: person.voice_agreed_at is not None,
        Consent.LOOK: await store.looks.place(person.id) is not None,
        Consent.HELP: (await store.wishes.get(person.id)).needs_help,
    }
    return frozenset(one for one, is_given in has.items() if is_given)


async def withdraw(ctx: Context, consent: Consent) -> None:
    """Takes one back, with what hangs on it."""
    match consent:
        case Consent.GENERAL:
            await leave(ctx, erases=False)
        case Consent.HOME:
            await ctx.store.people.set_home(ctx.person.id, None, now=ctx.now)
            await forget_door(ctx)
        case Consent.AREA:
            await ctx.store.riders.left(ctx.person.id)
        case Consent.NAMING:
            await _unname(ctx)
        case Consent.VOICE:
            await _unvoice(ctx)
        case Consent.LOOK:
            await ctx.store.looks.withdraw(ctx.person.id)
        case Consent.HELP:
            await change(ctx, needs_help=False, door=None)


async def _unname(ctx: Context) -> None:
    """From now on, and in every report that carries the name. No event says so: one time in several reports would connect them."""
    await ctx.store.people.set_naming(ctx.person.id, Naming.ANONYMOUS, name=None)
    for report in await ctx.store.reports.by_reporter(ctx.person.id):
        if report.reporter_name is not None:
            await ctx.store.traces.unname(report.id)
            await _withhold(ctx, report, is_heard=ctx.person.voice_agreed_at is not None)


async def _unvoice(ctx: Context) -> None:
    """Who reports by name can be heard all the same; otherwise staff can ask for no voice any more."""
    await ctx.store.people.unagree_voice(ctx.person.id)
    for report in await ctx.store.reports.by_reporter(ctx.person.id):
        if report.reporter_name is None:
            await _withhold(ctx, report, is_heard=False)


async def _withhold(ctx: Context, report: Report, *, is_heard: bool) -> None:
    if not is_heard:
        await ctx.store.media.withhold_voices(report.id)
    await changes.refresh_cards(ctx, await ctx.store.reports.by_id(report.id))
