"""Addresses among the settings: what is one, and which may hold a password."""

import re
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr

SQLITE = "sqlite+aiosqlite:///"
_POSTGRES = "postgresql+asyncpg"
_WEBHOOK = re.compile(r"https://[\w.-]+(:\d+)?(/[\w.~/-]*)?", re.ASCII)
_HTTPS = 443
_WEBHOOK_PORTS = (_HTTPS, 80, 88, 8443)


def address(*schemes: str) -> AfterValidator:
    """One of Telegram's or of a proxy."""

    def check(value: SecretStr | str) -> SecretStr | str:
        if not _is_address(value.get_secret_value() if isinstance(value, SecretStr) else value, schemes):
            raise ValueError(f"should be an address that begins with {' or '.join(f'{one}://' for one in schemes)}")
        return value

    return AfterValidator(check)


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0 and re.search(r"\s", value) is None
    except ValueError:  # half an IPv6 address, or no port number
        return False


def is_a_webhook(value: str) -> str:
    """One that Telegram takes."""
    parts = urlsplit(value) if _WEBHOOK.fullmatch(value) and _is_address(value, ("https",)) else None
    if parts is None or (parts.port or _HTTPS) not in _WEBHOOK_PORTS:
        raise ValueError(
            "should be a public https:// address with no port but 443, 80, 88 or 8443, such as https://HOST/telegram"
        )
    return value


def is_listened_at(value: str) -> str:
    """HOST:PORT of this machine, as in 127.0.0.1:8421 or [::1]:8421."""
    parts = urlsplit(f"//{value}") if re.fullmatch(r"(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}", value) else None
    try:
        if parts is None or not parts.hostname or not parts.port:
            raise ValueError
    except ValueError:
        raise ValueError("should be HOST:PORT of this machine, such as 127.0.0.1:8421") from None
    return value


def is_a_database(value: str) -> str:
    """A file, or a database on a server."""
    if not ((value.startswith(SQLITE) and len(value) > len(SQLITE)) or _is_on_a_server(value)):
        raise ValueError(
            f"should be {SQLITE}PATH or {_POSTGRES}://USER:PASSWORD@HOST/DATABASE, in which %40 stands for @, %2F for / and so on"
        )
    return value


def _is_on_a_server(value: str) -> bool:
    """A server may also be meant by the folder of its socket: postgresql+asyncpg://USER@/DATABASE?host=/FOLDER"""
    address = value.replace("@/", "@socket/", 1) if "?host=/" in value else value
    return _is_address(address, (_POSTGRES,)) and len(urlsplit(address).path) > 1


def may_hold_a_password(value: object) -> bool:
    """Whatever was put where the address of a database belongs: what looks like no file is not shown to anybody."""
    return isinstance(value, str) and not value.startswith("sqlite") and ("@" in value or "://" in value)
