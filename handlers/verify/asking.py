"""Who can see whether it is fixed is shown how it was and how it is now, and asked: whoever reported it, and a few who want to look."""

from handlers import rights
from handlers.context import Work
from handlers.messages import Message, Text, text
from handlers.report import card, notices, parts
from handlers.verify import charge, rules
from storage.case import Report
from storage.media import Media, Stage
from storage.outbox import Lane, Owed, Worth

_CANDIDATES = 50
Why = tuple[Text, ...]  # a line that says why nothing shows what was done, where nothing does


async def ask(work: Work, case: Report, reason: str | None) -> bool:
    """Asks them, with the reason where nothing shows what was done; False when there is nobody to be asked."""
    why = () if reason is None else (text("verify-unshown", reason=rules.reason_words(reason)),)
    reports = await parts.followers(work.store, case)
    asked = [await _ask_reporter(work, case, one, why) for one in reports]
    asked += [await _ask_looker(work, case, *one, why) for one in await _lookers(work, case, reports)]
    return any(asked)


async def _ask_reporter(work: Work, case: Report, report: Report, why: Why) -> bool:
    """By the code of what they reported; not who has dealt with it themself."""
    person_id = report.reporter_id
    if person_id is None or await charge.has_done(work.store, person_id, case):
        return False
    if report.id != case.id:
        await work.store.votes.ask(case.id, person_id)
    question = _question(report, text("reporter-done", code=report.code), why)
    await work.owe(_to(person_id, (*await _pictures(work, case, report, why), question), Lane.ANSWERS))
    return True


async def _ask_looker(work: Work, case: Report, person_id: int, metres: float, why: Why) -> bool:
    await work.store.votes.ask(case.id, person_id)
    await work.store.looks.asked(person_id, day=rules.day_in(work.house.zone, work.now))
    question = _question(case, _to_a_looker(work, case, metres), why)
    await work.owe(_to(person_id, (*await _pictures(work, case, case, why), question), Lane.NOTICES))
    return True


async def _lookers(work: Work, case: Report, reports: tuple[Report, ...]) -> list[tuple[int, float]]:
    """Up to three who look near it, the nearest first; nobody who reported it, or whose work it is."""
    reporters = [one.reporter_id for one in reports]
    latitude, longitude = case.place.latitude, case.place.longitude
    if latitude is None or longitude is None:
        return []
    day = rules.day_in(work.house.zone, work.now)
    near = await work.store.looks.near((latitude, longitude), rules.LOOK_METRES, day=day, limit=_CANDIDATES)
    free = [one for one in near if one[0] not in reporters and not await _is_theirs(work, one[0], case)]
    return free[: rules.MOST_LOOKERS]


async def _is_theirs(work: Work, person_id: int, case: Report) -> bool:
    return await rights.may_handle(work.store, person_id, case) or await charge.has_done(work.store, person_id, case)


def _to_a_looker(work: Work, case: Report, metres: float) -> Text:
    kind = card.kind_name(case.category, work.house.categories)
    return text("verify-look", code=case.code, kind=kind, metres=rules.roughly(metres))


def _question(report: Report, said: Text, why: Why) -> Message:
    return Message(text=said, lines=why, buttons=notices.vote_buttons(report.code))


def _to(person_id: int, messages: tuple[Message, ...], lane: Lane) -> tuple[Owed, ...]:
    """Only the last of them rings."""
    *pictures, question = (one.model_dump(mode="json") for one in messages)
    shown = (Owed(person_id=person_id, payload=one, lane=lane, worth=Worth.ONCE) for one in pictures)
    return (*shown, Owed(person_id=person_id, payload=question, lane=lane))


async def _pictures(work: Work, case: Report, report: Report, why: Why) -> tuple[Message, ...]:
    """The first of how it was, of their own if they sent any, and the last of how it is now, unless that could not be shown."""
    seen = card.visible(await work.store.media.of_case(case.id))
    before = [one for one in seen if one.stage is Stage.BEFORE]
    own = [one for one in before if one.report_id == report.id]
    after = [one for one in seen if one.stage is Stage.AFTER][-1:] if not why else []
    return (
        *(_picture(one, text("verify-before", code=report.code)) for one in (own or before)[:1]),
        *(_picture(one, text("verify-after", code=report.code)) for one in after),
    )


def _picture(media: Media, caption: Text) -> Message:
    return Message(text=caption, silent=True, **card.shown((media,)))
