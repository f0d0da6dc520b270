"""Rewards and vouchers in words. Pure."""

from handlers.buttons import button
from handlers.context import Rows
from handlers.messages import Argument, Drawing, Message, Moment, Named, StartLink, Text, text
from handlers.report.card import unit_name
from handlers.rewards.rules import LINK, written
from storage.rewards import Reward
from storage.units import Unit
from storage.vouchers import Voucher, VoucherState


def name_of(reward: Reward) -> Argument:
    """In the reader's language."""
    return Named(names={"": reward.name, "en": reward.name_en})


def left(reward: Reward) -> Argument:
    """How many are left."""
    if reward.stock is None:
        return text("reward-left-any")
    return text("reward-left", count=reward.stock) if reward.stock else text("reward-left-none")


def listed(number: int, reward: Reward) -> Text:
    """A line of a list."""
    return text("reward-line", number=number, name=name_of(reward), price=reward.price, left=left(reward))


def about(reward: Reward, giver: Unit | None) -> tuple[Text, ...]:
    """Who gives it, when, and how many somebody may have."""
    where = text("reward-at-counter") if reward.partner_id is None else text("reward-at", giver=unit_name(giver))
    hours = () if reward.hours is None else (text("reward-hours", hours=reward.hours),)
    monthly = () if reward.monthly is None else (text("reward-monthly", count=reward.monthly),)
    return (where, *hours, *monthly)


def shown(reward: Reward, giver: Unit | None, voucher: Voucher) -> Message:
    """To whoever has it: the code, and a picture to be scanned."""
    code = voucher.code or ""
    said = (*about(reward, giver), text("voucher-until", at=Moment.of(voucher.expires_at, dated=True)))
    return Message(
        text=text("voucher-shown", name=name_of(reward), code=written(code)),
        lines=(*said, text("voucher-how")),
        drawing=Drawing(
            title=text("voucher-title", name=name_of(reward)),
            lines=said,
            code=written(code),
            qr=StartLink(start=f"{LINK}_{code}"),
        ),
        buttons=((button("voucher-give-back", "voucherback", str(voucher.id), price=voucher.price),),),
    )


def over(reward: Reward, voucher: Voucher) -> Text:
    """Of one that is good no more: since when, and why."""
    at = Moment.of(voucher.ended_at or voucher.expires_at, dated=True)
    match voucher.state:
        case VoucherState.USED:
            return text("voucher-used", name=name_of(reward), at=at)
        case VoucherState.REFUNDED:
            return text("voucher-refunded", name=name_of(reward), at=at)
        case _:
            return text("voucher-expired", name=name_of(reward), at=at)


def expired(reward: Reward, voucher: Voucher) -> Message:
    """To whoever had it."""
    return Message(text=text("voucher-points-back", name=name_of(reward), price=voucher.price))


def choosing(rewards: tuple[Reward, ...]) -> Rows:
    """A button for each that is left."""
    return tuple(
        (button("reward-choose", "reward", str(one.id), name=name_of(one), price=one.price),)
        for one in rewards
        if one.stock != 0
    )
