"""What groups are told of a report. The only place from which anything is owed to a group that is not an answer to somebody in it."""

from collections.abc import Iterable
from typing import Any

from handlers.clocks.wording import promised
from handlers.context import Work
from handlers.messages import Argument, LinkButton, Message, Text, text
from handlers.report.card import kind_name, unit_name
from handlers.report.codes import LINK
from storage.case import Report, Urgency
from storage.groups import Group
from storage.outbox import Lane, Owed
from storage.recipient import Recipient
from storage.store import Store

_SEPARATE = 3  # so many waiting messages; what comes then is condensed into one list
_LISTED = 20


async def tell(work: Work, report: Report) -> None:
    """A new report: a message, or a line of the list where the group is behind already."""
    for group in await _bound(work.store, report):
        recipient = Recipient(group_id=group.id)
        if report.urgency is Urgency.ORDINARY and await work.store.outbox.owes(recipient) >= _SEPARATE:
            await _list(work, recipient, await _line(work, report))
        else:
            await work.owe([_owed(group.id, report, await _notice(work, report))])


async def update(work: Work, report: Report) -> None:
    """What groups know of the report already, brought up to date without a sound; not where it is nobody's business any more."""
    slot, bound = slot_of(report.code), [group.id for group in await _bound(work.store, report)]
    for group_id in [one for one in await work.store.outbox.groups_with(slot) if one in bound]:
        notice = await _notice(work, report)
        waiting = await work.store.outbox.waiting(Recipient(group_id=group_id), slot)
        if waiting is None:
            await work.owe([_owed(group_id, report, notice.model_copy(update={"edits": "slot"}))])
        else:
            message_id, payload = waiting
            await work.store.outbox.reword(message_id, payload | _changing(notice))


async def tell_others(work: Work, report: Report) -> None:
    """Groups that hear of it only now, since it is theirs only now."""
    told = await work.store.outbox.groups_with(slot_of(report.code))
    for group in [one for one in await _bound(work.store, report) if one.id not in told]:
        await work.owe([_owed(group.id, report, await _notice(work, report))])


async def ring(work: Work, report: Report) -> None:
    """Danger to life is a new message, since edits are silent."""
    for group in await _bound(work.store, report):
        await work.owe([_owed(group.id, report, await _notice(work, report))])


async def tell_team(work: Work, report: Report) -> None:
    """The groups of the team that was asked, which hear of its cases alone."""
    for group in () if report.team_id is None else await work.store.groups.of_units((report.team_id,)):
        await work.owe([_owed(group.id, report, await _notice(work, report))])


def slot_of(code: str) -> str:
    """The name under which a group's message about a report is found again."""
    return f"group:{code}"


def extended(before: Message | None, line: Text) -> Message:
    """The list with one more line; from the twentieth on they are only counted. Pure."""
    lines = () if before is None else before.lines
    known = 0 if before is None or before.text is None else before.text.args["count"]
    assert isinstance(known, int)
    count = known + 1
    shown = (*lines[:_LISTED], line)[:_LISTED]
    rest = (text("group-list-more", count=count - _LISTED),) if count > _LISTED else ()
    return Message(text=text("group-list", count=count), lines=(*shown, *rest))


async def _list(work: Work, recipient: Recipient, line: Text) -> None:
    waiting = await work.store.outbox.waiting(recipient, "group-list")
    if waiting is None:
        payload = extended(None, line).model_dump(mode="json")
        await work.owe([Owed(group_id=recipient.group_id, payload=payload, lane=Lane.NOTICES, slot="group-list")])
    else:
        message_id, payload = waiting
        await work.store.outbox.reword(
            message_id, extended(Message.model_validate(payload), line).model_dump(mode="json")
        )


async def _bound(store: Store, report: Report) -> Iterable[Group]:
    """The groups of the grid's unit and of those above it, nearest first, and of the team that was asked; none of what is about staff."""
    if report.is_conduct:
        return ()
    unit_id = report.grid_id if report.grid_id is not None else report.unit_id
    above = () if unit_id is None else await store.units.upwards(unit_id)
    team = () if report.team_id is None else (report.team_id,)
    return await store.groups.of_units((*(unit.id for unit in above), *team))


async def _notice(work: Work, report: Report) -> Message:
    kind, grid = await _facts(work, report)
    return Message(
        text=text(f"group-report-{report.urgency.value}", code=report.code, kind=kind, grid=grid),
        lines=(text(f"card-status-{report.status.value}"), *_late(report)),
        buttons=((LinkButton(text=text("group-open"), start=f"{LINK}_{report.code}"),),),
    )


def _late(report: Report) -> tuple[Text, ...]:
    """That something promised has not happened in time."""
    promise = promised(report) if report.is_overdue else None
    return () if promise is None else (promise,)


async def _line(work: Work, report: Report) -> Text:
    kind, grid = await _facts(work, report)
    return text("group-list-line", code=report.code, kind=kind, grid=grid)


async def _facts(work: Work, report: Report) -> tuple[Argument, Argument]:
    """Kind and rough area, and nothing else: a group is not a private place."""
    grid = None if report.grid_id is None else await work.store.units.by_id(report.grid_id)
    return kind_name(report.category, work.house.categories), unit_name(grid)


def _owed(group_id: int, report: Report, message: Message) -> Owed:
    lane = Lane.LIFE_SAFETY if report.urgency is Urgency.DANGER else Lane.NOTICES
    return Owed(group_id=group_id, payload=message.model_dump(mode="json"), lane=lane, slot=slot_of(report.code))


def _changing(notice: Message) -> dict[str, Any]:
    """What an edit changes; whether the waiting message is new or an edit stays as it was."""
    return notice.model_dump(mode="json", include={"text", "lines", "buttons"})
