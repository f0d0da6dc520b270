"""A webhook, with the bot in its own process: from one mode to the other, while Telegram is away, and with an address that is taken."""

from pathlib import Path

import pytest

from bot.addresses import SQLITE
from bot.demo.process import BotProcess
from bot.demo.server import DemoServer
from bot.serving import bound
from tests.process.shell import Shell
from tests.town import HOOKED, LIN, assert_sound, behind, copy_files, eventually, free_address, hooked_at, query, url_in

STORAGE = f'[storage]\nurl = "{SQLITE}shao.db"\nkey_file = "shao.key"\nmedia_dir = "media"\n'


def bot_in(folder: Path, server: DemoServer, listen: str | None) -> BotProcess:
    """With a webhook where it listens, or polling."""
    mode = hooked_at(listen) if listen else {}
    return BotProcess(
        folder, server.token, server.url, "".join(f'{name} = "{one}"\n' for name, one in mode.items()) + STORAGE
    )


async def test_from_one_mode_to_the_other_and_back(prepared: Path, tmp_path: Path) -> None:
    """What people write meanwhile is there in each; the change is one line in the settings."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    listen = free_address()
    server = DemoServer(proxied=behind(listen))
    await server.start()
    lin, world = server.person(LIN), server.world
    lin.start()
    try:
        for number, mode in enumerate((None, listen, None)):
            bot = bot_in(tmp_path, server, mode)
            await bot.start()
            await lin.hears("请点一下")
            await world.until(lambda: not world.pending)
            assert world.webhook_url == (f"https://{HOOKED}/telegram" if mode else "")
            lin.text("/start")
            await lin.hears("请点一下")
            assert await bot.stop() == 0
            lin.text("/start")
            assert query(url_in(tmp_path), "SELECT COUNT(*) FROM inbox") == [(2 * (number + 1),)]
            assert len(world.pending) == 1
        assert "a webhook was set for this token; it was taken down" in bot.log()
        assert "409" not in bot.log()
    finally:
        await server.stop()
    assert_sound(url_in(tmp_path))


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_start_while_telegram_is_away(prepared: Path, tmp_path: Path, mode: str) -> None:
    """It waits for Telegram, and then all is well."""
    listen = free_address() if mode == "webhook" else None
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    server = DemoServer(proxied=behind(listen))
    await server.start()
    await server.stop()
    lin = server.person(LIN)
    lin.start()
    bot = bot_in(tmp_path, server, listen)
    await bot.start()
    failed = "polling failed" if listen is None else "looking after the webhook failed"
    await eventually(lambda: f"{failed} (NetworkError)" in bot.log())
    await server.start(int(server.url.rpartition(":")[2]))
    try:
        await lin.hears("请点一下", 30)
    finally:
        assert await bot.stop() == 0
        await server.stop()


def test_an_address_that_is_taken(settled: Shell) -> None:
    """One line says which setting it is."""
    with bound(0) as taken:
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        settled.configure(more="".join(f'{name} = "{one}"\n' for name, one in hooked_at(listen).items()))
        ended = settled.process("run")
    assert ended.code == 1
    assert f"shao: telegram.webhook_listen = {listen}" in ended.error.splitlines()[-1]
