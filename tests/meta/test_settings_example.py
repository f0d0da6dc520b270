"""config.example.toml against the settings: it loads, it names every setting, and what it shows are the defaults."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from handlers.report.settings import Category

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
SECTIONS = [name for name, field in Settings.model_fields.items() if hasattr(field.annotation, "model_fields")]


def test_it_loads_as_it_is(tmp_path: Path) -> None:
    """Copied beside a folder of its own, with the token still to be put in."""
    copy = tmp_path / "config.toml"
    copy.write_text(EXAMPLE.read_text(encoding="utf8"), encoding="utf8")
    settings = load_settings(copy)
    assert settings.storage.key_file == tmp_path / "data" / "shao.key"


@pytest.mark.parametrize("section", SECTIONS)
def test_it_names_every_setting_and_shows_the_default(section: str) -> None:
    """One that is commented out has no default to show."""
    model = Settings.model_fields[section].annotation
    assert model is not None
    given = tomllib.loads(EXAMPLE.read_text(encoding="utf8"))[section]
    for name, field in model.model_fields.items():
        if name in given and not field.is_required():
            shown = tuple(given[name]) if isinstance(given[name], list) else given[name]
            assert shown in (field.default, str(field.default)), name
        assert name in given or re.search(rf"^# {name} = ", EXAMPLE.read_text(encoding="utf8"), re.MULTILINE), name


def test_every_setting_is_explained() -> None:
    """A comment stands above each, or above a group of the same kind."""
    lines = EXAMPLE.read_text(encoding="utf8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[a-z_]+ = ", line) and not line.startswith("in_flight"):
            assert lines[number - 1].startswith("# "), line


def test_the_categories_it_describes_are_right(tmp_path: Path) -> None:
    """With the comments of the last part taken away, it loads too."""
    text = EXAMPLE.read_text(encoding="utf8")
    head, mark, tail = text.partition("# [[categories]]")
    copy = tmp_path / "config.toml"
    copy.write_text(head + re.sub(r"^# ?", "", mark + tail, flags=re.MULTILINE), encoding="utf8")
    names = {"zh-Hans": "流浪犬", "en": "Stray dogs"}
    assert load_settings(copy).categories == (
        Category(code="gas", answer_hours=1),
        Category(code="stray_dogs", answer_hours=12, names=names),
    )
