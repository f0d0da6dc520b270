"""What people read of a drill, and its author's card. Each begins and ends with the mark, and has a colour that is no warning's."""

from pydantic import BaseModel, ConfigDict

from handlers.alerts.wording import kind_name
from handlers.buttons import button
from handlers.context import Rows
from handlers.drill.rules import can_be_ended, minutes_and_seconds
from handlers.messages import Message, Text, text
from handlers.notice.rules import UNDO
from handlers.report.card import unit_name
from storage.alert import AlertKind, Level
from storage.drills import Drill, DrillAnswers, DrillState
from storage.tally import Tally
from storage.units import Unit


class Standing(BaseModel):
    """How far a drill is: what became of its messages, and of those that say that it is over; how many have still to be told so; and what
    was answered."""

    model_config = ConfigDict(frozen=True)

    told: Tally = Tally()
    ending: Tally = Tally()
    left: int = 0
    answers: DrillAnswers = DrillAnswers()

    @property
    def shown(self) -> int:
        """Another number as soon as its author has something new to see."""
        return self.told.ended + self.answers.people

    @property
    def is_through(self) -> bool:
        """Whether nothing is on its way."""
        return not (self.told.owed or self.ending.owed or self.left)


def wording(code: str, kind: AlertKind, level: Level, unit: Unit, words: str | None) -> Text:
    """What people read, from the first mark to the last."""
    head, safe, todo = parts(kind, level, unit, words)
    return text("drill-text", head=head, safe=safe, todo=todo, code=code)


def parts(kind: AlertKind, level: Level, unit: Unit, words: str | None) -> tuple[Text, Text, Text]:
    """Of what people read: a drill of what and where, that it is one, and what to do; without the marks."""
    todo = text(f"drill-todo-{kind.value}")
    return (
        text("drill-head", kind=kind_name(kind), level=text(f"drill-level-{level.value}"), unit=unit_name(unit)),
        text("drill-safe"),
        todo if words is None else text("drill-todo-more", todo=todo, words=words),
    )


def wording_of(drill: Drill, unit: Unit) -> Text:
    """The same, of one that there is."""
    return wording(drill.code, drill.kind, drill.level, unit, drill.words)


def beginning(drill: Drill, unit: Unit) -> Message:
    """What those who take part get first."""
    return Message(text=wording_of(drill, unit), buttons=((button("drill-got", "drillgot", drill.code),),))


def ending(drill: Drill, unit: Unit) -> Message:
    """What they get last."""
    return Message(text=ending_words(drill, unit))


def ending_words(drill: Drill, unit: Unit) -> Text:
    """That it is over."""
    return text("drill-end-text", kind=kind_name(drill.kind), unit=unit_name(unit))


def card(drill: Drill, unit: Unit, standing: Standing) -> Message:
    """How far it is, and the button that ends it."""
    lines = [*_troubles(standing.told), *_median(standing.answers), wording_of(drill, unit)]
    return Message(text=_head(drill, unit, standing), lines=tuple(lines), buttons=_buttons(drill))


def _head(drill: Drill, unit: Unit, standing: Standing) -> Text:
    counted = {"people": drill.people, "sent": standing.told.sent, "answered": standing.answers.people}
    match drill.state:
        case DrillState.WAITING:
            return text("drill-waiting", unit=unit_name(unit), people=drill.people, seconds=UNDO.seconds)
        case DrillState.SENDING:
            return text("drill-going", unit=unit_name(unit), **counted)
        case DrillState.DONE:
            return text("drill-done", unit=unit_name(unit), **counted)
        case DrillState.CANCELLED:
            return text("drill-taken-back")


def _troubles(told: Tally) -> list[Text]:
    lost = told.failed + told.blocked + told.unknown
    return [text("drill-lost", count=lost)] if lost else []


def _median(answers: DrillAnswers) -> list[Text]:
    if not answers.people:
        return []
    minutes, seconds = minutes_and_seconds(answers.median)
    return [text("drill-median", minutes=minutes, seconds=seconds)]


def _buttons(drill: Drill) -> Rows:
    if not can_be_ended(drill):
        return ()
    label = "drill-undo" if drill.state is DrillState.WAITING else "drill-end"
    return ((button(label, "drillend", drill.code),),)
