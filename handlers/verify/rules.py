"""What is allowed, and in which words, where a case is said to be dealt with. Pure."""

from handlers.messages import Argument, text

UNSHOWN = ("private", "invisible", "gone")  # ready reasons why no picture shows what was done


def reason_words(reason: str) -> Argument:
    """One of our reasons in the reader's language, or the words somebody wrote."""
    return text(f"unshown-{reason.removeprefix(':')}") if reason.startswith(":") else reason
