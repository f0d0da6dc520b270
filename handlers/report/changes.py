"""What happens around a change: the answer to who acted, the news to whom it concerns, the cards."""

from collections.abc import Callable

from handlers import rights
from handlers.context import ALBUM_PATIENCE, Context, Work
from handlers.groups import tell
from handlers.messages import Argument, Message, Text
from handlers.report import beside, card, notices, parts, service
from handlers.report.neighbour_card import neighbour_card
from handlers.report.places import ringing_about
from handlers.report.rules import Action
from handlers.report.team_card import team_card
from storage.case import Actor, Report
from storage.outbox import Lane, Owed, Worth
from storage.roles import Role
from storage.votes import Answer


async def by_staff(ctx: Context, code: str, action: Action, *, reason: str | None = None) -> None:
    """A member of staff changes a report; the reporter gets a new message, every card is brought up to date."""
    report = await service.act_as_staff(ctx, ctx.person, code, action, note=reason)
    if report is None:
        await refuse_staff(ctx, code)
        return
    ctx.answer_tap(f"toast-{action.value}")
    if await ctx.store.people.name(ctx.person.id) is None:  # their role was given on the command line
        await ctx.remember_name()
    await tell_reporters(ctx, report, action)
    await show_everywhere(ctx, report)


async def tell_reporters(work: Work, case: Report, action: Action) -> None:
    """A new message to whoever reported a case and to each who joined, under the code that is theirs."""
    for one in await parts.followers(work.store, case):
        await work.owe(notices.to_reporter(one, action, card.reason_words(case.reason)))


async def tell_the_others(work: Work, case: Report, said: Callable[[str], Text], *, but: int | None) -> None:
    """What one of those who can see it has said, to whoever reported it and to each who joined, but for that one; by the code of each."""
    for one in await parts.followers(work.store, case):
        if one.reporter_id is not None and one.reporter_id != but:
            payload = Message(text=said(one.code)).model_dump(mode="json")
            await work.owe([Owed(person_id=one.reporter_id, payload=payload, lane=Lane.NOTICES)])


async def by_reporter(ctx: Context, code: str, action: Action) -> Report | None:
    """A reporter changes their own report; None, and a word, when that does not fit any more."""
    return await _shown(ctx, await service.act_as_reporter(ctx, ctx.person, code, action))


async def taken_back(ctx: Context, code: str) -> Report | None:
    """A reporter withdraws what they reported; None as above."""
    own = await service.own(ctx.store, ctx.person, code)
    case = None if own is None else await ctx.store.reports.case_of(own)
    report = await parts.take_back(ctx, ctx.person, code)
    if report is not None and case is not None and case.id != report.id:  # what it showed goes from the case
        await refresh_cards(ctx, case)
    return await _shown(ctx, report)


async def _shown(ctx: Context, report: Report | None) -> Report | None:
    if report is None:
        ctx.answer_tap("report-closed")
    else:
        await show_everywhere(ctx, report)
    return report


async def reopened(work: Work, case: Report, actor: Actor, answer: Answer) -> Report | None:
    """One of those who can see it says that it is not fixed; None where nobody is asked that any more."""
    report = await service.reopen(work, case, actor, answer)
    if report is not None:
        await show_everywhere(work, report)
    return report


async def show_everywhere(work: Work, report: Report) -> None:
    """Brings up to date what staff and groups see of a report."""
    await refresh_cards(work, report)
    await tell.update(work, report)


async def refresh_cards(
    work: Work, report: Report, *, album: bool = False, covers_picture: bool = False
) -> tuple[int, ...]:
    """Edits every card of the report, and takes it from whoever may see it no longer; who still has one. One that the tap is on may be
    older than the row that knows it, and is edited all the same. For the parts of an album, once; with `covers_picture` the picture goes
    that is on them. Where it became part of a case, the cards of that, and who has one of those."""
    if report.merged_into is not None:
        await _refresh(work, report, album=album, covers_picture=covers_picture)
        report = await work.store.reports.case_of(report)
    return await _refresh(work, report, album=album, covers_picture=covers_picture)


async def _refresh(work: Work, report: Report, *, album: bool, covers_picture: bool) -> tuple[int, ...]:
    known = await card.facts(work.store, report, work.house.categories)
    having = await work.store.outbox.holders(card.slot(report.code))
    staff = tuple([one for one in having if await rights.may_handle(work.store, one, report)])
    others = tuple(one for one in having if one not in staff)
    team = tuple([one for one in others if await rights.may_answer(work.store, one, report)])
    looking = tuple([one for one in others if one not in team and await rights.may_look(work.store, one, report)])
    former = tuple(one for one in others if one not in (*team, *looking))
    not_before = work.now + ALBUM_PATIENCE if album else None
    await work.owe(card.edits(known, staff, not_before, covers_picture=covers_picture))
    await work.owe(card.edits(known, team, not_before, covers_picture=covers_picture, made=team_card))
    await work.owe(card.edits(known, looking, not_before, covers_picture=covers_picture, made=neighbour_card))
    await work.owe(card.withdrawals(report.code, former))
    return (*staff, *team, *looking)


async def card_for(work: Work, person_id: int, report: Report) -> Message:
    """The card of a case, as somebody sees it who may."""
    known = await card.facts(work.store, report, work.house.categories)
    if await rights.may_handle(work.store, person_id, report):
        return card.card(known)
    return team_card(known) if await rights.may_answer(work.store, person_id, report) else neighbour_card(known)


async def ring_about(work: Work, report: Report, event: str, words: str = "") -> bool:
    """Rings who holds the report, or the case that it became part of, (and, about an answer, who asked), else whoever is nearest now;
    False when there is nobody."""
    who = report.pseudonym  # also where they want to be named: a team that has the case is rung as well
    report = await work.store.reports.case_of(report)
    staff = await concerned(work, report)
    if event in ("answered", "placed", "unable"):
        staff = tuple(dict.fromkeys((*staff, *await _asker(work, report))))
    worth = Worth.ONCE if event == "added" else Worth.MUST
    lane = Lane.LIFE_SAFETY if event == "danger" else Lane.NOTICES
    if event == "danger":
        await beside.ring_beside(work, report, but=staff)
    await work.owe(notices.to_staff(report, event, staff, lane, worth, words=words, who=who))
    return bool(staff)


async def concerned(work: Work, report: Report) -> tuple[int, ...]:
    """Who is rung about a case: of the staff, and of the team as soon as it has the case."""
    return tuple(dict.fromkeys((*await _staff(work, report), *await _team(work, report))))


async def holder_name(work: Work, report: Report) -> Argument:
    """Who has it, as colleagues have to know: one of them by name, a team, or the unit."""
    if report.team_id is not None:
        return card.unit_name(await work.store.units.by_id(report.team_id))
    name = None if report.holder_id is None else await work.store.people.name(report.holder_id)
    return name or card.unit_name(None if report.unit_id is None else await work.store.units.by_id(report.unit_id))


async def _team(work: Work, report: Report) -> tuple[int, ...]:
    if report.team_id is None or report.team_took_at is None:
        return ()
    return await work.store.roles.holders(Role.DEPARTMENT, report.team_id)


async def _staff(work: Work, report: Report) -> tuple[int, ...]:
    if report.holder_id is not None and await rights.may_handle(work.store, report.holder_id, report):
        return (report.holder_id,)
    return (await ringing_about(work.store, report))[1]


async def _asker(work: Work, report: Report) -> tuple[int, ...]:
    """Who put the last question, if the case is still theirs."""
    asked = await service.question_of(work.store, report)
    if asked is None or asked.staff_id is None or not await rights.may_handle(work.store, asked.staff_id, report):
        return ()
    return (asked.staff_id,)


async def refuse_staff(ctx: Context, code: str) -> None:
    """Too late is said to staff of the report alone, with a fresh card; to others it looks as if there were none."""
    report = await service.handled(ctx.store, ctx.person, code)
    if report is None:
        ctx.answer_tap("button-not-yours")
        return
    ctx.answer_tap("card-too-late" if report.merged_into is None else "card-merged")
    await refresh_cards(ctx, report)
