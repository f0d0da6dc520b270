"""What becomes of a ready sentence as it is written."""

import pytest

from handlers.phrases.rules import sentence


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("在几楼？", "在几楼？"),
        ("  在\n几楼 ？ ", "在 几楼 ？"),
        (":where", "where"),
        (": : x", "x"),
        ("", None),
        (" \n ", None),
        ("::", None),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_one_line_that_is_none_of_ours(written: str, kept: str | None) -> None:
    """A colon at the beginning is the mark of our own questions and reasons."""
    assert sentence(written) == kept
