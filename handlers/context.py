"""What a handler works with: one person's one update, in one transaction; and what a job does."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from telegram import Update

from handlers import rights
from handlers.input import tapped
from handlers.messages import Argument, Button, Key, Message, Text, text
from handlers.texts import Texts, clean, shorten
from storage.outbox import Lane, Owed, Worth
from storage.people import Person
from storage.store import Store

if TYPE_CHECKING:
    from handlers.clocks.calendar import Calendars
    from handlers.dialog import Engine, Flow
    from handlers.points.settings import PointSettings
    from handlers.report.settings import Category, Limits

ALBUM_PATIENCE = timedelta(seconds=1)  # how long the parts of an album may take to come
_NAME_UNITS = 64
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class House:
    """What stays the same between updates: wording, the flows, limits, the kinds of hazard, working time, the community's
    time, how many copies of one message may go out a second, and what points are given for."""

    texts: Texts
    engine: "Engine"
    limits: "Limits"
    categories: "tuple[Category, ...]"
    calendars: "Calendars"
    zone: ZoneInfo
    bulk_per_second: int
    points: "PointSettings"


class _Delivery(TypedDict, total=False):
    """How a message is owed; see storage.outbox.Owed."""

    lane: Lane
    worth: Worth
    slot: str | None
    dedupe: str | None
    latest: str | None
    not_before: datetime


class Wake(StrEnum):
    """A job of the process for which there is something to do as soon as the update is committed."""

    PARCELS = "parcels"
    GONE = "gone"


@dataclass
class Work:
    """What handlers and jobs alike work with. Everything done through it commits together, or not at all."""

    house: House
    store: Store
    now: datetime

    async def owe(self, messages: Iterable[Owed]) -> None:
        """Owes messages to whomever they are for."""
        for owed in messages:
            await self.store.outbox.add(owed, now=self.now)


@dataclass
class Context(Work):
    """One person's one update. `toast` is what a tap is answered with; `menu_covers_keys` says that the menu came last, so that the keys
    of an open question are gone; `wakes` names the jobs to be run right after the commit."""

    person: Person
    update: Update
    is_staff: bool = False
    in_team: bool = False
    toast: Text | None = None
    menu_covers_keys: bool = field(default=False, init=False)
    wakes: set[Wake] = field(default_factory=set, init=False)
    _edited: bool = field(default=False, init=False)

    async def send(self, message: Message, **delivery: Unpack[_Delivery]) -> None:
        """Owes a message to the person who wrote; the same answer to each part of an album, once."""
        album = self.update.message and self.update.message.media_group_id
        if album and message.text is not None and "lane" not in delivery:  # what is urgent is not held back
            delivery = {**self._held(album, message.text.key), **delivery}
        await self.owe([Owed(person_id=self.person.id, payload=message.model_dump(mode="json"), **delivery)])

    def _held(self, album: str, key: str) -> _Delivery:
        """A moment after its first part, so that the answer knows of the others, and whoever sends two albums has one answer."""
        return {
            "not_before": self.now + ALBUM_PATIENCE,
            "latest": f"album {key}",
            "dedupe": f"album {self.person.id} {album} {key}",
        }

    async def say(self, key: str, *, buttons: Rows = (), **args: Argument) -> None:
        """A plain answer."""
        await self.send(Message(text=text(key, **args), buttons=buttons))

    async def say_with_menu(self, key: str, **args: Argument) -> None:
        """An answer that also brings the lasting menu back; a dialog under way puts its question again after that."""
        self.menu_covers_keys = True
        await self.send(Message(text=text(key, **args), keyboard=menu(is_staff=self.is_staff, in_team=self.in_team)))

    async def show(self, message: Message) -> None:
        """Changes the message whose button was tapped; otherwise, and from the second time on, sends a new one."""
        message_id = tapped(self.update.callback_query)
        if message_id is not None and not self._edited:
            self._edited = True
            message = message.model_copy(update={"edits": message_id})
        await self.send(message)

    async def retire_buttons(self) -> None:
        """Takes the buttons from the message whose button was tapped, unless that message was changed already."""
        if not self._edited:
            await self.show(Message())

    async def remember_name(self) -> None:
        """Colleagues see on a card who holds a case; residents' names are never kept."""
        user = self.update.effective_user
        if user is not None:
            await self.store.people.set_name(self.person.id, shorten(clean(user.first_name), _NAME_UNITS))

    async def begin(self, flow: "Flow[Any]", draft: Any) -> None:
        """Begins a dialog; see handlers.dialog."""
        await self.house.engine.begin(self, flow, draft)

    def answer_tap(self, key: str, **args: Argument) -> None:
        """Says the outcome where the tap was; it vanishes by itself."""
        self.toast = text(key, **args)


async def context_of(house: House, store: Store, person_id: int, now: datetime) -> Context | None:
    """For what happens to somebody by itself; None when they are gone."""
    person = await store.people.by_id(person_id)
    if person is None:
        return None
    works = await rights.works(store, person_id)
    return Context(house=house, store=store, now=now, person=person, update=Update(update_id=0), **works)


def menu(*, is_staff: bool, in_team: bool) -> tuple[tuple[Key, ...], ...]:
    """The keyboard that stays below the chat."""
    work = (("menu-worklist", "menu-notice"), ("menu-alert",)) if is_staff else (("menu-worklist",),) if in_team else ()
    rows = (("menu-report", "menu-my-reports"), ("menu-mine", "menu-help"), *work)
    return tuple(tuple(Key(text=text(key)) for key in row) for row in rows)
