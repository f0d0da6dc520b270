"""What the made-up people do with their phones. In tests and in the tour they are used from Python, by the page over HTTP."""

from bot.demo.acting import Acting
from bot.demo.channels import Follower
from bot.demo.groups import Circle, Member
from bot.demo.links import check_payload
from bot.demo.shapes import as_bot_change, as_member, as_user
from bot.demo.state import BOT, Channel, Phone
from bot.demo.world import World


class Hands(Acting):
    """One person's hands and eyes in their private chat with the bot; at() is the same person in a group.

    text(), photo(), place(), tap(), press() and the like make updates; hears() waits for a message of the bot.
    """

    chat: Phone

    def __init__(self, world: World, person_id: int) -> None:
        phone = world.phones[person_id]
        super().__init__(world, phone.actor, phone)

    def at(self, circle: Circle) -> Member:
        """This person in a group or channel, of which they need not be a member yet."""
        if isinstance(circle.chat, Channel):
            return Follower(self.world, self.actor, circle.chat)
        return Member(self.world, self.actor, circle.chat)

    def another_device(self) -> "Hands":
        """The same person and the same chat, on a device that has heard nothing yet."""
        return Hands(self.world, self.actor.id)

    def start(self, payload: str = "") -> int:
        """Presses START, or opens a t.me link with ?start=payload; 409 for a link that carries nothing: up to 64 of A-Za-z0-9_-."""
        check_payload(payload)
        return self.text(f"/start {payload}".strip())

    def block(self, *, blocked: bool = True) -> int:
        """Blocks the bot, or unblocks it."""
        self.chat.blocked = blocked
        left, here = as_member(BOT, "kicked"), as_member(BOT, "member")
        old, new = (here, left) if blocked else (left, here)
        change = as_bot_change(self.chat, as_user(self.actor), self.world.clock(), old, new)
        return self.world.queue("my_chat_member", change)
