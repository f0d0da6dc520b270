"""The authenticator of the demo: what it scans, and which digits it shows until when."""

import pyotp
import pytest

from bot.demo.authenticator import Authenticator, can_scan
from bot.demo.errors import ApiError
from bot.demo.people import PEOPLE
from bot.demo.state import Shown
from tests.demo.api import Api
from tests.demo.test_page import get, post
from tests.town import LIN, NOON, ZHOU, HandClock

KEY = "KNRF TQRH NRFR K54O GR6P HOVQ SMFN JG5T"


def qr(caption: str = f"Scan this\n{KEY}\nShow it to nobody", photo: str | None = "p") -> Shown:
    """What the bot shows; without a photo nothing to scan."""
    return Shown(1, None, NOON, caption=caption, photo=photo)


def test_it_shows_the_code_of_the_clock(clock: HandClock) -> None:
    """As any other app would."""
    app = Authenticator(clock)
    app.scan(ZHOU, qr())
    secret = KEY.replace(" ", "")
    assert app.code(ZHOU) == pyotp.TOTP(secret).at(clock.now)
    clock.advance(seconds=20)
    assert app.shown(ZHOU) == {"code": pyotp.TOTP(secret).at(clock.now), "seconds": 10}
    clock.advance(seconds=10)
    assert app.shown(ZHOU) == {"code": pyotp.TOTP(secret).at(clock.now), "seconds": 30}


@pytest.mark.parametrize(
    "shown",
    [
        qr("The QR code and its key have been put away."),
        qr(photo=None),
        qr("AAAA BBBB"),
        qr(KEY.lower()),
        qr(KEY.replace(" ", "")),
        Shown(1, PEOPLE[0], NOON, caption=KEY, photo="p"),
    ],
    ids=["put away", "no picture", "short", "small letters", "no groups", "of somebody else"],
)
def test_what_is_no_code_is_not_scanned(clock: HandClock, shown: Shown) -> None:
    app = Authenticator(clock)
    assert not can_scan(shown)
    with pytest.raises(ApiError, match="no QR code"):
        app.scan(ZHOU, shown)
    with pytest.raises(ApiError, match="nothing was scanned"):
        app.code(ZHOU)


def test_a_new_key_takes_the_place_of_the_old_one_and_others_have_their_own(clock: HandClock) -> None:
    app = Authenticator(clock)
    for person, key in ((ZHOU, KEY), (LIN, KEY[::-1]), (ZHOU, KEY.replace("K", "Q"))):
        app.scan(person, qr(key))
    codes = [pyotp.TOTP(one.replace(" ", "")).at(clock.now) for one in (KEY.replace("K", "Q"), KEY[::-1])]
    assert [app.code(ZHOU), app.code(LIN)] == codes


async def test_on_the_page_it_is_there_once_something_was_scanned(api: Api) -> None:
    """The message says that it can be scanned, and the stream that it was."""
    assert await get(api, f"people/{LIN}/code") is None
    await api.send(text="no code")
    words = next(iter(reversed(api.me.chat.messages)))
    assert await post(api, f"{LIN}/scan", message_id=words) == (409, "there is no QR code to scan")
    picture = api.world.show(api.me.chat, qr())
    shown = (await get(api, "everything"))["chats"][str(LIN)]["messages"]
    assert [one["scannable"] for one in shown] == [False, False, True]
    assert await post(api, f"{LIN}/scan", message_id=picture.message_id) == (200, None)
    assert len((await get(api, f"people/{LIN}/code"))["code"]) == 6
    assert (await get(api, "everything"))["scanned"] == [LIN]
    assert api.world.events[-1]["kind"] == "scanned"
