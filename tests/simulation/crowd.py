"""The people: each does something now and then, mostly what the bot just asked for, and often enough something else."""

import random
from collections import deque
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.acting import Acting
from bot.demo.errors import ApiError
from bot.demo.groups import Circle
from bot.demo.hands import Hands
from bot.demo.people import PEOPLE, Actor
from bot.demo.pictures import picture
from bot.demo.server import DemoServer
from bot.demo.state import Shown
from tests.simulation.witness import Witness

STAFF = {1007: "QY-01", 1008: "QY-02"}
ADMINISTRATOR = 1010
_STAFF_SHARE = 0.25  # of all moves, beside those that fall to them as to anybody
_MORE = tuple(
    Actor(
        one, f"居民{one}", "zh-hans" if one % 3 else "en", "resident", 30.6580 + one % 9 * 0.0006, 103.045 + one * 0.001
    )
    for one in range(1010, 1024)
)
NEIGHBOURS = tuple(
    Actor(one, f"邻居{one}", "zh-hans" if one % 5 else "en", "resident", 30.66, 104.06) for one in range(5000, 5160)
)  # they live there, and do nothing
_SAYINGS = (
    "楼道里堆了很多纸箱", "消防通道被车堵住了", "有煤气味", "着火了", "有人受伤", "井盖不见了", "蕉园路 3 号", "二单元门口",
    "the lamp at the corner is broken", "there is a smell of gas", "不用了", "谢谢", "hello", "😀", "1", "x" * 900, "<b>&amp;", "=1+1",
)  # fmt: skip
_COMMANDS = (
    "report", "myreports", "me", "help", "privacy", "mydata", "withdraw", "cancel", "language", "roles", "worklist", "invite",
    "notice", "start", "bind", "unbind",
)  # fmt: skip
Moves = dict[Callable[[Hands], object], float]
_RESOLVE = 0.4  # with which somebody goes on with a plan before anybody does anything else
_AGAIN = 40  # so many of the latest messages have buttons that people still find


class Crowd:
    """act() lets somebody do something. Nobody knows more than what stands on their phone, but for those who forge."""

    def __init__(self, server: DemoServer, witness: Witness, dice: random.Random) -> None:
        self._dice = dice
        self._witness = witness
        self._server = server
        for actor in _MORE:
            server.world.add_person(actor)
        for actor in NEIGHBOURS:
            phone = server.world.add_person(actor)
            phone.started, phone.gone = True, actor.id % 40 == 0
        self._people = [server.person(actor.id) for actor in (*PEOPLE, *_MORE)]
        witness.names = tuple(phone.actor.first_name for phone in server.world.phones.values())
        self._circle = server.group("听蕉社区值班群", (1007, 1008, 1005), supergroup=True)
        self._plans: deque[tuple[Hands, Callable[[Hands], object]]] = deque()
        self._moves = self._of_everybody()
        self._staff_moves = {**self._moves, **self._of_staff()}

    def _of_everybody(self) -> Moves:
        return {
            self._tap_latest: 34,
            self._tap_old: 4,
            self._forge: 5,
            self._press: 12,
            self._photo: 9,
            self._album: 1.5,
            self._place: 5,
            self._say: 7,
            self._command: 6,
            self._voice: 2,
            self._video: 0.5,
            self._document: 1,
            self._odd: 1.5,
            self._edit: 1,
            self._block: 0.4,
            self._leave: 0.15,
            self._in_group: 1.5,
        }

    def _of_staff(self) -> Moves:
        """Cards above all, and a notice now and then."""
        return {
            self._tap_old: 60,
            self._tap_latest: 25,
            self._worklist: 6,
            self._notice: 3,
            self._say: 10,
            self._in_group: 8,
            self._photo: 1,
        }

    def person(self, person_id: int) -> Hands:
        """One of them."""
        return self._server.person(person_id)

    @property
    def circle(self) -> Circle:
        """The group of staff."""
        return self._circle

    def awake(self, now: datetime, zone: ZoneInfo) -> float:
        """The share of them who are awake."""
        return 0.15 if now.astimezone(zone).hour in (0, 1, 2, 3, 4, 5) else 1.0

    def act(self) -> str:
        """What was done, in a few words."""
        hands, moves = self._dice.choice(self._people), self._moves
        if self._dice.random() < _STAFF_SHARE:
            hands, moves = self._server.person(self._dice.choice((*STAFF, ADMINISTRATOR))), self._staff_moves
        (move,) = self._dice.choices(tuple(moves), tuple(moves.values()))
        if self._plans and self._dice.random() < _RESOLVE:
            hands, move = self._plans.popleft()
        if hands.chat.blocked:
            move = self._block
        name = f"{hands.actor.id} {move.__name__.removeprefix('_')}"
        try:
            return f"{name} {move(hands)}"
        except ApiError as error:
            return f"{name}: {error.description}"

    def _tap_latest(self, hands: Hands) -> int:
        return self._tap(hands, self._latest(hands, 3))

    def _tap_old(self, hands: Hands) -> int:
        return self._tap(hands, self._latest(hands, _AGAIN))

    def _tap(self, hands: Acting, among: list[Shown]) -> int:
        if not among:
            return hands.text("/start")
        shown = self._dice.choice(among)
        labels = [button["text"] for row in shown.buttons for button in row]
        return hands.tap(self._dice.choice(labels), shown)

    def _latest(self, hands: Acting, most: int) -> list[Shown]:
        found = []
        for shown in reversed(hands.chat.messages.values()):
            if shown.author is None and shown.labels:
                found.append(shown)
            if len(found) == most:
                break
        return found

    def _forge(self, hands: Hands) -> int:
        """Somebody else's button, under a message of one's own."""
        among = self._latest(hands, 5)
        if not among or not self._witness.buttons:
            return hands.text("/help")
        return hands.forge(self._dice.choice(self._witness.buttons), among[0])

    def _worklist(self, hands: Hands) -> int:
        return hands.text("/worklist")

    def _notice(self, hands: Hands) -> int:
        """With the words next, and then the button that sends it."""
        self._plans += ((hands, self._say), (hands, self._send))
        return hands.text("/notice")

    def _send(self, hands: Hands) -> int:
        return hands.tap("发出" if hands.actor.language_code != "en" else "Send")

    def _press(self, hands: Hands) -> int:
        keys = [key["text"] for row in hands.chat.keyboard for key in row]
        return hands.press(self._dice.choice(keys)) if keys else hands.text("/start")

    def _photo(self, hands: Hands) -> int:
        caption = self._dice.choice((None, None, self._dice.choice(_SAYINGS)))
        return hands.photo(caption, picture(self._dice.randrange(6)))

    def _album(self, hands: Hands) -> list[int]:
        return hands.album([picture(self._dice.randrange(6)) for _ in range(self._dice.randint(2, 4))])

    def _place(self, hands: Hands) -> int:
        here = hands.actor
        if self._dice.random() < 0.8:
            return hands.place(here.latitude + self._dice.gauss(0, 0.001), here.longitude + self._dice.gauss(0, 0.001))
        return hands.place(here.latitude + self._dice.gauss(0, 0.3), here.longitude, None)

    def _say(self, hands: Acting) -> int:
        return hands.text(self._dice.choice(_SAYINGS))

    def _command(self, hands: Acting) -> int:
        return hands.text(f"/{self._dice.choice(_COMMANDS)}")

    def _voice(self, hands: Hands) -> int:
        return hands.voice(self._dice.randint(1, 30), 3_000)

    def _video(self, hands: Hands) -> int:
        return hands.video(5, 20_000) if self._dice.random() < 0.6 else hands.video_note(6, 9_000)

    def _document(self, hands: Hands) -> int:
        if self._dice.random() < 0.7:
            return hands.document("IMG_1.jpg", picture(self._dice.randrange(6)))
        return hands.document("list.pdf", 5_000, "application/pdf")

    def _odd(self, hands: Hands) -> int:
        return self._dice.choice((hands.sticker, hands.dice, hands.contact, hands.live))()

    def _edit(self, hands: Hands) -> int:
        return hands.edit(self._dice.choice(_SAYINGS)) if hands.chat.messages and self._spoke(hands) else 0

    def _spoke(self, hands: Hands) -> bool:
        return any(shown.author == hands.actor and shown.words for shown in hands.chat.messages.values())

    def _block(self, hands: Hands) -> int:
        return hands.block(blocked=not hands.chat.blocked)

    def _leave(self, hands: Hands) -> int:
        return hands.text("/erase")

    def _in_group(self, hands: Hands) -> int:
        member = hands.at(self._circle)
        if not self._circle.chat.has_bot:
            return member.adds_bot() if hands.actor.id in STAFF else 0
        luck = self._dice.random()
        if luck < 0.05:
            return member.removes_bot()
        if luck < 0.6:
            return member.text(f"/{self._dice.choice(('bind', 'unbind', 'help'))}@shao_demo_bot")
        return self._tap(member, self._latest(member, 5))
