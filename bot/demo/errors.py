"""Errors as Telegram words them."""


class ApiError(Exception):
    """Answered as {"ok": false, ...}; `retry_after` in seconds with 429, `migrate_to_chat_id` where a group has moved."""

    def __init__(
        self, code: int, description: str, retry_after: int | None = None, migrate_to_chat_id: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to_chat_id = migrate_to_chat_id

    @property
    def parameters(self) -> dict[str, int]:
        """What the caller may want to know besides."""
        known = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        return {name: value for name, value in known.items() if value is not None}


def bad_request(description: str) -> ApiError:
    """400."""
    return ApiError(400, f"Bad Request: {description}")
