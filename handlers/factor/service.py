"""Use cases of second factors, in the transaction they are given. has() and check() are for any feature to ask."""

import logging
from datetime import datetime
from enum import StrEnum

from handlers.context import Work
from handlers.factor import rules
from handlers.messages import Message, text
from storage.outbox import Owed
from storage.store import Store

_log = logging.getLogger(__name__)


class Verdict(StrEnum):
    """What becomes of a code."""

    OK = "ok"
    WRONG = "wrong"
    USED = "used"
    LOCKED = "locked"
    NONE = "none"  # there is no factor


async def has(work: Work, person_id: int) -> bool:
    """Whether somebody has a second factor."""
    factor = await work.store.factors.get(person_id)
    return factor is not None and factor.confirmed_at is not None


async def check(work: Work, person_id: int, code: str) -> Verdict:
    """Whether somebody's code is good, for this once. Wrong ones are counted in the same transaction, which has to commit all the same."""
    factor = await work.store.factors.get(person_id)
    if factor is None or factor.confirmed_at is None:
        return Verdict.NONE
    if rules.is_locked(factor.locked_until, work.now):
        return Verdict.LOCKED
    step = rules.matching_step(factor.secret, rules.read_code(code) or "", work.now)
    if step is None:
        return await _wrong(work, person_id)
    is_fresh = await work.store.factors.use(person_id, step, latest=rules.latest_step(work.now))
    return Verdict.OK if is_fresh else Verdict.USED


async def offer(work: Work, person_id: int) -> str:
    """The secret of a new one that is to be confirmed; the one before counts no more."""
    secret = rules.new_secret()
    await work.store.factors.put(person_id, secret)
    return secret


async def confirm(work: Work, person_id: int, code: str) -> Verdict:
    """Its first code shows that the phone has the secret: OK, WRONG, or NONE where nothing is to be confirmed."""
    factor = await work.store.factors.get(person_id)
    if factor is None or factor.confirmed_at is not None:
        return Verdict.NONE
    step = rules.matching_step(factor.secret, rules.read_code(code) or "", work.now)
    if step is None:
        return Verdict.WRONG
    await work.store.factors.confirm(person_id, step, now=work.now)
    return Verdict.OK


async def reset(store: Store, person_id: int, *, now: datetime) -> bool:
    """Somebody has lost their phone: their factor is removed without a code, and they are told. False when they had none."""
    if not await store.factors.remove(person_id):
        return False
    told = Message(text=text("factor-reset")).model_dump(mode="json")
    await store.outbox.add(Owed(person_id=person_id, payload=told), now=now)
    return True


async def _wrong(work: Work, person_id: int) -> Verdict:
    if not await work.store.factors.fail(person_id, most=rules.MOST, until=work.now + rules.LOCK):
        return Verdict.WRONG
    _log.warning("%d wrong codes in a row: the second factor of person %d is locked for a while", rules.MOST, person_id)
    return Verdict.LOCKED
