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
    link, code = StartLink(start=start), f"{known.report.code} · {_tip(known)}"
    return Message(
        text=text("passport-head"),
        lines=(*said, text("passport-check", short=_tip(known), link=link), *steps),
        drawing=Drawing(title=text("passport-title"), lines=(*said, *steps), code=code, link=link),
        buttons=((LinkButton(text=text("passport-verify"), start=start),),),
    )


def link_of(known: Facts) -> str:
    """What checks the card of a case as it is now, as the payload of /start."""
    return f"{LINK}_{known.report.code}_{_tip(known)}"


def standing(known: Facts, now: datetime) -> tuple[Text, ...]:
    """Where it stands, who has it since when, and by when something is promised."""
    lines = [text("passport-status", status=text(f"card-status-{known.report.status.value}"))]
    held, by = holding(known.history), due(known.report)
    if held is not None and known.report.status not in _OVER:
        lines.append(text("passport-holder", holder=known.name(held.team), since=_dated(held.since)))
    if by is not None:
        lines.append(text("passport-overdue" if by < now else "passport-due", by=_dated(by)))
    return tuple(lines)


def _steps(known: Facts) -> tuple[Text, ...]:
    """Each step; of very many the first and the last ones."""
    steps = told(known.history)
    left_out = steps[_FIRST:-_LAST]
    shown = [_step(known, one) for one in (*steps[:_FIRST], *steps[_FIRST:][-_LAST:])]
    if left_out:
        shown.insert(_FIRST, text("passport-left-out", count=len(left_out)))
    return tuple(shown)


def _step(known: Facts, entry: Entry) -> Text:
    what = text(f"passport-event-{entry.event}", team=known.name(entry.team))
    return text("history-line", at=_dated(entry.at), what=what)


def _tip(known: Facts) -> str:
    return known.history.entries[-1].short


def _dated(moment: datetime) -> Moment:
    return Moment.of(moment, dated=True)
