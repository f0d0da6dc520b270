"""Who can see whether it is fixed is shown how it was and how it is now, and asked."""

from handlers.context import Work
from handlers.messages import Message, Text, text
from handlers.report import card, notices
from handlers.verify.rules import reason_words
from storage.case import Report
from storage.media import Media, Stage
from storage.outbox import Lane, Owed, Worth


async def ask(work: Work, case: Report, reason: str | None) -> bool:
    """Asks whoever reported it, with the reason where nothing shows what was done; False when there is nobody to be asked."""
    if case.reporter_id is None:
        return False
    why = () if reason is None else (text("verify-unshown", reason=reason_words(reason)),)
    pictures = _pictures(case, await work.store.media.of_report(case.id), is_shown=reason is None)
    question = Message(text=text("reporter-done", code=case.code), lines=why, buttons=notices.solved_buttons(case))
    await work.owe(_to(case.reporter_id, (*pictures, question)))
    return True


def _to(person_id: int, messages: tuple[Message, ...]) -> tuple[Owed, ...]:
    """The last of them rings."""
    *pictures, question = (one.model_dump(mode="json") for one in messages)
    shown = (Owed(person_id=person_id, payload=one, lane=Lane.ANSWERS, worth=Worth.ONCE) for one in pictures)
    return (*shown, Owed(person_id=person_id, payload=question, lane=Lane.ANSWERS))


def _pictures(case: Report, media: tuple[Media, ...], *, is_shown: bool) -> tuple[Message, ...]:
    """The first of how it was, and the last of how it is now; a voice is none."""
    seen = card.visible(media)
    before = [one for one in seen if one.stage is Stage.BEFORE][:1]
    after = [one for one in seen if one.stage is Stage.AFTER][-1:] if is_shown else []
    return (
        *(_picture(one, text("verify-before", code=case.code)) for one in before),
        *(_picture(one, text("verify-after", code=case.code)) for one in after),
    )


def _picture(media: Media, caption: Text) -> Message:
    return Message(text=caption, silent=True, **card.shown((media,)))
