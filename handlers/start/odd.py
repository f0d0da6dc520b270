"""What is of no use here is answered by its kind, with what does work; the words that came with it count."""

from handlers.context import Context
from handlers.input import Odd, Words
from handlers.start.consent import receive


async def answer_odd(ctx: Context, odd: Odd) -> None:
    """Says so, and goes on where things were."""
    await ctx.say(f"odd-{odd.what}", megabytes=odd.megabytes)
    if odd.words is not None:
        words = Words(words=odd.words)
        if not await ctx.house.engine.take(ctx, words):
            await receive(ctx, (words,))
    elif not await ctx.house.engine.ask_again(ctx) and ctx.person.consented_at is None:
        await receive(ctx, ())
