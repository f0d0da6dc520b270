"""Cells of a spreadsheet that somebody else will open."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> object:
    """People's words that a spreadsheet would run as a formula get an apostrophe before them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
