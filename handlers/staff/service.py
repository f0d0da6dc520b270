"""Use cases of roles and invites, one function each, in the transaction they are given."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import rights
from handlers.context import menu
from handlers.messages import Message, Text, text
from handlers.report.card import unit_name
from handlers.staff import rules
from handlers.staff.rules import Verdict
from storage.outbox import Owed
from storage.people import Person
from storage.roles import Held, Invite, Role, Via
from storage.store import Store
from storage.units import Unit

_log = logging.getLogger(__name__)

_TOKEN_BYTES = 16


class LastAdministrator(Exception):
    """Somebody would be the last administrator of the whole bot to go."""


@dataclass(frozen=True)
class Offer:
    """What an invite, if there is one, is to somebody."""

    verdict: Verdict
    invite: Invite | None


async def make_invite(
    store: Store,
    role: Role,
    unit_id: int | None,
    *,
    uses: int = 1,
    by: int | None = None,
    hours: int = 24,
    now: datetime,
) -> str:
    """The token of a new invite: 128 random bits, of which a keyed hash is kept."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    await store.roles.add_invite(
        token, role, unit_id, uses=uses, by=by, expires_at=now + timedelta(hours=hours), now=now
    )
    return token


async def offered(store: Store, person: Person, token: str, *, now: datetime) -> Offer:
    """What the invite of a token, which anyone can make up, is to this person now."""
    invite = await store.roles.invite(token)
    verdict = rules.judge(
        invite,
        still_has=await store.roles.taken(person.id, token),
        has_otherwise=invite is not None and await _is_already(store, person, invite),
        given=invite is not None and await _is_given(store, invite),
        now=now,
    )
    return Offer(verdict, invite)


async def take_invite(store: Store, person: Person, token: str, *, now: datetime) -> None:
    """Takes one use of an invite that was found good, and gives what it is for."""
    invite = await store.roles.use_invite(token, now=now)
    assert invite is not None, "it was good in this transaction"
    if invite.role is Role.RESIDENT:
        await store.people.set_home(person.id, invite.unit_id, now=now)
        return
    await store.roles.grant(
        person.id,
        invite.role,
        invite.unit_id,
        via=Via.INVITE,
        by=invite.created_by,
        invite=invite.token_hash,
        now=now,
    )
    _log.info("person %d is now %s of unit %s", person.id, invite.role.value, invite.unit_id)


async def grant(
    store: Store, person_id: int, role: Role, unit: Unit | None, *, via: Via, by: int | None = None, now: datetime
) -> bool:
    """Gives a role and tells the person; False when they have it already."""
    unit_id = None if unit is None else unit.id
    if not await store.roles.grant(person_id, role, unit_id, via=via, by=by, now=now):
        return False
    await _tell(store, person_id, given(role, unit), now=now)
    return True


async def revoke(
    store: Store,
    person_id: int,
    role: Role,
    unit: Unit | None = None,
    *,
    via: Via,
    by: int | None = None,
    now: datetime,
) -> tuple[Held, ...]:
    """Takes a role away at a unit, without one wherever they have it, and tells the person; what was taken. LastAdministrator."""
    if role is Role.ADMINISTRATOR and unit is None and not await may_leave(store, person_id):
        raise LastAdministrator
    taken = await store.roles.revoke(person_id, role, None if unit is None else unit.id, via=via, by=by, now=now)
    for held in taken:
        where = None if held.unit_id is None else await store.units.by_id(held.unit_id)
        await _tell(store, person_id, _taken(role, where), now=now)
    return taken


async def may_leave(store: Store, person_id: int) -> bool:
    """Whether somebody may be forgotten, or lose every role: not while they are the last administrator of the whole bot."""
    everyone = await store.roles.everyone()
    bosses = [one.person_id for one in everyone if one.role is Role.ADMINISTRATOR and one.unit_id is None]
    return rules.may_lose(bosses, person_id)


def given(role: Role, unit: Unit | None) -> Text:
    """What somebody is told who has got a role."""
    if role is Role.ADMINISTRATOR and unit is not None:
        return text("invite-administrator-of", unit=unit_name(unit))
    return text(f"invite-{role.value}", unit=unit_name(unit))


def _taken(role: Role, unit: Unit | None) -> Text:
    if unit is None:
        return text("role-taken-everywhere", role=text(f"role-{role.value}"))
    return text("role-taken", role=text(f"role-{role.value}"), unit=unit_name(unit))


async def _tell(store: Store, person_id: int, words: Text, *, now: datetime) -> None:
    """With the menu as it is from now on."""
    keyboard = menu(**await rights.works(store, person_id))
    message = Message(text=words, keyboard=keyboard)
    await store.outbox.add(Owed(person_id=person_id, payload=message.model_dump(mode="json")), now=now)


async def _is_already(store: Store, person: Person, invite: Invite) -> bool:
    if invite.role is Role.RESIDENT:
        return person.home_unit_id == invite.unit_id
    return any((one.role, one.unit_id) == (invite.role, invite.unit_id) for one in await store.roles.of(person.id))


async def _is_given(store: Store, invite: Invite) -> bool:
    """The command line's invites are; those of somebody in chat only as long as they may still give that."""
    return invite.created_by is None or await rights.may_give(store, invite.created_by, invite.role, invite.unit_id)
