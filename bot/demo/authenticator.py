"""The authenticator app on each officer's phone: it scans a QR code that the bot shows, and from then on shows six digits."""

import re
from typing import Any

import pyotp

from bot.demo.errors import ApiError
from bot.demo.state import Shown
from storage.clock import Clock

STEP = 30  # seconds for which a code stands there

_KEY = re.compile(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){3,}")  # 80 bits at least, in groups, as it stands under the QR code


class Authenticator:
    """One app for all of them, each with a key of their own. It knows the demo's clock and what it has scanned, and nothing else."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._keys: dict[int, str] = {}

    def scan(self, person_id: int, shown: Shown) -> None:
        """Takes the key of a message in place of the one before; 409 where there is no QR code, or it was put away."""
        if not can_scan(shown):
            raise ApiError(409, "there is no QR code to scan")
        key = _KEY.search(shown.words)
        assert key is not None
        self._keys[person_id] = key.group().replace(" ", "")

    def has(self, person_id: int) -> bool:
        """Whether somebody has scanned one."""
        return person_id in self._keys

    def code(self, person_id: int) -> str:
        """The six digits of now; 409 where nothing was scanned."""
        if person_id not in self._keys:
            raise ApiError(409, "nothing was scanned")
        return pyotp.TOTP(self._keys[person_id], interval=STEP).at(self._clock())

    def shown(self, person_id: int) -> dict[str, Any]:
        """What stands on the screen: the digits, and for how many seconds yet."""
        passed = self._clock().timestamp() % STEP
        return {"code": self.code(person_id), "seconds": STEP - passed}


def can_scan(shown: Shown) -> bool:
    """Whether a message of the bot shows a QR code with its key."""
    return shown.author is None and shown.photo is not None and _KEY.search(shown.words) is not None
