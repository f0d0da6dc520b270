"""A history of which nothing can be changed, taken out or put in another order without a trace: each entry carries the hash of the one
before. No personal data is in it, and nothing that is ever erased, so that it stays whole whoever is forgotten."""

import hashlib
import json
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from storage.case import Actor, Status
from storage.clock import to_micros

SHORT = 8  # digits of a hash that stand on a card, and in its link


class Entry(BaseModel):
    """One line of a case's history as anybody may see it: what happened, by whom as a role, where the case stood then, the code of the team
    that was asked or did it, when; and its hash, in 64 hexadecimal digits."""

    model_config = ConfigDict(frozen=True)

    event: str
    actor: Actor
    status: Status
    team: str | None
    at: datetime
    hash: str

    @property
    def short(self) -> str:
        """Its hash as it stands on a card."""
        return self.hash[:SHORT]


class History(BaseModel):
    """The entries of the case of a code, oldest first, and the hash that its newest entry has to have; None where there is to be none."""

    model_config = ConfigDict(frozen=True)

    code: str
    entries: tuple[Entry, ...]
    tip: str | None

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was written."""
        before = None
        for one in self.entries:
            if one.hash != linked(before, self.code, one):
                return False
            before = one.hash
        return before == self.tip


def linked(before: str | None, code: str, entry: Entry) -> str:
    """The hash of an entry, whatever its own says: SHA-256, in hexadecimal digits, of a JSON list without spaces, all of it ASCII:

    [hash of the entry before or "", code of the case, event, actor, status after it, code of the team or "", microseconds since 1970]
    """
    said = [
        before or "",
        code,
        entry.event,
        entry.actor.value,
        entry.status.value,
        entry.team or "",
        to_micros(entry.at),
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()
