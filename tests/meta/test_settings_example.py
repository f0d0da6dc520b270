"""config.example.toml against the settings: it loads, names and explains every setting, and what it shows are the defaults."""

import re
import shutil
from itertools import takewhile
from pathlib import Path

import pytest

from bot.config import Settings, SettingsError, load_settings
from handlers.clocks.settings import UnitHours
from handlers.report.settings import BUILT_IN, Category
from handlers.teams.settings import Route, Team
from storage.case import Urgency

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
LINES = EXAMPLE.read_text(encoding="utf8").splitlines()
TOKEN = "123456789:" + "x" * 35

# A setting, or the head of its section, behind "#" or not; what has a blank after the "#" is prose.
SETTING = re.compile(r"#?(?P<name>[a-z_]+) = ")
SECTION = re.compile(r"#?\[+(?P<name>[a-z_]+)\]+$")
SHOWN_IN_PROSE = ("categories", "teams", "routes", "hours")
NO_DEFAULT = ("proxy", "webhook_url", "dir", "recipient", "listen", "cap_")


def named() -> dict[str, list[int]]:
    """Each setting that the file names, as section.name, and the numbers of its lines."""
    section, found = "", dict[str, list[int]]()
    for number, line in enumerate(LINES):
        if head := SECTION.match(line):
            section = head["name"]
        elif setting := SETTING.match(line):
            found.setdefault(f"{section}.{setting['name']}", []).append(number)
    return found


def wanted() -> set[str]:
    """Each setting there is. Shown in prose are the names of kinds, since ours have theirs, and teams, of which there are none."""
    sections = {name: field.annotation for name, field in Settings.model_fields.items() if name not in SHOWN_IN_PROSE}
    kinds = {f"categories.{name}" for name in Category.model_fields if name != "names"}
    return kinds | {f"{name}.{one}" for name, model in sections.items() for one in getattr(model, "model_fields", ())}


def with_token(folder: Path, text: str) -> Settings:
    path = folder / "config.toml"
    path.write_text(text.replace("put the token from BotFather here", TOKEN), encoding="utf8")
    return load_settings(path)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHAO_TELEGRAM__TOKEN", raising=False)


def test_names_every_setting_and_no_other() -> None:
    assert set(named()) == wanted()


def test_explains_every_setting() -> None:
    """In prose right above it, or above the group that it stands in."""
    for name, numbers in named().items():
        number = numbers[0]
        while SETTING.match(LINES[number]) or SECTION.match(LINES[number]) or not LINES[number]:
            number -= 1
        assert re.match(r"# \w", LINES[number]), name
        assert len(LINES[number]) > 25, name


def test_a_copy_with_the_token_works(tmp_path: Path) -> None:
    settings = with_token(tmp_path, EXAMPLE.read_text(encoding="utf8"))
    assert settings.telegram.token.get_secret_value() == TOKEN


def test_a_copy_alone_says_what_is_missing(tmp_path: Path) -> None:
    shutil.copy2(EXAMPLE, tmp_path / "config.toml")
    with pytest.raises(SettingsError, match=r"telegram\.token.*BotFather"):
        load_settings(tmp_path / "config.toml")


def test_what_it_shows_are_the_defaults(tmp_path: Path) -> None:
    """With each "#" taken away, nothing changes, but for what has no default."""
    shown = [line.removeprefix("#") if SETTING.match(line) or SECTION.match(line) else line for line in LINES]
    defaults = [line for line in shown if not line.startswith(NO_DEFAULT)]
    plain = with_token(tmp_path, EXAMPLE.read_text(encoding="utf8"))
    assert with_token(tmp_path, "\n".join(defaults)) == plain
    assert plain.categories == BUILT_IN
    assert defaults.count("[[categories]]") == len(BUILT_IN)
    every = with_token(tmp_path, "\n".join(shown))
    assert None not in (every.telegram.proxy, every.telegram.webhook_url, every.backup.dir, every.backup.recipient)


def test_the_own_kind_it_explains_works(tmp_path: Path) -> None:
    settings = with_token(tmp_path, "\n".join([*LINES, *in_prose("categories")]))
    assert settings.categories == (
        Category(
            code="playground",
            answer_hours=7,
            act_hours=21,
            fix_hours=70,
            time="working",
            names={"zh-Hans": "游乐设施", "en": "Playground"},
        ),
    )


def test_the_team_and_the_route_it_explains_work(tmp_path: Path) -> None:
    """With everything that a team has."""
    settings = with_token(tmp_path, "\n".join([*LINES, *in_prose("teams"), *in_prose("routes")]))
    (team,), (route,) = settings.teams, settings.routes
    assert team == Team(code="GAS", unit="MY-DISTRICT", name="燃气公司", name_en="Gas company")
    assert team.model_fields_set == Team.model_fields.keys()
    assert route == Route(unit="MY-COMMUNITY", team="GAS", kinds=("gas",), urgency=Urgency.DANGER)
    assert route.model_fields_set == Route.model_fields.keys()


def test_the_hours_it_explains_work(tmp_path: Path) -> None:
    settings = with_token(tmp_path, "\n".join([*LINES, *in_prose("hours")]))
    assert settings.hours == (UnitHours(unit="MY-COMMUNITY", days=(1, 2, 3, 4, 5, 6), hours=("8:30-20:00",)),)
    assert settings.hours[0].model_fields_set == UnitHours.model_fields.keys()


def in_prose(section: str) -> list[str]:
    """The lines of the one example of a section that stands indented in the prose."""
    head = LINES.index(f"#     [[{section}]]")
    return [line.removeprefix("#     ") for line in takewhile(lambda line: line.startswith("#     "), LINES[head:])]


def test_the_environment_it_explains_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = dict(re.findall(r"(SHAO_(?:RATES|COMMUNITY)\w+)='?([^' ]+)", EXAMPLE.read_text(encoding="utf8")))
    assert shown == {"SHAO_RATES__PER_SECOND": "20", "SHAO_COMMUNITY__LANGUAGES": '["en"]'}
    for name, value in shown.items():
        monkeypatch.setenv(name, value)
    settings = with_token(tmp_path, EXAMPLE.read_text(encoding="utf8"))
    assert (settings.rates.per_second, settings.community.languages) == (20, ("en",))
