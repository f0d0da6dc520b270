"""/mydata: everything that is kept about whoever asks, as files in their chat."""

from datetime import timedelta
from typing import Any

from handlers.context import Context, Wake
from handlers.data.rules import may_ask
from handlers.messages import Message, Moment, Upload, text
from handlers.routing import Routes

_DAY = timedelta(days=1)

routes = Routes()


@routes.command("mydata", listed=False)
async def mydata_command(ctx: Context, _words: str) -> None:
    """/mydata, as the button does."""
    await mydata(ctx)


@routes.button("mydata")
async def mydata(ctx: Context) -> None:
    """It is put together right after this; asked for again soon, it is the same one."""
    asked = await ctx.store.parcels.asked(ctx.person.id, since=ctx.now - _DAY)
    asking = may_ask(asked, ctx.now)
    if asking.again_at is not None:
        await ctx.say("mydata-same" if asking.is_same else "mydata-enough", again=Moment.of(asking.again_at))
        return
    await ctx.store.parcels.ask(ctx.person.id, now=ctx.now)
    ctx.wakes.add(Wake.PARCELS)
    await ctx.say("mydata-coming")


def part(path: str, number: int, count: int) -> dict[str, Any]:
    """The message that brings a part."""
    upload = Upload(path=path, name=f"shao-{number}-{count}.zip", as_document=True)
    words = text("mydata-whole") if count == 1 else text("mydata-part", number=number, count=count)
    return Message(text=words, uploads=(upload,)).model_dump(mode="json")


def failed() -> dict[str, Any]:
    """The message that says that it did not work."""
    return Message(text=text("mydata-failed")).model_dump(mode="json")
