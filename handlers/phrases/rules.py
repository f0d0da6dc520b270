"""What holds for ready sentences. Pure."""

from handlers.texts import clean, shorten

MOST = 12  # of a unit
_LONGEST = 200  # as Telegram counts


def sentence(words: str) -> str | None:
    """A sentence in one line, as it is kept; None where nothing is left. A colon at its beginning would make it one of ours."""
    line = " ".join(clean(words).split()).lstrip(": ")
    return shorten(line, _LONGEST) or None
