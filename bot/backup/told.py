"""Backup and restore for somebody at a terminal: one line about what was done, one about what stands in the way."""

from pathlib import Path

from bot.backup.make import Made, make
from bot.backup.manifest import BackupRefused
from bot.backup.restore import Restored, restore
from bot.backup.staging import Busy
from bot.config import Settings
from bot.operate import OperateError
from storage.clock import utc_now
from storage.migrate import described
from storage.snapshot import SnapshotRefused, Watch


async def made_by_hand(settings: Settings, folder: Path | None, watch: Watch) -> str:
    """OperateError where it cannot be made."""
    target = folder or settings.backup.dir
    if target is None:
        raise OperateError("say into which folder, or set dir in the section [backup]")
    try:
        made = await make(settings.storage, target, settings.backup.recipient, now=utc_now(), watch=watch)
    except (BackupRefused, SnapshotRefused, Busy) as refused:
        raise OperateError(f"no backup was made: {refused}") from refused
    except OSError as error:
        raise OperateError(f"no backup was made: {error.filename or target}: {error.strerror}") from error
    return f"{_made(made)} {settings.storage.key_file} is not in it: keep its copy elsewhere."


async def restored_by_hand(settings: Settings, file: Path, identity: Path | None, watch: Watch) -> str:
    """OperateError where nothing was restored."""
    try:
        restored = await restore(settings.storage, file, identity, clock=utc_now, watch=watch)
    except (BackupRefused, SnapshotRefused, Busy) as refused:
        raise OperateError(str(refused)) from refused
    except OSError as error:
        raise OperateError(f"nothing was restored: {error.filename or file}: {error.strerror}") from error
    return _restored(restored, described(settings.storage.url))


def _made(made: Made) -> str:
    gone = f", without {made.gone} that are gone, erased meanwhile or lost" if made.gone else ""
    return f"{made.path}: {made.bytes / 1e6:.1f} MB with {made.rows} rows and {made.files} files{gone}; it was read again and is whole."


def _restored(restored: Restored, where: str) -> str:
    made = restored.manifest
    return (
        f"{where} is as it was at {made.made_at:%Y-%m-%d %H:%M} UTC: {sum(made.rows.values())} rows and {restored.files} files. "
        f"{restored.doubtful} messages were owed then: answers go out marked as repeated, notices do not. Whoever has erased everything "
        "since is back, and what came since is not."
    )
