"""What those get who are summoned, and who answers for the silent."""

from collections.abc import Iterable

from handlers import rights
from handlers.buttons import button
from handlers.context import Rows, Work
from handlers.messages import Message, Moment, Text, text
from handlers.report import card, changes
from handlers.report.card import unit_name
from handlers.report.rules import Action
from handlers.rights import Deed
from handlers.roster import duty
from handlers.roster.wording import name_of
from handlers.teams.telling import given
from handlers.whistle import people, rules
from handlers.whistle.service import Called
from storage.case import Report, Urgency
from storage.outbox import Lane, Owed
from storage.whistles import Rung, Whistle, WhistleKind


def slot_of(to: Called) -> str:
    """The name under which a member's summons is found again."""
    return f"summons:{to.whistle.id}:{to.team.id}"


async def ring(work: Work, to: Called, whom: Iterable[int]) -> None:
    """A new message, since edits are silent; the one before points to it."""
    slot, payload = slot_of(to), (await _message(work, to)).model_dump(mode="json")
    before = Message(text=text("summons-again", code=to.report.code), covers_picture=True, edits="slot")
    having = await work.store.outbox.holders(slot)
    for one in whom:
        if one in having:
            await work.owe([Owed(person_id=one, payload=before.model_dump(mode="json"), lane=lane(to), slot=slot)])
        await work.owe([Owed(person_id=one, payload=payload, lane=lane(to), slot=slot)])


async def called_by(work: Work, report: Report, whistle: Whistle) -> tuple[Called, ...]:
    """All whom a whistle summons, as it stands now."""
    whistle = await work.store.whistles.by_id(whistle.id)
    summoned = await work.store.whistles.summoned(whistle.id)
    return tuple([Called(report, whistle, one, await work.store.units.by_id(one.team_id)) for one in summoned])


async def ring_first(work: Work, called: tuple[Called, ...]) -> None:
    """Everybody whom a new whistle summons; of teams in which nobody can be reached, whoever answers for the unit hears at once."""
    for to in called:
        await ring(work, to, await people.members(work, to.team.id))
    unreached = tuple(to for to in called if to.summons.rung is Rung.OFFICER)
    if unreached:
        await tell_officers(work, "nobody", unreached)


async def passed_on(work: Work, report: Report, after: Report) -> None:
    """Where the case has changed hands with the whistle: all that shows it says so. The card of the team that leads does not ring, as its
    summons has."""
    if after.team_id != report.team_id:
        await given(work, after, silent=True)
    elif after != report:
        await changes.show_everywhere(work, after)
        await changes.tell_reporters(work, after, Action.ACCEPT)


async def refresh_all(work: Work, report: Report, whistle: Whistle) -> None:
    """Every message of a whistle."""
    for to in await called_by(work, report, whistle):
        await refresh(work, to)


async def refresh(work: Work, to: Called) -> None:
    """Everybody's message, brought up to date without a sound; who is a member no more keeps no word of it."""
    slot, message = slot_of(to), await _message(work, to)
    gone = Message(text=text("card-not-yours", code=to.report.code), covers_picture=True)
    for one in await work.store.outbox.holders(slot):
        theirs = message if await _may_read(work, one, to) else gone
        payload = theirs.model_copy(update={"edits": "slot"}).model_dump(mode="json")
        await work.owe([Owed(person_id=one, payload=payload, lane=lane(to), slot=slot, latest=slot)])


async def tell_officers(work: Work, event: str, called: tuple[Called, ...]) -> None:
    """Whoever answers for the unit gets the list of those who are silent, or not there yet."""
    first = called[0]
    lines = [line for one in called for line in await _reached_at(work, one)]
    message = Message(
        text=text(f"silent-{event}", code=first.report.code),
        lines=tuple(lines),
        buttons=(
            (button("card-open", "card", first.report.code), button("whistle-sheet", "sheet", first.report.code)),
        ),
    )
    payload = message.model_dump(mode="json")
    officers = await people.officers(work, first.report)
    await work.owe(Owed(person_id=one, payload=payload, lane=lane(first)) for one in officers)


async def _reached_at(work: Work, to: Called) -> list[Text]:
    """A team, with whoever is on duty there and the number to tap."""
    shifts = await duty.shifts_now(work, to.team.id)
    numbers = [
        text("silent-number", who=await name_of(work, one.person_id), number=one.number)
        for one in shifts
        if one.number is not None
    ]
    return [text("silent-line", team=unit_name(to.team)), *numbers]


def lane(to: Called) -> Lane:
    """An emergency jumps every queue, as danger to life does."""
    return lane_of(to.report, to.whistle)


def lane_of(report: Report, whistle: Whistle) -> Lane:
    """The same, of a whistle as a whole."""
    is_grave = whistle.kind is WhistleKind.EMERGENCY or report.urgency is Urgency.DANGER
    return Lane.LIFE_SAFETY if is_grave else Lane.NOTICES


async def _may_read(work: Work, person_id: int, to: Called) -> bool:
    about = await rights.is_about(work.store, person_id, to.report)
    return not about and await rights.may(work.store, person_id, Deed.ANSWER, to.team.id)


async def _message(work: Work, to: Called) -> Message:
    """What is to be known to go there: kind, place, words and the picture; nothing about who reported it."""
    known = await card.facts(work.store, to.report, work.house.categories)
    by = Moment.of(to.whistle.blown_at + rules.ON_SITE)
    head = text(f"summons-{to.whistle.kind.value}", code=to.report.code, kind=known.kind, by=by)
    state = (_state(to),) if _state(to) is not None else ()
    lines = (*(text("summons-leads") for _ in range(to.summons.leads)), *state, *card.lines(known))
    return Message(text=head, lines=lines, buttons=_buttons(to), **card.picture(known))


def _state(to: Called) -> Text | None:
    summons = to.summons
    if summons.arrived_at is not None:
        return text("summons-arrived", at=Moment.of(summons.arrived_at))
    if to.is_over:
        return text("summons-over")
    if summons.confirmed_at is not None:
        return text("summons-confirmed", at=Moment.of(summons.confirmed_at))
    return None


def _buttons(to: Called) -> Rows:
    code, team = to.report.code, to.team.code
    if to.is_over or to.summons.arrived_at is not None:
        return ()
    if to.summons.confirmed_at is None:
        return ((button("summons-confirm", "coming", code, team),),)
    return ((button("summons-arrive", "onsite", code, team),),)
