"""Settings: what is wrong is named by its path, with its value (never a secret) and what would be right, in one line."""

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings, SettingsError, load_settings
from handlers.report.settings import BUILT_IN
from storage.outbox import Lane

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAEhBP0av28frr0ZbtYBwNmyzrBSMUnYk4A"
GOOD = f'[telegram]\ntoken = "{TOKEN}"\n'
PASSWORD = "hunter2-hunter2"
TEAM = '[[teams]]\ncode = "GAS"\nunit = "QY"\nname = "燃气"\nname_en = "Gas"\n'
PLAYGROUND = '[[categories]]\ncode = "playground"\n'


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the developer has set counts for nothing here."""
    for name in ("TELEGRAM__TOKEN", "TELEGRAM__API_URL", "TELEGRAM__PROXY"):
        monkeypatch.delenv(f"SHAO_{name}", raising=False)


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(folder: Path, content: str | bytes) -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings(written(folder, content))
    return str(refused.value)


# (what stands in the file, and then everything that has to be said about it: path, value, what would be right)
BROKEN: dict[str, tuple[str | bytes, ...]] = {
    # the file
    "empty": ("", "telegram.token", "missing", "SHAO_TELEGRAM__TOKEN"),
    "not TOML": ("token: 5", "not valid TOML", "line 1"),
    "an open string": (f'{GOOD}[storage]\nurl = "sqlite', "not valid TOML", "Unterminated string"),
    "a section twice": (f"{GOOD}{GOOD}", "not valid TOML", "telegram"),
    "not UTF-8": (b'[community]\ntime_zone = "\xff"', "not UTF-8", "save it as UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), "not UTF-8"),
    # [telegram]
    "no token": ('[telegram]\napi_url = "https://a.b"', "telegram.token", "missing"),
    "the example's token": ('[telegram]\ntoken = "put the token from BotFather here"', "telegram.token", "BotFather"),
    "half a token": ('[telegram]\ntoken = "123456789:AAEh"', "telegram.token", "(not shown)", "BotFather"),
    "a token as number": ("[telegram]\ntoken = 123456789", "telegram.token", "(not shown)", "string"),
    "tokens": (f'[telegram]\ntoken = ["{TOKEN}"]', "telegram.token", "(not shown)", "string"),
    "a misspelt token": (f'[telegram]\ntokn = "{TOKEN}"', "telegram.tokn", "did you mean token?"),
    "a token outside its section": (f'token = "{TOKEN}"', "token is not a setting", "[telegram]"),
    "a token for a section": (f'telegram = "{TOKEN}"', "telegram", "section", "[telegram]"),
    "a list of sections": (f'[[telegram]]\ntoken = "{TOKEN}"', "telegram", "section"),
    "api_url without scheme": (f'{GOOD}api_url = "api.telegram.org"', "telegram.api_url", "'api.telegram.org'", "https://"),
    "api_url with another scheme": (f'{GOOD}api_url = "ftp://a.b"', "telegram.api_url", "'ftp://a.b'", "https://"),
    "api_url without host": (f'{GOOD}api_url = "https://"', "telegram.api_url", "'https://'", "address"),
    "api_url with half an address": (f'{GOOD}api_url = "http://[::1"', "telegram.api_url", "address"),
    "api_url with a port of letters": (f'{GOOD}api_url = "http://a:b"', "telegram.api_url", "'http://a:b'", "address"),
    "api_url with too large a port": (f'{GOOD}api_url = "http://a:99999"', "telegram.api_url", "address"),
    "api_url with a space": (f'{GOOD}api_url = "https://a b.c"', "telegram.api_url", "address"),
    "the token as api_url": (f'{GOOD}api_url = "{TOKEN}"', "telegram.api_url", "(not shown)", "https://"),
    "proxy without scheme": (f'{GOOD}proxy = "u:{PASSWORD}@a.b:1"', "telegram.proxy", "(not shown)", "socks5://"),
    "proxy with another scheme": (f'{GOOD}proxy = "socks4://u:{PASSWORD}@a.b"', "telegram.proxy", "(not shown)", "http://"),
    "proxy as number": (f"{GOOD}proxy = 1080", "telegram.proxy", "(not shown)", "string"),
    # [storage]
    "another database": (
        f'{GOOD}[storage]\nurl = "mysql://u:{PASSWORD}@host/db"',
        "storage.url", "(not shown)", "sqlite+aiosqlite:///PATH", "postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE",
    ),
    "another driver": (f'{GOOD}[storage]\nurl = "postgresql://u:{PASSWORD}@host/db"', "storage.url", "(not shown)", "postgresql+asyncpg"),
    "no database on the server": (f'{GOOD}[storage]\nurl = "postgresql+asyncpg://u:{PASSWORD}@host/"', "storage.url", "(not shown)"),
    "no server": (f'{GOOD}[storage]\nurl = "postgresql+asyncpg:///db"', "storage.url", "(not shown)"),
    "a password that is no address": (f'{GOOD}[storage]\nurl = "postgresql+asyncpg://u:{PASSWORD}#@h/d"', "storage.url", "%40"),
    "a password where the port is": (f'{GOOD}[storage]\nurl = "postgresql+asyncpg://u:{PASSWORD}"', "storage.url", "(not shown)"),
    "a path for an address": (f'{GOOD}[storage]\nurl = "data/shao.db"', "storage.url", "'data/shao.db'", "sqlite+aiosqlite:///"),
    "two slashes": (f'{GOOD}[storage]\nurl = "sqlite+aiosqlite://a.db"', "storage.url", "sqlite+aiosqlite:///PATH"),
    "an address without path": (f'{GOOD}[storage]\nurl = "sqlite+aiosqlite:///"', "storage.url", "PATH"),
    "no key file": (f'{GOOD}[storage]\nkey_file = ""', "storage.key_file", "path"),
    "a key file of numbers": (f"{GOOD}[storage]\nkey_file = 5", "storage.key_file = 5", "path"),
    "no folder for media": (f'{GOOD}[storage]\nmedia_dir = "."', "storage.media_dir", "path"),
    "misspelt in storage": (f'{GOOD}[storage]\nkeyfile = "a"', "storage.keyfile", "did you mean key_file?"),
    # [community]
    "no such zone": (f'{GOOD}[community]\ntime_zone = "Asia/Chengdu"', "community.time_zone", "'Asia/Chengdu'", "Asia/Shanghai"),
    "no zone": (f'{GOOD}[community]\ntime_zone = ""', "community.time_zone", "Asia/Shanghai"),
    "a zone outside the zones": (f'{GOOD}[community]\ntime_zone = "../../etc/passwd"', "community.time_zone", "Asia/Shanghai"),
    "no such language": (f'{GOOD}[community]\nlanguages = ["en", "fr"]', "community.languages.2", "'fr'", "zh-Hans, en"),
    "no languages": (f"{GOOD}[community]\nlanguages = []", "community.languages", "at least 1"),
    "a language": (f'{GOOD}[community]\nlanguages = "en"', "community.languages", "'en'", "list"),
    # [rates]
    "faster than Telegram": (f"{GOOD}[rates]\nper_second = 31", "rates.per_second = 31", "less than or equal to 30"),
    "standing still": (f"{GOOD}[rates]\nper_second = 0", "rates.per_second = 0", "greater than or equal to 1"),
    "a word for a number": (f'{GOOD}[rates]\nper_second = "fast"', "rates.per_second = 'fast'", "integer"),
    "half a message": (f"{GOOD}[rates]\nper_second = 2.5", "rates.per_second = 2.5", "integer"),
    "nothing for bulk": (f"{GOOD}[rates]\nper_second = 5\nbulk_reserve = 5", "rates.bulk_reserve = 5", "less than per_second"),
    "the default reserve is too much": (f"{GOOD}[rates]\nper_second = 4", "rates.bulk_reserve = 5", "less than per_second"),
    "less than no reserve": (f"{GOOD}[rates]\nbulk_reserve = -1", "rates.bulk_reserve = -1", "greater than or equal to 0"),
    "a long burst": (f"{GOOD}[rates]\nchat_burst = 20", "rates.chat_burst = 20", "less than or equal to 5"),
    "none in flight": (f"{GOOD}[rates]\nin_flight_bulk = 0", "rates.in_flight_bulk = 0", "greater than or equal to 1"),
    "many in flight": (f"{GOOD}[rates]\nin_flight_answers = 99", "rates.in_flight_answers = 99", "less than or equal to 16"),
    "a number for a section": (f"rates = 5\n{GOOD}", "rates", "[rates]"),
    # [limits]
    "an answer at once": (f"{GOOD}[limits]\nanswer_hours = 0", "limits.answer_hours = 0", "greater than or equal to 1"),
    "a long undo": (f"{GOOD}[limits]\nundo_minutes = 600", "limits.undo_minutes = 600", "less than or equal to 60"),
    "reminded tomorrow": (f"{GOOD}[limits]\nremind_minutes = 1440", "limits.remind_minutes = 1440", "1439"),
    "kept for ever": (f"{GOOD}[limits]\nkeep_hours = 1000", "limits.keep_hours = 1000", "168"),
    "an album": (f"{GOOD}[limits]\nphotos_per_report = 11", "limits.photos_per_report = 11", "10"),
    "a novel": (f"{GOOD}[limits]\nwords = 5000", "limits.words = 5000", "4000"),
    "a date for a number": (f"{GOOD}[limits]\nwords = 2026-05-20", "limits.words", "integer"),
    # [[categories]]
    "no kinds": (f"categories = []\n{GOOD}", "categories", "at least 1"),
    "too many kinds": (GOOD + "".join(f'[[categories]]\ncode = "k{n}"\n' for n in range(101)), "categories", "100"),
    "one kind": (f'{GOOD}[categories]\ncode = "gas"', "categories", "[[categories]]"),
    "a kind without code": (f"{GOOD}[[categories]]\nanswer_hours = 5", "categories.1.code", "missing"),
    "a kind with a bad code": (f'{GOOD}[[categories]]\ncode = "Gas leak"', "categories.1.code = 'Gas leak'", "match"),
    "a long code": (f'{GOOD}[[categories]]\ncode = "{"g" * 31}"', "categories.1.code", "match"),
    "the same kind twice": (f'{GOOD}{2 * PLAYGROUND.replace("playground", "gas")}', "categories.2.code = 'gas'", "twice"),
    "an own kind without names": (f"{GOOD}{PLAYGROUND}", "categories.1.names", "name in zh-Hans"),
    "an own kind with one name": (f'{GOOD}{PLAYGROUND}names = {{ zh-Hans = "乐" }}', "categories.1.names", "name in en"),
    "a kind with an empty name": (f'{GOOD}{PLAYGROUND}names = {{ zh-Hans = " ", en = "P" }}', "categories.1.names.zh-Hans", "at least 1"),
    "a kind with a long name": (f'{GOOD}{PLAYGROUND}names = {{ zh-Hans = "乐", en = "{41 * "P"}" }}',
        "categories.1.names.en", "at most 40"),
    "one team": (f'{GOOD}[teams]\ncode = "GAS"', "teams", "[[teams]]"),
    "a team without unit": (f"{GOOD}{TEAM.replace('unit', '#')}", "teams.1.unit", "missing"),
    "a team with a bad code": (f"{GOOD}{TEAM.replace('GAS', 'GAS:1')}", "teams.1.code = 'GAS:1'", "match"),
    "the same team twice": (f"{GOOD}{2 * TEAM}", "teams.2.code = 'GAS'", "twice"),
    "misspelt in a team": (f"{GOOD}{TEAM}nam = 1", "teams.1.nam is not", "did you mean name?"),
    "misspelt in a kind": (f'{GOOD}[[categories]]\ncod = "gas"', "categories.1.cod is not", "did you mean code?"),
    "the second kind": (f'{GOOD}[[categories]]\ncode = "gas"\n[[categories]]\ncode = "lift"\nanswer_hours = 0',
        "categories.2.answer_hours = 0"),
    # elsewhere
    "no such section": (f"{GOOD}[telegramm]\na = 1", "telegramm", "did you mean telegram?"),
    "nothing like it": (f"{GOOD}[weather]\nrain = true", "weather", "community"),
    "a setting outside its section": (f'time_zone = "UTC"\n{GOOD}', "time_zone", "[community]"),
    "two at once": (f"{GOOD}[rates]\nper_second = 31\n[limits]\nwords = 1", "rates.per_second = 31", "limits.words = 1"),
}  # fmt: skip


def test_there_are_enough() -> None:
    assert len(BROKEN) >= 50


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_setting_is_named(tmp_path: Path, what: str) -> None:
    content, *expected = BROKEN[what]
    said = refusal(tmp_path, content)
    for part in expected:
        assert str(part) in said
    assert "\n" not in said
    assert str(tmp_path / "config.toml") in said
    for secret in (TOKEN, TOKEN[10:], PASSWORD):
        assert secret not in said


def test_a_long_value_is_cut_short(tmp_path: Path) -> None:
    assert len(refusal(tmp_path, f'{GOOD}[community]\ntime_zone = "{"x" * 5000}"')) < 300 + len(str(tmp_path))


IN_SHORT = ("no token", "not TOML", "another database", "faster than Telegram", "two at once")


@pytest.mark.parametrize(
    "what", [pytest.param(one, marks=() if one in IN_SHORT else pytest.mark.full) for one in BROKEN]
)
def test_the_process_ends_with_one_line(tmp_path: Path, what: str) -> None:
    """And within three seconds of a processor: how many others want it at the time is not the settings' matter."""
    content, *expected = BROKEN[what]
    path, before = written(tmp_path, content), _seconds_of_children()
    command = [sys.executable, "-m", "bot", "run", "--config", str(path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert _seconds_of_children() - before < 3
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("shao: ")
    assert ended.stderr.count("\n") == 1
    for part in expected:
        assert str(part) in ended.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["config.toml"], "nothing was begun"


def _seconds_of_children() -> float:
    """Of those that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"config\.example\.toml"):
        load_settings(tmp_path / "config.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path)


class TestEnvironment:
    """SHAO_SECTION__NAME goes before the file, setting by setting."""

    def test_goes_before_the_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        other = TOKEN.replace("123", "321")
        monkeypatch.setenv("SHAO_TELEGRAM__TOKEN", other)
        monkeypatch.setenv("SHAO_RATES__PER_SECOND", "20")
        settings = load_settings(written(tmp_path, f"{GOOD}[rates]\nper_second = 10\nchat_burst = 2"))
        assert settings.telegram.token.get_secret_value() == other
        assert (settings.rates.per_second, settings.rates.chat_burst, settings.rates.bulk_reserve) == (20, 2, 5)

    def test_can_hold_the_token_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SHAO_TELEGRAM__TOKEN", TOKEN)
        assert load_settings(written(tmp_path, "")).telegram.token.get_secret_value() == TOKEN

    @pytest.mark.parametrize(
        ("name", "value", "section", "field", "expected"),
        [
            ("COMMUNITY__LANGUAGES", '["en"]', "community", "languages", ("en",)),
            ("LIMITS", '{"words": 200}', "limits", "words", 200),
            ("TELEGRAM__API_URL", "http://127.0.0.1:1", "telegram", "api_url", "http://127.0.0.1:1"),
            ("community__time_zone", "UTC", "community", "time_zone", "UTC"),
        ],
    )
    def test_lists_and_sections_are_json(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        value: str,
        section: str,
        field: str,
        expected: Any,
    ) -> None:
        monkeypatch.setenv(f"SHAO_{name}", value)
        settings = load_settings(written(tmp_path, GOOD))
        assert getattr(getattr(settings, section), field) == expected

    def test_kinds(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SHAO_CATEGORIES", '[{"code": "gas", "answer_hours": 2}]')
        (category,) = load_settings(written(tmp_path, GOOD)).categories
        assert (category.code, category.answer_hours) == ("gas", 2)

    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("RATES__PER_SECOND", "fast", ("rates.per_second (from SHAO_RATES__PER_SECOND) = 'fast'", "integer")),
            (
                "TELEGRAM__TOKEN",
                "secret-secret",
                ("telegram.token (from SHAO_TELEGRAM__TOKEN) = (not shown)", "BotFather"),
            ),
            ("TELEGRAM__TOKN", TOKEN, ("telegram.tokn", "did you mean token?")),
            ("TELEGRAM", TOKEN, ("SHAO_TELEGRAM", "JSON")),
            ("COMMUNITY__LANGUAGES", "en", ("SHAO_COMMUNITY__LANGUAGES", "list", "JSON")),
            ("CATEGORIES", "gas", ("SHAO_CATEGORIES", "JSON")),
        ],
    )
    def test_what_is_wrong_there_is_named_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: tuple[str, ...]
    ) -> None:
        monkeypatch.setenv(f"SHAO_{name}", value)
        said = refusal(tmp_path, GOOD)
        for part in expected:
            assert part in said
        assert "\n" not in said
        assert TOKEN not in said
        assert "secret-secret" not in said


def test_paths_are_seen_from_the_file_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the command is run; absolute ones stay."""
    monkeypatch.chdir("/")
    storage = load_settings(written(tmp_path, GOOD)).storage
    assert storage.url == f"sqlite+aiosqlite:///{tmp_path}/data/shao.db"
    assert (storage.media_dir, storage.key_file) == (tmp_path / "data/media", tmp_path / "data/shao.key")
    content = f'{GOOD}[storage]\nurl = "sqlite+aiosqlite:////var/shao.db"\nkey_file = "/etc/shao.key"'
    storage = load_settings(written(tmp_path, content)).storage
    assert (storage.url, storage.key_file) == ("sqlite+aiosqlite:////var/shao.db", Path("/etc/shao.key"))


@pytest.mark.parametrize(
    "address",
    [
        f"shao:{PASSWORD}@db.example:5432/shao",
        f"shao:{PASSWORD}@[::1]/shao?sslmode=require",
        "shao@/shao?host=/run/pg",
        "host/db",
    ],
)
def test_a_server_s_address_stays_as_it_is(tmp_path: Path, address: str) -> None:
    content = f'{GOOD}[storage]\nurl = "postgresql+asyncpg://{address}"'
    settings = load_settings(written(tmp_path, content))
    assert settings.storage.url == f"postgresql+asyncpg://{address}"
    assert PASSWORD not in repr(settings)


def test_good_settings(tmp_path: Path) -> None:
    """A BOM from a Windows editor, own kinds, renamed kinds, a proxy with its password."""
    content = (
        f'{GOOD}proxy = "socks5://u:{PASSWORD}@a.b:1080"\n[community]\nlanguages = ["en"]\n'
        f'{PLAYGROUND}names = {{ en = "Playground" }}\n[[categories]]\ncode = "gas"\nnames = {{ en = "Gas!" }}\n'
    )
    settings = load_settings(written(tmp_path, "\ufeff" + content))
    assert [category.names for category in settings.categories] == [{"en": "Playground"}, {"en": "Gas!"}]
    assert settings.telegram.proxy_url == f"socks5://u:{PASSWORD}@a.b:1080"
    assert PASSWORD not in repr(settings)
    assert TOKEN not in repr(settings)


def test_rates_reach_the_sender(tmp_path: Path) -> None:
    content = f"{GOOD}[rates]\nper_second = 10\nbulk_reserve = 2\nchat_burst = 1\nin_flight_life_safety = 9\n"
    rates = load_settings(written(tmp_path, content)).rates.as_rates()
    assert (rates.per_second, rates.bulk_reserve, rates.chat_burst) == (10, 2, 1)
    assert rates.in_flight == {Lane.LIFE_SAFETY: 9, Lane.ANSWERS: 8, Lane.NOTICES: 8, Lane.WARNINGS: 8, Lane.BULK: 8}


def test_defaults_are_the_design_s(tmp_path: Path) -> None:
    """Thirteen kinds, gas first to be answered."""
    settings: Settings = load_settings(written(tmp_path, GOOD))
    assert settings.categories == BUILT_IN
    assert len(BUILT_IN) == 13
    assert min(BUILT_IN, key=lambda category: category.answer_hours).code == "gas"
    assert (settings.community.time_zone, settings.community.languages) == ("Asia/Shanghai", ("zh-Hans", "en"))
