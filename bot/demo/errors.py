"""Errors as Telegram words them."""


class ApiError(Exception):
    """Answered as {"ok": false, ...}; `retry_after` in seconds with 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(description: str) -> ApiError:
    """400."""
    return ApiError(400, f"Bad Request: {description}")
