"""Health over HTTP: of a real process, and of a bot in trouble."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.addresses import SQLITE
from bot.app import _asked_about
from bot.delivery.outcome import Verdict
from bot.demo.faults import Fault
from bot.demo.process import BotProcess
from bot.demo.server import DemoServer
from bot.health.meter import Meter
from bot.health.settings import HealthSettings
from bot.serving import bound
from storage.outbox import Lane
from tests.process.shell import Shell
from tests.town import LIN, Town, copy_files, eventually, free_address

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


async def test_a_real_process(prepared: Path, tmp_path: Path) -> None:
    """From its start to its last second: figures that Prometheus reads, about nobody."""
    copy_files(prepared, tmp_path, ("shao.db", "shao.key"))
    server, address = DemoServer(), free_address()
    await server.start()
    storage = f'[storage]\nurl = "{SQLITE}shao.db"\nkey_file = "shao.key"\nmedia_dir = "media"\n'
    bot = BotProcess(tmp_path, server.token, server.url, f'{storage}[health]\nlisten = "{address}"\n')
    await bot.start()
    try:
        lin = server.person(LIN)
        lin.start()
        lin.tap("同意", await lin.hears("请点一下"))
        lin.text("/help")
        lin.text("/林晓 104.0580")
        await lin.hears("在哪里")
        async with httpx.AsyncClient(base_url=f"http://{address}") as client:
            assert (await client.get("/healthz")).text == "ok"
            assert (await client.get("/readyz")).json() == {"ready": True, "reasons": []}
            assert (await client.post("/readyz")).status_code == 405
            reply = await client.get("/metrics")
    finally:
        assert await bot.stop() == 0
        await server.stop()
    assert reply.headers["content-type"].startswith("text/plain; version=")
    figures = parsed(reply.text)
    assert of(figures, "shao_handler_duration_seconds_count", kind="/help") == 1
    assert of(figures, "shao_handler_duration_seconds_count", kind="message") == 1
    assert of(figures, "shao_sends_total", lane="answers", outcome="sent") >= 4
    assert of(figures, "shao_last_poll_timestamp_seconds") > 1_700_000_000
    assert of(figures, "shao_dead_letters") == of(figures, "shao_inbox_updates") == 0
    assert {dict(labels)["lane"] for name, labels in figures if name == "shao_outbox_messages"} == lanes()
    assert "林晓" not in reply.text
    assert "104.0580" not in reply.text


async def test_readiness(here: Town) -> None:
    """Not while Telegram is silent, storage is away, or the end has begun; and every reason is named."""
    async with asked(here) as client:
        assert (await client.get("/readyz")).status_code == 200
        silence = here.server.misbehave(Fault.SERVER_ERROR, "getUpdates")
        here.person(LIN).start()
        await eventually(lambda: here.parts.intake.contact.failing)
        here.clock.advance(minutes=1, seconds=59)
        assert (await client.get("/readyz")).status_code == 200
        here.clock.advance(seconds=1)
        async with here.parts.database.write():
            reply = await client.get("/readyz", timeout=10)
        assert (reply.status_code, reply.json()["ready"]) == (503, False)
        assert reply.json()["reasons"] == ["Telegram does not answer", "storage is unavailable"]
        here.server.faults.rules.remove(silence)
        here.person(LIN).text("/help")
        await eventually(lambda: not here.parts.intake.contact.failing)
        assert (await client.get("/readyz")).status_code == 200
        here.parts.health.stopping = True
        assert (await client.get("/readyz")).json()["reasons"] == ["stopping"]
        assert (await client.get("/healthz")).status_code == 200
        here.parts.health.stopping = False


def test_nobody_s_words_become_a_label() -> None:
    """However many there are, and whatever they look like."""
    meter = Meter(("help",))
    contents: tuple[dict[str, Any], ...] = (
        {"message": {"text": "/help@shao_bot 林晓"}},
        {"message": {"text": "/secret"}},
        {"message": {"text": " "}},
        {"message": "not even an object"},
        {"callback_query": {"data": "x"}},
        {"guess": {}},
    )
    assert {meter.kind(content) for content in contents} == {"/help", "message", "callback_query", "other"}


def test_two_bots_do_not_count_together() -> None:
    one, other = Meter(()), Meter(())
    one.sent(Lane.BULK, Verdict.NOT_SENT)
    name, labels = "shao_sends_total", {("lane", "bulk"), ("outcome", "not_sent")}
    assert one.registry.get_sample_value(name, dict(labels)) == 1
    assert other.registry.get_sample_value(name, dict(labels)) is None


def test_an_address_that_is_taken(settled: Shell) -> None:
    """One line, before anything runs."""
    with bound(0) as taken:
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        settled.configure(more=f'[health]\nlisten = "{address}"\n')
        settled.process("run").refused("health.listen", address, "in use")


@asynccontextmanager
async def asked(here: Town) -> AsyncIterator[httpx.AsyncClient]:
    """A town that monitoring may ask."""
    address = free_address()
    async with (
        _asked_about(here.parts, HealthSettings(listen=address).listen),
        httpx.AsyncClient(base_url=f"http://{address}") as client,
    ):
        yield client


def parsed(text: str) -> Samples:
    """Every sample, as Prometheus reads them."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def of(figures: Samples, name: str, **labels: str) -> float:
    """One of them."""
    return figures[name, frozenset(labels.items())]


def lanes() -> set[str]:
    return {lane.name.lower() for lane in Lane}
