"""Settings: a TOML file, overridden by environment variables such as SHAO_TELEGRAM__TOKEN."""

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as EnvironmentUnreadable

from bot.addresses import SQLITE, address, is_a_database, is_a_webhook, is_listened_at, may_hold_a_password
from bot.backup.settings import BackupSettings
from bot.cap.settings import WarningSettings
from bot.delivery.settings import RateSettings
from bot.health.settings import HealthSettings
from handlers.clocks.settings import CalendarSettings, UnitHours
from handlers.points.settings import PointSettings
from handlers.report.settings import BUILT_IN, Category, Limits
from handlers.teams.settings import Route, Team, Teams, checked_routes

LANGUAGES = ("zh-Hans", "en")
_OWN_KINDS = {category.code for category in BUILT_IN}
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
_PASSWORD = re.compile(r"(?<=://)[^/]*@")
_SECRET = {("telegram", "token"), ("telegram", "proxy"), ("backup", "recipient")}
_ENV_PREFIX = "SHAO_"
_ENV_DELIMITER = "__"
_LONGEST_SHOWN = 80
_MOST_BUTTONS = 100  # Telegram's limit for one message, and each kind is a button
_TABLES: dict[str, type[BaseModel]] = {
    "categories": Category,
    "teams": Team,
    "routes": Route,
    "hours": UnitHours,
}  # what stands in the file once for each


class SettingsError(Exception):
    """Something is wrong with the settings; says which one, what it is, and what would be right."""


def _names_something(value: Path) -> Path:
    if not value.name:
        raise ValueError("should be a path")
    return value


def _looks_like_a_token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("should be the token that BotFather gave: digits, a colon, 35 letters")
    return value


def _is_a_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("should be a time zone such as Asia/Shanghai") from error
    return value


def _is_a_language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"should be one of {', '.join(LANGUAGES)}")
    return value


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Telegram(_Section):
    """[telegram]"""

    token: Annotated[SecretStr, AfterValidator(_looks_like_a_token)]
    api_url: Annotated[str, address("http", "https")] = "https://api.telegram.org"
    proxy: Annotated[SecretStr, address("http", "https", "socks5")] | None = None
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: Annotated[str, AfterValidator(is_a_webhook)] | None = Field(default=None, validate_default=True)
    webhook_listen: Annotated[str, AfterValidator(is_listened_at)] = "127.0.0.1:8443"

    @field_validator("webhook_url")
    @classmethod
    def _can_be_reached(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("mode") == "webhook":
            raise ValueError(
                "telegram.webhook_url is missing: in this mode Telegram has to know where to bring updates"
            )
        return value

    @property
    def proxy_url(self) -> str | None:
        """The proxy's address, password and all."""
        return None if self.proxy is None else self.proxy.get_secret_value()


class Storage(_Section):
    """[storage]; relative paths are relative to the settings file's folder."""

    url: Annotated[str, AfterValidator(is_a_database), Field(repr=False)] = f"{SQLITE}data/shao.db"
    media_dir: Annotated[Path, AfterValidator(_names_something)] = Path("data/media")
    key_file: Annotated[Path, AfterValidator(_names_something)] = Path("data/shao.key")

    @property
    def file(self) -> Path | None:
        """The database, where it is a file."""
        return Path(self.url.removeprefix(SQLITE)) if self.url.startswith(SQLITE) else None

    def below(self, folder: Path) -> "Storage":
        """The same with absolute paths."""
        changes = {
            "url": self.url if self.file is None else f"{SQLITE}{folder / self.file}",
            "media_dir": folder / self.media_dir,
            "key_file": folder / self.key_file,
        }
        return self.model_copy(update=changes)


class Community(_Section):
    """[community]; the first language is for whoever speaks none of them."""

    time_zone: Annotated[str, AfterValidator(_is_a_zone)] = "Asia/Shanghai"
    languages: tuple[Annotated[str, AfterValidator(_is_a_language)], ...] = Field(default=LANGUAGES, min_length=1)


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=_ENV_PREFIX, env_nested_delimiter=_ENV_DELIMITER
    )

    telegram: Telegram
    storage: Storage = Storage()
    community: Community = Community()
    rates: RateSettings = RateSettings()
    limits: Limits = Limits()
    backup: BackupSettings = BackupSettings()
    health: HealthSettings = HealthSettings()
    warnings: WarningSettings = WarningSettings()
    points: PointSettings = PointSettings()
    categories: tuple[Category, ...] = Field(default=BUILT_IN, min_length=1, max_length=_MOST_BUTTONS)
    teams: Teams = ()
    routes: tuple[Route, ...] = ()
    calendar: CalendarSettings = CalendarSettings()
    hours: tuple[UnitHours, ...] = ()

    @property
    def volumes(self) -> tuple[Path, ...]:
        """The folders that fill as time goes by."""
        file, media, backups = self.storage.file, self.storage.media_dir, self.backup.dir
        return (*((file.parent,) if file else ()), media, *((backups,) if backups else ()))

    @field_validator("categories")
    @classmethod
    def _every_kind_has_its_names(cls, value: tuple[Category, ...], info: ValidationInfo) -> tuple[Category, ...]:
        community, seen = info.data.get("community", Community()), set[str]()
        for number, category in enumerate(value, start=1):
            if category.code in seen:
                raise ValueError(f"categories.{number}.code = {category.code!r}: stands there twice")
            seen.add(category.code)
            missing = [one for one in community.languages if one not in category.names]
            if missing and (category.names or category.code not in _OWN_KINDS):
                raise ValueError(f"categories.{number}.names: {category.code} should have a name in {missing[0]} too")
        return value

    @field_validator("routes")
    @classmethod
    def _routes_lead_somewhere(cls, value: tuple[Route, ...], info: ValidationInfo) -> tuple[Route, ...]:
        return checked_routes(value, info.data.get("teams", ()), info.data.get("categories", ()))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file, which comes as arguments."""
        return env_settings, init_settings


def load_settings(path: Path) -> Settings:
    """The settings of a file and the environment; SettingsError when something is wrong with them."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(f"there is no {path}; copy config.example.toml to it and put in your token") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    try:
        settings = Settings(**{"telegram": {}} | content)
    except EnvironmentUnreadable as error:
        raise SettingsError(_environment_sentence(error)) from None
    except ValidationError as error:
        raise SettingsError(f"{path}: {'; '.join(_sentence(one) for one in error.errors())}") from None
    folder = path.parent.absolute()
    return settings.model_copy(
        update={
            "storage": settings.storage.below(folder),
            "backup": settings.backup.below(folder),
            "warnings": settings.warnings.below(folder),
        }
    )


def _environment_sentence(error: EnvironmentUnreadable) -> str:
    """pydantic-settings names the section alone, so every variable is named that may be meant."""
    section = re.search(r'field "(\w+)"', str(error))
    prefix = f"{_ENV_PREFIX}{section[1]}".upper() if section else _ENV_PREFIX
    names = sorted(name for name in os.environ if name.upper().startswith(prefix))
    return f'{" or ".join(names)} in the environment: a list or a whole section should be JSON, such as ["en"]'


def _sentence(problem: Any) -> str:
    """One problem, with the setting's path, its value, and what would be right."""
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in problem["loc"])
    what = problem["msg"].removeprefix("Value error, ")
    variable = _ENV_PREFIX + _ENV_DELIMITER.join(where.split(".")).upper()
    match problem["type"]:
        case "missing":
            return f"{where} is missing; put it into the file or into the environment as {variable}"
        case "extra_forbidden":
            return f"{where} is not a setting{_nearest(problem['loc'])}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{where}: should be a section, written as [{where}] above its settings"
        case "tuple_type" if where in _TABLES:
            return f"{where}: should be written as [[{where}]], once for each"
        case "tuple_type":
            what = "should be a list, in square brackets"
        case "value_error" if not isinstance(problem["input"], str | int | float | Path):
            return str(what)  # about a whole section: it names the setting itself
    source = f" (from {variable})" if variable in {name.upper() for name in os.environ} else ""
    return f"{where}{source} = {_shown(problem['loc'], problem['input'])}: {what[:1].lower()}{what[1:]}"


def _shown(location: tuple[Any, ...], value: object) -> str:
    """A value in a few characters of one line; never a secret, wherever it was put."""
    if location[:2] in _SECRET or (location[:2] == ("storage", "url") and may_hold_a_password(value)):
        return "(not shown)"
    if isinstance(value, Mapping | list | tuple):
        return "(several values)"
    shown = _PASSWORD.sub("(not shown)@", _TOKEN.sub("(not shown)", repr(value)))
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"


def _nearest(location: tuple[Any, ...]) -> str:
    names = _settings_of(location[:-1])
    section = next((name for name in Settings.model_fields if location[-1] in _settings_of((name,))), None)
    if len(location) == 1 and section is not None:
        return f"; it belongs into the section [{section}]"
    near = get_close_matches(str(location[-1]), names, n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}"


def _settings_of(section: tuple[Any, ...]) -> list[str]:
    """The names of what can be set in a section; () is the whole file."""
    if not section:
        return list(Settings.model_fields)
    if section[0] in _TABLES:
        return list(_TABLES[section[0]].model_fields)
    return list(getattr(Settings.model_fields[section[0]].annotation, "model_fields", {}))
