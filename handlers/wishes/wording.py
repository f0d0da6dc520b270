"""What stands, and the buttons that change it."""

from handlers.alerts.wording import kind_name
from handlers.buttons import button, in_rows
from handlers.context import Rows
from handlers.messages import Button, Message, Text, text
from handlers.roster.wording import span_words
from storage.alert import AlertKind
from storage.wishes import Wishes


def standing(wishes: Wishes) -> tuple[Text, ...]:
    """What they said of emergencies, for 我的."""
    needs = (help_standing(wishes),) if wishes.needs_help else ()
    return (*needs, *((text("wishes-would-help"),) if wishes.would_help else ()))


def help_standing(wishes: Wishes) -> Text:
    """That they need help, and at which door."""
    return text("wishes-needs-help") if wishes.door is None else text("wishes-needs-help-at", door=wishes.door)


def entries(wishes: Wishes) -> Rows:
    """The rows of 我的 that are about warnings."""
    needs = button("wishes-need-change", "needhelp") if wishes.needs_help else button("wishes-need", "needhelp")
    would = button("wishes-would-no-more", "nohelping") if wishes.would_help else button("wishes-would", "wouldhelp")
    return ((needs,), (would, button("wishes-alerts-open", "alerts")))


def changing_help() -> Rows:
    """Of somebody who needs help."""
    return ((button("wishes-door-change", "changedoor"), button("wishes-need-no-more", "noneed")),)


def settings(wishes: Wishes, *, has_home: bool) -> Message:
    """Which warnings they get, when they do not ring, and whether they take part in drills."""
    lines = [text("wishes-alerts-always"), _quiet(wishes), _drills(wishes)]
    kinds = in_rows([_kind(wishes, kind) for kind in AlertKind])
    drills = button("wishes-drills-leave", "nodrills") if wishes.drills else button("wishes-drills-join", "drills")
    rows: Rows = (*kinds, (button("wishes-quiet-change", "quiethours"), drills))
    if not has_home:
        lines.append(text("wishes-no-home"))
        rows = (*rows, (button("mine-home-change", "homechange"),))
    return Message(text=text("wishes-alerts"), lines=tuple(lines), buttons=rows)


def _kind(wishes: Wishes, kind: AlertKind) -> Button:
    if kind in wishes.muted:
        return button("wishes-kind-off", "unmute", kind.value, kind=kind_name(kind))
    return button("wishes-kind-on", "mute", kind.value, kind=kind_name(kind))


def _quiet(wishes: Wishes) -> Text:
    if wishes.quiet_begins is None or wishes.quiet_ends is None:
        return text("wishes-quiet-none")
    return text("wishes-quiet-at", span=span_words(wishes.quiet_begins, wishes.quiet_ends))


def _drills(wishes: Wishes) -> Text:
    return text("wishes-drills-on" if wishes.drills else "wishes-drills-off")
