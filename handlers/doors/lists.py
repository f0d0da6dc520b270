"""Use cases of door-knock lists, in the transaction they are given. A door is in one message alone, which is changed when it is to go."""

from collections.abc import Iterable

from handlers.alerts.rules import has_doors
from handlers.context import Work, context_of
from handlers.doors import cards, knockers, rules, sheet
from handlers.limits import Taken
from handlers.messages import Message, text
from handlers.report import submit
from handlers.report.card import unit_name
from handlers.report.flow import Draft as Report
from storage.alert import Alert
from storage.copies import Answer
from storage.doors import Door, DoorList, DoorResult, DoorRung
from storage.outbox import Lane, Owed
from storage.units import UnitKind


async def going(work: Work, event: str) -> Alert | None:
    """The newest message of an event, as long as doors may be knocked at because of it."""
    released = [one for one in await work.store.alerts.of_event(event) if one.state.is_released]
    return released[-1] if released and has_doors(released[-1], work.now) else None


async def make(work: Work, alert: Alert) -> int:
    """Lists of all silent doors that are on none yet, about which the nearest are asked at the next look; how many doors."""
    silent = await work.store.doors.silent(alert)
    kinds: dict[int, UnitKind] = {}
    for unit_id in {one.unit_id for one in silent}:
        kinds[unit_id] = (await work.store.units.by_id(unit_id)).kind
    found = rules.to_list(silent, await work.store.doors.listed(alert.event), kinds.__getitem__)
    for unit_id, all_of_it in found.items():
        for people in rules.chunks(all_of_it):
            await work.store.doors.add(alert.id, unit_id, people, now=work.now)
    return sum(len(people) for people in found.values())


async def offer(work: Work, alert: Alert, lists: Iterable[DoorList], *, without: int | None = None) -> None:
    """Asks the next ones, each once for all lists of a unit; nobody who is on a list themselves."""
    left_out = {without, *await work.store.doors.listed(alert.event)}
    groups: dict[tuple[int, DoorRung], list[DoorList]] = {}
    for one in lists:
        groups.setdefault((one.unit_id, one.rung), []).append(one)
    for (unit_id, rung), group in groups.items():
        people = {
            one: [person for person in await knockers.asked(work, alert, unit_id, one) if person not in left_out]
            for one in DoorRung
        }
        following, found = rules.next_ones(rung, people)
        for one in group:
            await work.store.doors.save(rules.offered(one, following, work.now))
        await _ask(work, alert, unit_id, following, found)


async def _ask(work: Work, alert: Alert, unit_id: int, rung: DoorRung, people: Iterable[int]) -> None:
    count = sum([len(await _unknown(work, one)) for one in await _free(work, alert, unit_id)])
    if not count:
        return
    unit, slot = await work.store.units.by_id(unit_id), cards.offer_slot(alert.event, unit_id)
    for one in people:
        may_go = await knockers.may_knock(work, one, unit_id)
        payload = cards.offer(alert, unit, rung, count, may_go=may_go).model_dump(mode="json")
        await work.owe([Owed(person_id=one, payload=payload, lane=Lane.LIFE_SAFETY, slot=slot)])


async def take(work: Work, alert: Alert, unit_id: int, person_id: int) -> bool | None:
    """The next list of a unit is theirs, and they see its doors; False where none is left, None as long as they have another one."""
    for one in await work.store.doors.of_event(alert.event):
        if one.taken_by == person_id and any(rules.is_left(door) for door in await work.store.doors.doors(one.id)):
            return None
    for one in await _free(work, alert, unit_id):
        if await _unknown(work, one) and await work.store.doors.take(one.id, person_id, now=work.now):
            await show(
                work, one.model_copy(update={"taken_by": person_id, "taken_at": work.now, "next_at": None}), new=True
            )
            await _say_taken(work, alert, unit_id)
            return True
    return False


async def _say_taken(work: Work, alert: Alert, unit_id: int) -> None:
    """Whoever was asked need not go any more, once somebody goes to all of them."""
    if not [one for one in await _free(work, alert, unit_id) if await _unknown(work, one)]:
        unit = await work.store.units.by_id(unit_id)
        await _change(
            work, cards.offer_slot(alert.event, unit_id), Message(text=text("doors-taken", unit=unit_name(unit)))
        )


async def show(work: Work, one: DoorList, *, new: bool = False) -> None:
    """The list as it is now, to whoever has it."""
    doors = await work.store.doors.doors(one.id)
    await work.store.doors.save(one.model_copy(update={"shown": work.store.doors.mark(doors)}))
    message = cards.whole(one, await work.store.units.by_id(one.unit_id), doors)
    await put(work, one, message, new=new)


async def put(work: Work, one: DoorList, message: Message, *, new: bool = False) -> None:
    """In the one message that whoever has the list has of it."""
    slot = cards.list_slot(one.id)
    payload = message.model_copy(update={} if new else {"edits": "slot"}).model_dump(mode="json")
    lane = Lane.LIFE_SAFETY if new else Lane.ANSWERS
    await work.owe([Owed(person_id=one.taken_by, payload=payload, lane=lane, slot=slot, latest=slot)])


async def note(work: Work, alert: Alert, one: DoorList, door: Door, result: DoorResult) -> None:
    """What was found behind a door counts as their own answer; who needs help has a case in danger to life, as by their own button."""
    await work.store.doors.note(door, result, now=work.now)
    answer = rules.said(result)
    is_new = answer is not None and await work.store.copies.answer(alert, door.person_id, answer, now=work.now)
    if is_new and answer is Answer.HELP:
        await _open_case(work, alert, door.person_id)
    await show(work, one)


async def _open_case(work: Work, alert: Alert, person_id: int) -> None:
    """Theirs, without the door, which teams and groups are not to see."""
    theirs = await context_of(work.house, work.store, person_id, work.now)
    if theirs is None:
        return
    await theirs.say("doors-help-told")
    language = work.house.texts.languages[0]
    words = work.house.texts.render(text("doors-help-case", number=alert.event), language, now=work.now)
    await submit.put_in(theirs, Report(words=words, no_photo=True), Taken(0), is_danger=True, is_call=True)


async def give_back(work: Work, alert: Alert, one: DoorList) -> None:
    """Others are asked; the doors vanish from where they were shown."""
    await put(work, one, Message(text=text("doors-returned")))
    free = rules.handed_back(one, work.now)
    await work.store.doors.save(free)
    await offer(work, alert, [free], without=one.taken_by)


async def leave(work: Work, person_id: int) -> tuple[int, ...]:
    """Whoever leaves hands back what they have; ids of the messages in which they still see doors."""
    held = await work.store.doors.held(person_id)
    for one in held:
        await work.store.doors.save(rules.handed_back(one, work.now))
    slots = [cards.list_slot(one.id) for one in held] + [sheet.slot(one) for one in await work.store.doors.events()]
    found = [await work.store.doors.message(person_id, one) for one in slots]
    return tuple(one for one in found if one is not None)


async def due(work: Work, event: str) -> tuple[int, ...]:
    """The units of an event for whose lists there is something to do; nothing is changed."""
    lists = await work.store.doors.of_event(event)
    if await going(work, event) is None:
        return tuple(dict.fromkeys(one.unit_id for one in lists))
    doors = await work.store.doors.all_doors(event)
    return tuple(dict.fromkeys([one.unit_id for one in lists if await _is_due(work, one, doors.get(one.id, ()))]))


async def _is_due(work: Work, one: DoorList, doors: Iterable[Door]) -> bool:
    if one.taken_by is None:
        return rules.is_lost(one) or rules.is_due(one, work.now)
    return one.shown != work.store.doors.mark(doors) or not await knockers.may_knock(work, one.taken_by, one.unit_id)


async def look(work: Work, event: str, unit_id: int) -> None:
    """Whatever is due in a unit: the next ones are asked, and nobody sees what they may not see any more."""
    alert = await going(work, event)
    if alert is None:
        return
    for one in await _of_unit(work, event, unit_id):
        if rules.is_lost(one):
            await work.store.doors.save(rules.handed_back(one, work.now))
        elif one.taken_by is not None and not await knockers.may_knock(work, one.taken_by, unit_id):
            await give_back(work, alert, one)
        elif one.taken_by is not None and one.shown != work.store.doors.mark(await work.store.doors.doors(one.id)):
            await show(work, one)
    await offer(work, alert, [one for one in await _of_unit(work, event, unit_id) if rules.is_due(one, work.now)])


async def close(work: Work, event: str, unit_id: int) -> None:
    """The doors vanish from every chat, and from the database whose they were."""
    over = Message(text=text("doors-closed", number=event))
    for one in await _of_unit(work, event, unit_id):
        await _change(work, cards.list_slot(one.id), over)
        await work.store.doors.close(one.id, now=work.now)
    await _change(work, cards.offer_slot(event, unit_id), over)


async def _change(work: Work, slot: str, message: Message) -> None:
    """Whoever has the message of this name."""
    payload = message.model_copy(update={"edits": "slot", "silent": True}).model_dump(mode="json")
    for one in await work.store.outbox.holders(slot):
        await work.owe([Owed(person_id=one, payload=payload, slot=slot, latest=slot)])


async def _free(work: Work, alert: Alert, unit_id: int) -> list[DoorList]:
    return [one for one in await _of_unit(work, alert.event, unit_id) if one.taken_by is None]


async def _of_unit(work: Work, event: str, unit_id: int) -> list[DoorList]:
    return [one for one in await work.store.doors.of_event(event) if one.unit_id == unit_id]


async def _unknown(work: Work, one: DoorList) -> list[Door]:
    return [door for door in await work.store.doors.doors(one.id) if rules.is_unknown(door)]
