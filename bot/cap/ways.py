"""The ways in, put together."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.cap.folder import Folder
from bot.cap.imports import Imports
from bot.cap.sent import SentWarnings
from bot.cap.settings import WarningSettings
from bot.media.download import Downloads
from handlers.context import House
from storage.clock import Clock
from storage.engine import Database


@dataclass(frozen=True)
class Ways:
    """How warnings of others come in."""

    imports: Imports
    sent: SentWarnings
    folder: Folder
    clock: Clock


def ways_in(
    database: Database,
    house: House,
    downloads: Downloads,
    settings: WarningSettings,
    clock: Clock,
    owed: Callable[[], None],
) -> Ways:
    """As the settings want them."""
    imports = Imports(database, house, clock, owed, settings.cap_sender)
    sent = SentWarnings(database, house, downloads, imports, clock)
    return Ways(imports, sent, Folder(settings.cap_folder, imports), clock)
