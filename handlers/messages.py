"""Messages as data: what is owed to somebody, before anyone knows in which language or whether as a new message or an edit.

Everything here survives JSON, because the outbox keeps it. Wording is a key of a Fluent catalogue with its arguments; people's own
words are arguments, and are escaped where texts are rendered.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from storage.alert import Level
from storage.clock import from_micros, to_micros

_MAX_DATA_BYTES = 64


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(_Frozen):
    """A point in time, shown in the community's time zone and in words like today and tomorrow; where it is `dated`, with its full date, as
    on what is read at any time."""

    micros: int
    dated: bool = False

    @classmethod
    def of(cls, moment: datetime, *, dated: bool = False) -> "Moment":
        """From an aware datetime."""
        return cls(micros=to_micros(moment), dated=dated)

    @property
    def at(self) -> datetime:
        """As an aware datetime, in UTC."""
        return from_micros(self.micros)


class Named(_Frozen):
    """A name that exists in several languages, such as a unit's; by language, with the default under ''."""

    names: dict[str, str]


class StartLink(_Frozen):
    """A t.me link that opens the bot with /start and this payload; as long as Telegram has not said the bot's name, the command itself."""

    start: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Text(_Frozen):
    """A key of the catalogues and its arguments, in `language` whatever the reader's. Attributes of a message are `key.attribute`."""

    key: str
    language: str | None = None
    args: dict[str, "Argument"] = {}


Argument = str | int | Moment | Named | StartLink | Text


def text(key: str, **args: Argument) -> Text:
    """Short for Text(key=…, args=…)."""
    return Text(key=key, args=args)


def _fits(data: str) -> str:
    if not 1 <= len(data.encode()) <= _MAX_DATA_BYTES:
        raise ValueError(f"callback data of {len(data.encode())} bytes; Telegram takes 1 to {_MAX_DATA_BYTES}")
    return data


class Button(_Frozen):
    """A button under a message: `data` comes back when it is tapped."""

    text: Text
    data: Annotated[str, AfterValidator(_fits)]


class LinkButton(_Frozen):
    """A button that opens the private chat with the bot, as /start with this payload does. Left out while the bot's name is not known."""

    text: Text
    start: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Key(_Frozen):
    """A key of the keyboard below the chat: sends its own text, or the place."""

    text: Text
    sends_place: bool = False


class Point(_Frozen):
    """WGS-84 degrees."""

    latitude: float
    longitude: float


class Upload(_Frozen):
    """A file of ours: `path` is that of the sealed copy below media_dir, `name` is what people see. A picture, unless `as_document`."""

    path: str
    name: str
    as_document: bool = False


class Drawing(_Frozen):
    """A picture that is drawn when it is sent: a title, lines, a code in Latin letters, and a QR code of a link or of words. Left out while
    the bot's name is not known, where the link would lead nowhere."""

    title: Text
    lines: tuple[Text, ...]
    code: str
    qr: StartLink | str


class Outline(_Frozen):
    """A unit on a map: its name, and its border as GeoJSON in WGS-84."""

    name: Text
    geometry: str


class AreaMap(_Frozen):
    """A picture of an area among the units around it, drawn when it is sent; those that come first are the first to be named. `area` is
    GeoJSON in WGS-84; `title` says in a word what the colour of the level says."""

    title: Text
    level: Level
    area: str
    outlines: tuple[Outline, ...] = ()


class Table(_Frozen):
    """A file of rows for a spreadsheet, written when it is sent; `name` is what people see, without its ending."""

    name: str
    rows: tuple[tuple[Text, ...], ...]


class CalendarEntry(_Frozen):
    """A file that a phone puts into its calendar, written when it is sent. `uid` stays the same when the entry is sent again, with a higher
    `version`; the phone rings so many minutes before, for each of `alarms`."""

    uid: str
    version: int
    is_cancelled: bool = False
    title: Text
    place: str
    starts: Moment
    ends: Moment
    point: Point | None = None
    organizer: Named
    alarms: tuple[int, ...] = ()


class Recording(_Frozen):
    """A voice, by Telegram's file id; it can only be sent as what it was."""

    kind: Literal["voice", "audio", "video_note"]
    file_id: str


class Message(_Frozen):
    """One message: `text`, then each of `lines` on a line of its own. With one of `photos` or `videos` that is its caption; several go as
    an album, which takes no buttons; where Telegram has lost one, the text goes alone. With a `table` or a `calendar` it is a file,
    with `recording` a voice, with `point` a pin.
    `uploads` are pictures beside the photos, or one document; what is not on the disk any more is left out. A `drawing` or a `map` is one
    more; what cannot be drawn is left out.

    `edits` is the id of a message to change, or 'slot' for the one that the outbox row's slot names; when there is no such message,
    a new one is sent. An edit of a picture's message puts the `map` in its place, or with `covers_picture` an empty picture; otherwise it
    stays. Without `markup` it goes as plain text; a `protected` one cannot be forwarded.
    """

    text: Text | None = None
    lines: tuple[Text, ...] = ()
    photos: tuple[str, ...] = ()
    videos: tuple[str, ...] = ()
    uploads: tuple[Upload, ...] = ()
    drawing: Drawing | None = None
    map: AreaMap | None = None
    table: Table | None = None
    calendar: CalendarEntry | None = None
    recording: Recording | None = None
    point: Point | None = None
    buttons: tuple[tuple[Button | LinkButton, ...], ...] = ()
    keyboard: tuple[tuple[Key, ...], ...] = ()
    edits: int | Literal["slot"] | None = None
    silent: bool = False
    markup: bool = True
    protected: bool = False
    covers_picture: bool = False


Text.model_rebuild()
