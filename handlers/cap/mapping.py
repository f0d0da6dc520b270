"""Between CAP's words and ours: levels, kinds, languages."""

import re
from collections.abc import Mapping

from handlers.cap.records import CapAlert, CapInfo, CapUrgency, Category, Certainty, Severity
from handlers.cap.shapes import shape_of
from handlers.texts import Texts
from storage.alert import AlertKind, Level

__all__ = [
    "CATEGORIES",
    "CERTAINTIES",
    "SEVERITIES",
    "URGENCIES",
    "event_text",
    "info_for",
    "kind_of",
    "level_of",
    "shape_of",
]

SEVERITIES: Mapping[Level, Severity] = {
    Level.RED: Severity.EXTREME,
    Level.ORANGE: Severity.SEVERE,
    Level.YELLOW: Severity.MODERATE,
    Level.BLUE: Severity.MINOR,
}
URGENCIES: Mapping[Level, CapUrgency] = {
    Level.RED: CapUrgency.IMMEDIATE,
    Level.ORANGE: CapUrgency.IMMEDIATE,
    Level.YELLOW: CapUrgency.EXPECTED,
    Level.BLUE: CapUrgency.FUTURE,
}
CERTAINTIES: Mapping[Level, Certainty] = {
    Level.RED: Certainty.OBSERVED,
    Level.ORANGE: Certainty.LIKELY,
    Level.YELLOW: Certainty.LIKELY,
    Level.BLUE: Certainty.POSSIBLE,
}
CATEGORIES: Mapping[AlertKind, Category] = {
    AlertKind.RAINSTORM: Category.MET,
    AlertKind.FLOOD: Category.MET,  # CAP counts floods here
    AlertKind.HEAT: Category.MET,
    AlertKind.GAS: Category.SAFETY,
    AlertKind.FIRE: Category.FIRE,
    AlertKind.POWER: Category.INFRA,
    AlertKind.WATER: Category.INFRA,
    AlertKind.FALLING: Category.SAFETY,
    AlertKind.EARTHQUAKE: Category.GEO,
    AlertKind.HEALTH: Category.HEALTH,
    AlertKind.MISSING: Category.RESCUE,
    AlertKind.OTHER: Category.OTHER,
}
KINDS: Mapping[Category, AlertKind] = {Category.FIRE: AlertKind.FIRE, Category.HEALTH: AlertKind.HEALTH}
CODES: Mapping[str, AlertKind] = {"11B03": AlertKind.RAINSTORM, "11B09": AlertKind.HEAT}  # China's, of emergencies

# The more particular words come first: rain that brings a flood is a flood.
WORDS: Mapping[str, AlertKind] = {
    "cap-words-gas": AlertKind.GAS,
    "cap-words-flood": AlertKind.FLOOD,
    "cap-words-earthquake": AlertKind.EARTHQUAKE,
    "cap-words-missing": AlertKind.MISSING,
    "cap-words-falling": AlertKind.FALLING,
    "cap-words-power": AlertKind.POWER,
    "cap-words-water": AlertKind.WATER,
    "cap-words-health": AlertKind.HEALTH,
    "cap-words-rainstorm": AlertKind.RAINSTORM,
    "cap-words-fire": AlertKind.FIRE,
    "cap-words-heat": AlertKind.HEAT,
}


def level_of(severity: Severity) -> Level:
    """Ours for theirs; what is unknown is blue."""
    return next((level for level, one in SEVERITIES.items() if one is severity), Level.BLUE)


def event_text(kind: AlertKind, language: str, texts: Texts) -> str:
    """What an alert's `event` says."""
    return texts.plain(f"alert-kind-{kind.value}", language)


def kind_of(info: CapInfo, texts: Texts) -> AlertKind:
    """The likeliest: by China's codes, the words of the event, those of the headline, the category."""
    by_code = (CODES[value] for _, value in info.event_codes if value in CODES)
    by_words = (kind for words in (info.event, info.headline) if (kind := _named(words or "", texts)))
    by_category = (KINDS[one] for one in info.categories if one in KINDS)
    return next((kind for found in (by_code, by_words, by_category) for kind in found), AlertKind.OTHER)


def info_for(alert: CapAlert, language: str) -> CapInfo | None:
    """What it says in this language, or else in its first; None where it says nothing."""
    wanted = _main(language)
    return next((info for info in alert.infos if _main(info.language) == wanted), next(iter(alert.infos), None))


def _named(words: str, texts: Texts) -> AlertKind | None:
    said = words.casefold()
    found = (kind for key, kind in WORDS.items() if any(_stands_in(said, word) for word in texts.listed(key)))
    return next(found, None)


def _stands_in(said: str, word: str) -> bool:
    """Chinese words have no blanks between them; others begin where a word does, so that a wreath is no heat."""
    return re.search(rf"\b{re.escape(word)}", said, re.ASCII) is not None if word.isascii() else word in said


def _main(language: str) -> str:
    return language.casefold().split("-")[0]
