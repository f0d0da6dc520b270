"""Every dialog, walked through from its beginning: each step can be reached, left by back, and cancelled."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.app import house_of
from handlers.alerts.editing import FIELDS
from handlers.context import Context
from handlers.dialog import CANNOT_SHARE, Flow, Question
from handlers.features import FEATURES
from handlers.input import Attachment, Choice, File, Input, Located, LookedInto, Words
from handlers.messages import Message
from storage.case import Place, PlaceSource
from storage.engine import Database
from storage.media import MediaKind
from storage.outbox import Lane
from storage.roles import Role, Via
from storage.seal import load_seal
from storage.training import CourseKind
from storage.wishes import Wishes
from tests.town import NOON, ZH_STAFF, copy_files, settings_in

FLOWS = [flow for feature in FEATURES for flow in feature.routes.flows]
POINT = Place(source=PlaceSource.PIN, latitude=30.6607, longitude=104.058)
PICTURE = Attachment(media=MediaKind.DOCUMENT, file_id="a")
VOICE = Attachment(media=MediaKind.VOICE, file_id="v")
SENT = (
    File(sent=PICTURE),
    File(sent=PICTURE, words="x"),
    File(sent=VOICE),
    Located(place=POINT),
    LookedInto(file_id="a", place=POINT),
    LookedInto(file_id="a", is_picture=False),
    Words(words="x"),
    Words(words="H-0000-0001"),
    Words(words="287082"),
)
# What else a flow may begin with, where its first question depends on that.
ALSO_BEGINS: dict[str, list[dict[str, object]]] = {
    "alertedit": [{"field": field} for field in FIELDS],
    "alertgo": [{"alone": True}],
    "reward": [{"name": "x", "name_en": "x", "price": 1, "stock": 0}],
    "course": [
        {"kind": CourseKind.AED, "unit": ZH_STAFF, "day": date(2026, 5, 23), "clock": time(14)},
        {"kind": CourseKind.OTHER},
    ],
}
DEEPEST = 5  # inputs from the beginning; every step of every flow lies nearer


@dataclass(frozen=True)
class State:
    """An open question and the draft that led to it."""

    step: str
    draft: Any


@pytest.fixture
async def ctx(prepared: Path, tmp_path: Path) -> AsyncIterator[Context]:
    """An administrator, who is offered everything, has a home and takes part in drills, in one transaction; the choices of units are the
    demo's."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    settings = settings_in(tmp_path, "http://127.0.0.1:9", "424242:" + "x" * 35)
    database = await Database.open(settings.storage.url, load_seal(settings.storage.key_file))
    async with database.write() as store:
        person = await store.people.meet(1, "en", now=NOON)
        unit = await store.units.by_code(ZH_STAFF)
        assert unit is not None
        await store.people.set_home(person.id, unit.id, now=NOON)
        await store.wishes.save(person.id, Wishes(drills=True))
        await store.roles.grant(person.id, Role.ADMINISTRATOR, None, via=Via.COMMAND, now=NOON)
        await store.roles.grant(person.id, Role.STAFF, unit.id, via=Via.COMMAND, now=NOON)  # somebody for the roster
        yield Context(house_of(settings), store, NOON, person, Update(update_id=0), is_staff=True)
    await database.close()


def begun(flow: Flow[Any]) -> Any:
    """The draft a flow begins with; what it cannot do without is a code, or a unit."""
    fields = flow.draft.model_fields.items()
    return flow.draft(
        **{name: ZH_STAFF if name == "unit" else "H-0000-0000" for name, field in fields if field.is_required()}
    )


def beginnings(flow: Flow[Any]) -> list[Any]:
    """All drafts it may begin with."""
    first = begun(flow)
    return [first, *(first.model_copy(update=changes) for changes in ALSO_BEGINS.get(flow.name, ()))]


def inputs(question: Question) -> Iterator[Input]:
    """All that can be answered: sent freely, or chosen."""
    yield from SENT
    yield from (Choice(value=value) for value, _ in question.choices)
    if question.place_key is not None:
        yield Choice(value=CANNOT_SHARE)


async def reached(ctx: Context, flow: Flow[Any]) -> tuple[list[State], int]:
    """(every state within so many inputs, how many ways led to the end)."""
    states, ends = {repr(first): State(flow.step(first) or "", first) for first in beginnings(flow)}, 0
    newest = list(states.values())
    for _ in range(DEEPEST):
        drafts = [draft for state in newest for draft in await _next(ctx, flow, state)]
        ends += sum(flow.step(draft) is None for draft in drafts)
        fresh = {repr(draft): State(step, draft) for draft in drafts if (step := flow.step(draft)) is not None}
        newest = [state for key, state in fresh.items() if key not in states]
        states |= fresh
    return list(states.values()), ends


async def _next(ctx: Context, flow: Flow[Any], state: State) -> list[Any]:
    """The drafts that one input leads to; with every file a new draft, so one of a kind stands for many."""
    question = await flow.ask(ctx, state.step, state.draft)
    taken = [flow.take(state.step, state.draft, given) for given in inputs(question)]
    return [
        draft
        for draft in taken
        if draft is not None and repr(draft).count("'a'") <= 1 and repr(draft).count("'v'") <= 1
    ]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
async def test_every_step_is_reached_and_no_other(ctx: Context, flow: Flow[Any]) -> None:
    states, ends = await reached(ctx, flow)
    assert {state.step for state in states} == set(flow.steps)
    assert ends > 0


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
async def test_back_leads_to_the_beginning(ctx: Context, flow: Flow[Any]) -> None:
    """From everywhere, in a few taps, by questions of this flow; never round in a circle, never to the end."""
    for state in (await reached(ctx, flow))[0]:
        seen = [state.draft]
        while (before := flow.back(flow.step(seen[-1]) or "", seen[-1])) is not None:
            assert flow.step(before) in flow.steps
            assert before not in seen
            seen.append(before)
        assert len(seen) <= len(flow.steps) + 2


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
async def test_every_question_can_be_put_and_left(ctx: Context, flow: Flow[Any]) -> None:
    """With cancel always, and back where that leads anywhere; its wording renders, and its buttons carry what is chosen."""
    for state in (await reached(ctx, flow))[0]:
        await ctx.store.dialogs.end(ctx.person.id)
        await ctx.begin(flow, state.draft)
        message = await _sent(ctx)
        labels = [one.text for row in message.buttons for one in row] + [
            one.text for row in message.keyboard for one in row
        ]
        keys = [label.key for label in labels]
        assert keys[-1] == "dialog-cancel"
        assert ("dialog-back" in keys) == (flow.back(state.step, state.draft) is not None)
        assert len({repr(label) for label in labels}) == len(labels), "no two look the same"
        for language in ctx.house.texts.languages:
            assert message.text is not None
            assert ctx.house.texts.render(message.text, language, now=NOON)


async def _sent(ctx: Context) -> Message:
    """The message owed last."""
    (claimed,) = await ctx.store.outbox.claim(Lane.ANSWERS, limit=1, busy=(), now=NOON)
    await ctx.store.outbox.settle(claimed, "sent", now=NOON)
    return Message.model_validate(claimed.payload)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
async def test_drafts_survive_the_database(ctx: Context, flow: Flow[Any]) -> None:
    """As JSON, which is how they are kept."""
    for state in (await reached(ctx, flow))[0]:
        assert flow.draft.model_validate_json(state.draft.model_dump_json()) == state.draft


@pytest.mark.parametrize("flow", [flow for flow in FLOWS if flow.for_staff], ids=lambda flow: flow.name)
async def test_what_is_for_staff_ends_with_the_role(ctx: Context, flow: Flow[Any]) -> None:
    """Words that were to answer it are answered once, and are nothing else either."""
    await ctx.begin(flow, begun(flow))
    await _sent(ctx)
    ctx.is_staff = False
    assert await ctx.house.engine.take(ctx, Words(words="x"))
    message = await _sent(ctx)
    assert message.text is not None
    assert message.text.key == "dialog-staff-only"
    assert await ctx.store.dialogs.get(ctx.person.id) is None
