"""A backup in a process of its own, so that the bot goes on as if there were none: `python -m bot.backup.apart`, an Order on stdin, an
Answer on stdout. It ends with whoever gave the order, as its stdin does."""

import asyncio
import os
import sys
import threading
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.backup.make import make
from bot.backup.manifest import BackupRefused
from bot.backup.staging import Busy
from bot.config import Storage
from bot.logs import named
from storage.connection import StorageUnavailable
from storage.migrate import SchemaRefused
from storage.seal import SealBroken
from storage.snapshot import SnapshotRefused

_ROOT = Path(__file__).parents[2]
_NICER = 10  # than the bot
_REFUSED = (BackupRefused, SnapshotRefused, SealBroken, SchemaRefused, StorageUnavailable)


class Order(BaseModel):
    """What is to be backed up, and where to."""

    model_config = ConfigDict(frozen=True)

    storage: Storage
    folder: Path
    recipient: str | None
    now: datetime


class Answer(BaseModel):
    """`refused` says why there is none; `is_busy` where somebody else was at one, or at a restore."""

    model_config = ConfigDict(frozen=True)

    path: Path | None = None
    bytes: int = 0
    gone: int = 0
    refused: str | None = None
    is_busy: bool = False


async def make_apart(order: Order) -> Answer:
    """Cancelled, it ends the process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.backup.apart", cwd=_ROOT, env=_environment(),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(order.model_dump_json().encode() + b"\n")
        said = await process.stdout.read()
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Answer.model_validate_json(said) if said else Answer(refused=f"its process ended with {process.returncode}")


def _environment() -> dict[str, str]:
    """Without our own settings, among which may be the token."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("SHAO_")}


async def _obeyed(order: Order) -> Answer:
    try:
        made = await make(order.storage, order.folder, order.recipient, now=order.now, watch=lambda _done, _total: None)
    except Busy:
        return Answer(is_busy=True)
    except _REFUSED as refused:
        return Answer(refused=str(refused))
    except OSError as error:
        return Answer(refused=f"{error.filename or order.folder}: {error.strerror}")
    except Exception as error:  # noqa: BLE001 - its words, which may quote anything, are for nobody
        return Answer(refused=named(error))
    return Answer(path=made.path, bytes=made.bytes, gone=made.gone)


def _end_with_stdin() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _main() -> None:
    os.nice(_NICER)
    order = Order.model_validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    print(asyncio.run(_obeyed(order)).model_dump_json(), flush=True)  # noqa: T201 - its answer
    os._exit(0)  # the thread waits for the end of stdin, which an orderly end would wait for


if __name__ == "__main__":
    _main()
