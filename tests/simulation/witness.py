"""Who sees everything: what comes to Telegram, what is done to reports, what the bot complains of. Keeps the trace; says what is wrong."""

import hashlib
import json
import logging
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Any

from bot.delivery.compose import visible
from bot.demo.errors import ApiError
from bot.demo.params import Params, without_uploads
from storage.engine import StorageUnavailable
from storage.outbox import Claimed
from tests.simulation import invariants
from tests.simulation.invariants import GROUP_PER_MINUTE, PER_SECOND, Arrival, Deed
from tests.town import CODE

_SENDING = ("send", "edit", "copy")
_HARMLESS = ("not modified", "message to edit not found", "can't be edited", "no text in", "no caption in")
_TAIL, _POOL = 400, 300


class Broken(AssertionError):
    """An invariant does not hold."""


class Trace:
    """All that happened, as a digest, with the last lines in clear."""

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._hash = hashlib.sha256()
        self.tail: deque[str] = deque(maxlen=_TAIL)
        self.lines = 0

    def note(self, *what: object) -> None:
        """One line."""
        line = f"{self._time():.6f} {' '.join(map(str, what))}"
        self._hash.update(line.encode("utf8", "backslashreplace") + b"\n")
        self.tail.append(line)
        self.lines += 1

    @property
    def digest(self) -> str:
        """Equal when the same happened."""
        return self._hash.hexdigest()[:16]


class Witness:
    """Collects what is wrong until check() raises it."""

    def __init__(self, trace: Trace, time: Callable[[], float]) -> None:
        self.trace = trace
        self._time = time
        self.wrong: list[str] = []
        self.names: tuple[str, ...] = ()
        self.accepted: set[int] = set()
        self.newly_accepted: set[int] = set()
        self.codes_said: set[str] = set()
        self.through: set[int] = set()
        self.deeds: dict[tuple[str, int], Deed] = {}
        self.buttons: deque[str] = deque(maxlen=_POOL)
        self.arrivals: Counter[str] = Counter()
        self._latest: dict[tuple[str, int], Arrival] = {}
        self._came: dict[int, tuple[int, int]] = {}
        self._sent: deque[float] = deque(maxlen=PER_SECOND + 1)
        self._to_groups: defaultdict[int, deque[float]] = defaultdict(lambda: deque(maxlen=GROUP_PER_MINUTE + 1))

    def confirmed(self, updates: Iterable[int]) -> None:
        """Telegram is about to forget these."""
        new = set(updates) - self.accepted
        self.accepted |= new
        self.newly_accepted |= new

    def heard(self, claim: Claimed | None, method: str, params: Params) -> None:
        """A call was obeyed."""
        said = json.dumps(without_uploads(params), sort_keys=True, ensure_ascii=False)
        self.trace.note("heard", method, hashlib.sha256(said.encode("utf8", "surrogatepass")).hexdigest()[:12])
        if claim is None:
            return
        self._count(method, params)
        words = params.get("text", params.get("caption"))
        words = None if words is None else visible(str(words))
        arrival = Arrival(self._time(), int(params["chat_id"]), method, claim, words)
        self._ordered(arrival)
        if arrival.chat < 0:
            self.wrong += invariants.leaked(words, self.names)
        self._learn(params, words or "")

    def refused(self, claim: Claimed | None, method: str, params: Params, error: ApiError) -> None:
        """A call was not obeyed."""
        self.trace.note("refused", method, error.code, error.description)
        if claim is None:
            return
        self._count(method, params)
        if any(words in error.description for words in _HARMLESS):
            self.through.add(claim.id)

    def complained(self, record: logging.LogRecord) -> None:
        """The bot logged an error with a traceback: something that nobody foresaw."""
        self.trace.note("logged", record.levelname, record.getMessage())
        if record.exc_info and not isinstance(record.exc_info[1], StorageUnavailable):
            self.wrong.append(f"unforeseen: {logging.Formatter().format(record)}")

    def check(self) -> None:
        """Broken when anything was wrong so far."""
        if self.wrong:
            raise Broken("; ".join(self.wrong))

    def _count(self, method: str, params: Params) -> None:
        if not method.lower().startswith(_SENDING):
            return
        chat, now = int(params["chat_id"]), self._time()
        self._sent.append(now)
        self.wrong += invariants.too_fast(list(self._sent), 1.0, PER_SECOND)
        if chat < 0:
            self._to_groups[chat].append(now)
            self.wrong += invariants.too_fast(list(self._to_groups[chat]), 60.0, GROUP_PER_MINUTE)

    def _ordered(self, arrival: Arrival) -> None:
        claim = arrival.claim
        place = (claim.chat, claim.lane.value)
        self.wrong += invariants.out_of_order(self._latest.get(place), arrival)
        self._latest[place] = arrival
        tries, times = self._came.get(claim.id, (0, 0))
        times = times if claim.tries > tries else 0  # a row of the same number, after one that was deleted
        self.wrong += invariants.repeated(times, arrival)
        self._came[claim.id] = (claim.tries, times + 1)
        self.through.add(claim.id)
        self.arrivals[claim.lane.name.lower() if arrival.chat > 0 else "groups"] += 1

    def _learn(self, params: Params, words: str) -> None:
        self.codes_said |= set(CODE.findall(words))
        markup: Any = params.get("reply_markup")
        rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
        self.buttons += [
            one["callback_data"] for row in rows for one in row if CODE.search(one.get("callback_data", ""))
        ]


class Complaints(logging.Handler):
    """The bot's log, from warnings on, goes to the witness."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(logging.WARNING)
        self._witness = witness

    def emit(self, record: logging.LogRecord) -> None:
        """One line of it."""
        self._witness.complained(record)
