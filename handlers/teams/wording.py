"""Notes of a case's history, which are kept as words: in the community's first language, as nobody knows who will read them."""

import html

from handlers.context import Work
from handlers.messages import Text


def in_words(work: Work, what: Text) -> str:
    """A text without markup, as plain words."""
    texts = work.house.texts
    return html.unescape(texts.render(what, texts.languages[0], now=work.now))
