"""Dialogs: a question at a time, kept as a row that commits with everything else.

A flow is data and pure functions of its draft: which question is still open (`step`), what an input answers (`take`), what the draft
was before a question (`back`). Back, cancel, expiry, a button of an old question and an answer that fits another one are handled
here, once for every flow.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from handlers.buttons import button
from handlers.context import Context
from handlers.input import Choice, File, Input, Words
from handlers.messages import Key, Message, Text, text
from storage.dialogs import Dialog

D = TypeVar("D", bound=BaseModel)

CANNOT_SHARE = "cannot_share"  # what a client sends that cannot share a place: the key's own text
_BACK, _CANCEL, _LEFT_OVER = "back", "cancel", "left over"


@dataclass(frozen=True)
class Question:
    """What is asked. `choices` are (value, label); with `place_key` they become keys below the chat, beside one that shares the place."""

    text: Text
    choices: tuple[tuple[str, Text], ...] = ()
    place_key: Text | None = None
    one_a_row: bool = False


@dataclass(frozen=True)
class Flow(Generic[D]):
    """A dialog. `finish`, `expire` and `cancelled` run in the transaction that ends it. Raise `version` when stored drafts no longer fit.

    `holds` says whether a draft keeps something that somebody sent: such a dialog is not replaced by another one, and only such a one
    is reminded of. `ends_at` goes before `lifetime` where a draft names its own end. `keys` are the labels of keys that
    some of its questions put below the chat, where they stay for a while after. One that is `for_staff` ends with the role
    that let somebody begin it. `took` runs after an input was taken, with the draft that has it, in the same transaction.
    """

    name: str
    version: int
    draft: type[D]
    steps: tuple[str, ...]
    step: Callable[[D], str | None]
    take: Callable[[str, D, Input], D | None]
    back: Callable[[str, D], D | None]
    ask: Callable[[Context, str, D], Awaitable[Question]]
    finish: Callable[[Context, D], Awaitable[None]]
    lifetime: Callable[[Context], timedelta]
    expire: Callable[[Context, D], Awaitable[None]] = lambda ctx, _draft: ctx.say_with_menu("dialog-expired")
    cancelled: Callable[[Context, D], Awaitable[None]] = lambda ctx, _draft: ctx.say_with_menu("dialog-cancelled")
    ends_at: Callable[[D], datetime] | None = None
    took: Callable[[Context, D, Input], Awaitable[None]] | None = None
    holds: Callable[[D], bool] = lambda _draft: False
    listens: Callable[[D], bool] = lambda _draft: False
    keys: tuple[str, ...] = ()
    remind: Callable[[Context, D], Awaitable[None]] | None = None
    remind_after: Callable[[Context], timedelta] | None = None
    for_staff: bool = False


Open = tuple[Flow[Any], Dialog, Any]  # a dialog under way: its flow, its row, its draft


class Engine:
    """Runs the flows of every feature."""

    def __init__(self, flows: Mapping[str, Flow[Any]]) -> None:
        self.flows = flows

    async def begin(self, ctx: Context, flow: Flow[D], draft: D) -> None:
        """Starts a flow, or finishes it at once when the draft already answers everything. Another one under way is replaced, unless
        it holds what somebody sent: then its question comes first."""
        found = await self._current(ctx)
        if found is not None and found[0].holds(found[2]):
            await ctx.say("dialog-first-this")
            await self._put_question(ctx, found[0], found[1].step, found[2], anew=True)
            return
        await self._move(ctx, flow, draft, begins=True)

    async def take(self, ctx: Context, given: Input) -> bool:
        """Gives an input to the dialog under way; False when there is none, or it gave way to a picture that it had no use for. A voice
        is no picture: whoever speaks means to answer."""
        found = await self._current(ctx)
        if found is None:
            return False
        flow, dialog, draft = found
        if _is_seen(given) and not flow.holds(draft) and flow.take(dialog.step, draft, given) is None:
            await ctx.store.dialogs.end(ctx.person.id)
            return False
        if flow.for_staff and not ctx.is_staff:
            await ctx.store.dialogs.end(ctx.person.id)
            await ctx.say_with_menu("dialog-staff-only")
            return True
        question = await flow.ask(ctx, dialog.step, draft)
        given = _pressed(ctx, flow, question, given)
        if given == Choice(value=_CANCEL):
            await self.cancel(ctx)
        elif given == Choice(value=_BACK):
            await self._go_back(ctx, flow, dialog.step, draft)
        elif given == Choice(value=_LEFT_OVER):
            await ctx.say("dialog-not-understood")
            await self._put_question(ctx, flow, dialog.step, draft)
        else:
            await self._answer(ctx, flow, dialog.step, draft, given)
        return True

    async def tell(self, ctx: Context, given: Input, *, flows: tuple[str, ...]) -> bool:
        """Gives the dialog under way, of one of these flows, what was not sent as an answer to it; False, and nothing happens, when it has
        no use for that."""
        found = await self._current(ctx)
        if found is None or found[0].name not in flows:
            return False
        taken = found[0].take(found[1].step, found[2], given)
        if taken is None:
            return False
        await self._took(ctx, found[0], taken, given)
        return True

    async def listens(self, ctx: Context) -> bool:
        """Whether even a yes or a greeting answers the open question."""
        found = await self._current(ctx)
        return found is not None and found[0].listens(found[2])

    async def tap(self, ctx: Context, flow_name: str, version: str, step: str, value: str) -> None:
        """A button of a question; one of an old question only gets a word."""
        dialog = await ctx.store.dialogs.get(ctx.person.id)
        if dialog is None or (dialog.flow, str(dialog.version), dialog.step) != (flow_name, version, step):
            ctx.answer_tap("dialog-stale")
            return
        found = await self._current(ctx)
        if found is None:
            ctx.answer_tap("dialog-expired")
        elif not await _offers(ctx, found, value):
            ctx.answer_tap("button-gone")
        else:
            await self.take(ctx, Choice(value=value))
            await ctx.retire_buttons()

    def is_a_key(self, ctx: Context, words: str) -> bool:
        """Whether words are the label of a key that a dialog had put below the chat."""
        keys = (key for flow in self.flows.values() for key in flow.keys)
        return any(_is(ctx, words, label) for label in (*keys, *(label.key for _, label in _leave(can_go_back=True))))

    async def ask_again(self, ctx: Context, *, flows: tuple[str, ...] | None = None) -> bool:
        """Puts the open question once more; False when there is none (of these flows)."""
        found = await self._current(ctx)
        if found is None or (flows is not None and found[0].name not in flows):
            return False
        flow, dialog, draft = found
        await self._put_question(ctx, flow, dialog.step, draft, anew=True)
        return True

    async def cancel(self, ctx: Context) -> None:
        """Ends the dialog under way and says so."""
        found = await self._current(ctx)
        await ctx.store.dialogs.end(ctx.person.id)
        await (ctx.say_with_menu("dialog-nothing-to-cancel") if found is None else found[0].cancelled(ctx, found[2]))

    async def expire(self, ctx: Context, dialog: Dialog) -> None:
        """Ends a dialog whose time is over, as its flow says."""
        await ctx.store.dialogs.end(ctx.person.id)
        flow = self.flows.get(dialog.flow)
        if flow is None or flow.version != dialog.version:
            await ctx.say_with_menu("dialog-expired")
            return
        await flow.expire(ctx, flow.draft.model_validate(dialog.draft))

    async def remind(self, ctx: Context, dialog: Dialog) -> None:
        """Reminds of an open question, once."""
        await ctx.store.dialogs.put(ctx.person.id, dialog.model_copy(update={"remind_at": None}))
        flow = self.flows.get(dialog.flow)
        if flow is not None and flow.remind is not None and flow.version == dialog.version:
            await flow.remind(ctx, flow.draft.model_validate(dialog.draft))

    async def _current(self, ctx: Context) -> Open | None:
        dialog = await ctx.store.dialogs.get(ctx.person.id)
        if dialog is None:
            return None
        flow = self.flows.get(dialog.flow)
        if flow is None or flow.version != dialog.version or dialog.expires_at <= ctx.now:
            await self.expire(ctx, dialog)
            return None
        return flow, dialog, flow.draft.model_validate(dialog.draft)

    async def _answer(self, ctx: Context, flow: Flow[Any], step: str, draft: Any, given: Input) -> None:
        taken = flow.take(step, draft, given)
        if taken is None:
            await ctx.say("dialog-not-understood")
            await self._move(ctx, flow, draft)
        else:
            await self._took(ctx, flow, taken, given)

    async def _took(self, ctx: Context, flow: Flow[Any], draft: Any, given: Input) -> None:
        if flow.took is not None:
            await flow.took(ctx, draft, given)
        await self._move(ctx, flow, draft)

    async def _go_back(self, ctx: Context, flow: Flow[Any], step: str, draft: Any) -> None:
        before = flow.back(step, draft)
        if before is None:
            await self.cancel(ctx)
        else:
            await self._move(ctx, flow, before)

    async def _move(self, ctx: Context, flow: Flow[Any], draft: Any, *, begins: bool = False) -> None:
        step = flow.step(draft)
        if step is None:
            await ctx.store.dialogs.end(ctx.person.id)
            await flow.finish(ctx, draft)
            return
        dialog = Dialog(
            flow=flow.name,
            version=flow.version,
            step=step,
            draft=draft.model_dump(mode="json"),
            remind_at=_remind_at(ctx, flow, None if begins else await ctx.store.dialogs.get(ctx.person.id), draft),
            expires_at=ctx.now + flow.lifetime(ctx) if flow.ends_at is None else flow.ends_at(draft),
        )
        await ctx.store.dialogs.put(ctx.person.id, dialog)
        await self._put_question(ctx, flow, step, draft, anew=begins)

    async def _put_question(self, ctx: Context, flow: Flow[Any], step: str, draft: Any, *, anew: bool = False) -> None:
        """In the place of the question before, where that was tapped; `anew` where the tap was on something else."""
        ctx.menu_covers_keys = False
        question = await flow.ask(ctx, step, draft)
        can_go_back = flow.back(step, draft) is not None
        if question.place_key is not None:
            await ctx.send(_with_keys(question, question.place_key, can_go_back))
        else:
            message = _with_buttons(flow, step, question, can_go_back)
            await (ctx.send(message) if anew else ctx.show(message))


def _is_seen(given: Input) -> bool:
    return isinstance(given, File) and not given.sent.media.is_spoken


async def _offers(ctx: Context, found: Open, value: str) -> bool:
    """Whether the open question has such a button: a forged one may carry anything."""
    flow, dialog, draft = found
    question = await flow.ask(ctx, dialog.step, draft)
    return value in (one for one, _ in (*question.choices, *_leave(can_go_back=True)))


def _remind_at(ctx: Context, flow: Flow[Any], before: Dialog | None, draft: Any) -> datetime | None:
    """Counts from the moment at which there is something to be reminded of; once spent, it stays so."""
    held = before is not None and flow.holds(flow.draft.model_validate(before.draft))
    if flow.remind_after is not None and flow.holds(draft) and not held:
        return ctx.now + flow.remind_after(ctx)
    return None if before is None else before.remind_at


def _leave(can_go_back: bool) -> tuple[tuple[str, Text], ...]:
    return ((_BACK, text("dialog-back")), (_CANCEL, text("dialog-cancel")))[0 if can_go_back else 1 :]


def _with_buttons(flow: Flow[Any], step: str, question: Question, can_go_back: bool) -> Message:
    def made(value: str, label: Text) -> Any:
        return button(label.key, "choose", flow.name, str(flow.version), step, value, **label.args)

    choices = [made(value, label) for value, label in question.choices]
    width = 1 if question.one_a_row else 2
    rows = [tuple(choices[start : start + width]) for start in range(0, len(choices), width)]
    rows.append(tuple(made(value, label) for value, label in _leave(can_go_back)))
    return Message(text=question.text, buttons=tuple(rows))


def _with_keys(question: Question, place_key: Text, can_go_back: bool) -> Message:
    rows: list[tuple[Key, ...]] = [(Key(text=place_key, sends_place=True),)]
    rows += [(Key(text=label),) for _, label in question.choices]
    rows.append(tuple(Key(text=label) for _, label in _leave(can_go_back)))
    return Message(text=question.text, keyboard=tuple(rows))


def _pressed(ctx: Context, flow: Flow[Any], question: Question, given: Input) -> Input:
    """Keys send their text, and people type what stands on buttons: what equals a label, in any language, is that choice. A key that was
    left over from another question is no answer to this one."""
    if not isinstance(given, Words):
        return given
    share = ((CANNOT_SHARE, question.place_key),) if question.place_key else ()
    labels = [
        (value, label.key) for value, label in (*question.choices, *_leave(can_go_back=True), *share) if not label.args
    ]
    for value, key in (*labels, *((_LEFT_OVER, key) for key in flow.keys)):
        if _is(ctx, given.words, key):
            return Choice(value=value)
    return given


def _is(ctx: Context, words: str, key: str) -> bool:
    return words.casefold() in (label.casefold() for label in ctx.house.texts.in_every_language(key))
