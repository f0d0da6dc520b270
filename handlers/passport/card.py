"""The progress card itself. Pure."""

from datetime import datetime

from handlers.messages import Drawing, LinkButton, Message, Moment, StartLink, Text, text
from handlers.passport.facts import Facts
from handlers.passport.holding import due, holding, told
from storage.case import Status
from storage.chain import Entry

LINK = "k"  # /start k_CODE_HASH checks a card

_FIRST, _LAST = 1, 7  # of a long history; a caption has room for no more
_OVER = (Status.VERIFIED, Status.UNVERIFIED, Status.REJECTED, Status.MERGED, Status.WITHDRAWN)


def card(known: Facts, now: datetime) -> Message:
    """The card as it is now; it may be forwarded."""
    start, said, steps = link_of(known), (known.about, *standing(known, now)), _steps(known)
    link = StartLink(start=start)
    return Message(
        text=text("passport-head"),
        lines=(*said, text("passport-check", short=short_of(known), link=link), *steps),
        drawing=Drawing(title=text("passport-title"), lines=(*said, *steps), code=code_of(known), qr=link),
        buttons=((LinkButton(text=text("passport-verify"), start=start),),),
    )


def link_of(known: Facts) -> str:
    """What checks the card of a case as it is now, as the payload of /start."""
    return f"{LINK}_{known.report.code}_{short_of(known)}"


def standing(known: Facts, now: datetime) -> tuple[Text, ...]:
    """Where it stands, who has it since when, and by when something is promised."""
    lines = [text("passport-status", status=text(f"card-status-{known.case.status.value}"))]
    held, by = holding(known.trail), due(known.case)
    if held is not None and known.case.status not in _OVER:
        lines.append(text("passport-holder", holder=known.name(held.team), since=dated(held.since)))
    if by is not None:
        lines.append(text("passport-overdue" if by < now else "passport-due", by=dated(by)))
    return tuple(lines)


def _steps(known: Facts) -> tuple[Text, ...]:
    """Each step, and those of its case since it is part of that; of very many the first and the last ones."""
    steps = told(known.history)
    if known.has_joined:
        steps += tuple(one for one in told(known.trail) if one.at >= known.history.entries[-1].at)
    left_out = steps[_FIRST:-_LAST]
    shown = [_step(known, one) for one in (*steps[:_FIRST], *steps[_FIRST:][-_LAST:])]
    if left_out:
        shown.insert(_FIRST, text("passport-left-out", count=len(left_out)))
    return tuple(shown)


def _step(known: Facts, entry: Entry) -> Text:
    what = text(f"passport-event-{entry.event}", team=known.name(entry.team))
    return text("history-line", at=dated(entry.at), what=what)


def code_of(known: Facts) -> str:
    """What stands above the QR code: the codes of the case and of the card."""
    return f"{known.report.code} · {short_of(known)}"


def short_of(known: Facts) -> str:
    """The code of the card, by which it is checked: of the newest entry, and of that of the case that it is part of."""
    own, of_case = known.history.entries[-1].short, known.trail.entries[-1].short
    return own + of_case if known.has_joined else own


def dated(moment: datetime) -> Moment:
    """With its full date: a card may be read at any time."""
    return Moment.of(moment, dated=True)
