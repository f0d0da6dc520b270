"""Settings: a TOML file, overridden by environment variables such as SHAO_TELEGRAM__TOKEN."""

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.delivery.rates import Rates
from handlers.report.settings import BUILT_IN, Category, Limits
from storage.outbox import Lane

LANGUAGES = ("zh-Hans", "en")
_SQLITE = "sqlite+aiosqlite:///"
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
_NEVER_SHOWN = ("token", "proxy")


class SettingsError(Exception):
    """Something is wrong with the settings; says which one, what it is, and what would be right."""


def _address(*schemes: str) -> AfterValidator:
    def check(value: SecretStr | str) -> SecretStr | str:
        parts = urlsplit(value.get_secret_value() if isinstance(value, SecretStr) else value)
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError(f"should be an address that begins with {' or '.join(f'{one}://' for one in schemes)}")
        return value

    return AfterValidator(check)


def _looks_like_a_token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("should be the token that BotFather gave: digits, a colon, 35 letters")
    return value


def _is_sqlite(value: str) -> str:
    if not value.startswith(_SQLITE) or len(value) == len(_SQLITE):
        raise ValueError(f"should be {_SQLITE}PATH; other databases come later")
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
    api_url: Annotated[str, _address("http", "https")] = "https://api.telegram.org"
    proxy: Annotated[SecretStr, _address("http", "https", "socks5")] | None = None

    @property
    def proxy_url(self) -> str | None:
        """The proxy's address, password and all."""
        return None if self.proxy is None else self.proxy.get_secret_value()


class Storage(_Section):
    """[storage]; relative paths are relative to the settings file's folder."""

    url: Annotated[str, AfterValidator(_is_sqlite)] = f"{_SQLITE}data/shao.db"
    media_dir: Path = Path("data/media")
    key_file: Path = Path("data/shao.key")

    def below(self, folder: Path) -> "Storage":
        """The same with absolute paths."""
        database = folder / self.url.removeprefix(_SQLITE)
        changes = {
            "url": f"{_SQLITE}{database}",
            "media_dir": folder / self.media_dir,
            "key_file": folder / self.key_file,
        }
        return self.model_copy(update=changes)


class Community(_Section):
    """[community]; the first language is for whoever speaks none of them."""

    time_zone: Annotated[str, AfterValidator(_is_a_zone)] = "Asia/Shanghai"
    languages: tuple[Annotated[str, AfterValidator(_is_a_language)], ...] = Field(default=LANGUAGES, min_length=1)


class RateSettings(_Section):
    """[rates]: at most what Telegram allows."""

    per_second: int = Field(default=30, ge=1, le=30)
    bulk_reserve: int = Field(default=5, ge=0, le=29)
    chat_burst: int = Field(default=3, ge=1, le=5)
    in_flight_bulk: int = Field(default=8, ge=1, le=16)
    in_flight_answers: int = Field(default=8, ge=1, le=16)
    in_flight_life_safety: int = Field(default=4, ge=1, le=16)

    @model_validator(mode="after")
    def _bulk_leaves_something(self) -> "RateSettings":
        if self.bulk_reserve >= self.per_second:
            raise ValueError("bulk_reserve should be less than per_second, or bulk would never be sent")
        return self

    def as_rates(self) -> Rates:
        """As the sender wants them."""
        in_flight = {
            Lane.LIFE_SAFETY: self.in_flight_life_safety,
            Lane.ANSWERS: self.in_flight_answers,
            Lane.NOTICES: self.in_flight_answers,
            Lane.BULK: self.in_flight_bulk,
        }
        return Rates(self.per_second, self.bulk_reserve, self.chat_burst, in_flight)


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix="SHAO_", env_nested_delimiter="__")

    telegram: Telegram
    storage: Storage = Storage()
    community: Community = Community()
    rates: RateSettings = RateSettings()
    limits: Limits = Limits()
    categories: tuple[Category, ...] = Field(default=BUILT_IN, min_length=1)

    @model_validator(mode="after")
    def _every_kind_has_its_names(self) -> "Settings":
        own = {category.code for category in BUILT_IN}
        codes = [category.code for category in self.categories]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"categories: {twice[0]} stands there twice")
        for category in self.categories:
            missing = [one for one in self.community.languages if one not in category.names]
            if missing and (category.names or category.code not in own):
                raise ValueError(f"categories: {category.code} should have a name in {missing[0]}, under names")
        return self

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
        content = tomllib.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError as error:
        raise SettingsError(f"there is no {path}; copy config.example.toml to it and put in your token") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    try:
        settings = Settings(**content)
    except ValidationError as error:
        raise SettingsError(f"{path}: {'; '.join(_sentence(one) for one in error.errors())}") from None
    return settings.model_copy(update={"storage": settings.storage.below(path.parent.absolute())})


def _sentence(problem: Any) -> str:
    """One problem, with the setting's path, its value, and what would be right."""
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"])
    what = problem["msg"].removeprefix("Value error, ")
    if not where:
        return str(what)
    if problem["type"] == "missing":
        return f"{where} is missing; put it into the file or into the environment as SHAO_{where.upper().replace('.', '__')}"
    if problem["type"] == "extra_forbidden":
        return f"{where} is not a setting{_nearest(problem['loc'])}"
    value = "(not shown)" if any(secret in where for secret in _NEVER_SHOWN) else repr(problem["input"])[:80]
    return f"{where} = {value}: {what[:1].lower()}{what[1:]}"


def _nearest(location: tuple[Any, ...]) -> str:
    model: Any = Settings
    for part in location[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        model = field.annotation if field is not None and hasattr(field.annotation, "model_fields") else model
    near = get_close_matches(str(location[-1]), list(model.model_fields), n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(model.model_fields)}"
