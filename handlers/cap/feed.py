"""The alerts as an Atom feed, which tells readers that there is something new and where to get it."""

from collections.abc import Iterable
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement

from pydantic import BaseModel, ConfigDict

from handlers.cap.build import written, written_time
from handlers.cap.records import Link, Needed, Time

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE, CAP_TYPE = "application/atom+xml", "application/cap+xml"


class Entry(BaseModel):
    """An alert in the feed; `address` is where its XML is, and `id` stays what it is wherever the feed moves."""

    model_config = ConfigDict(frozen=True)

    id: Needed
    updated: Time
    title: Needed
    summary: Needed
    author: Needed
    address: Link


def to_atom(entries: Iterable[Entry], *, address: str, title: str, author: str, updated: datetime) -> bytes:
    """The feed, which is at `address`, in the order given; `updated` is when it last changed."""
    feed = Element("feed", {"xmlns": ATOM})
    _head(feed, address, title, author, updated)
    SubElement(feed, "link", {"rel": "self", "type": ATOM_TYPE, "href": address})
    for entry in entries:
        _entry(SubElement(feed, "entry"), entry)
    return written(feed)


def _entry(parent: Element, entry: Entry) -> None:
    _head(parent, entry.id, entry.title, entry.author, entry.updated)
    SubElement(parent, "summary").text = entry.summary
    for relation in ("self", "alternate"):
        SubElement(parent, "link", {"rel": relation, "type": CAP_TYPE, "href": entry.address})


def _head(parent: Element, identity: str, title: str, author: str, updated: datetime) -> None:
    """What a feed and an entry have in common."""
    SubElement(parent, "id").text = identity
    SubElement(parent, "title").text = title
    SubElement(parent, "updated").text = written_time(updated)
    SubElement(SubElement(parent, "author"), "name").text = author
