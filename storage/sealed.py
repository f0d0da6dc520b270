"""The sealed columns, as data: what has to be sealed anew when the key changes. A test compares them with the tables' comments."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SealedColumn:
    """A column, the purpose its values are bound to (see seal.py), and the columns that tell its rows apart."""

    table: str
    column: str
    purpose: str
    key: tuple[str, ...] = ("id",)

    @property
    def name(self) -> str:
        """As people write it."""
        return f"{self.table}.{self.column}"


SEALED = (
    SealedColumn("people", "telegram_id", "telegram"),
    SealedColumn("people", "name", "name"),
    SealedColumn("people", "area", "area"),
    SealedColumn("groups", "chat_id", "group"),
    SealedColumn("inbox", "body", "update", ("seq",)),
    SealedColumn("dialogs", "recipient", "recipient", ("chat",)),
    SealedColumn("dialogs", "draft", "draft", ("chat",)),
    SealedColumn("outbox", "recipient", "recipient"),
    SealedColumn("outbox", "payload", "message"),
    SealedColumn("slots", "recipient", "recipient", ("chat", "slot")),
    SealedColumn("reports", "reporter", "reporter"),
    SealedColumn("reports", "reporter_name", "name"),
    SealedColumn("reports", "reason", "words"),
    SealedColumn("reports", "place_words", "words"),
    SealedColumn("reports", "words", "words"),
    SealedColumn("authorship", "report", "authorship", ("who", "report")),
    SealedColumn("report_media", "file_id", "file_id"),
    SealedColumn("glances", "person", "glance"),
    SealedColumn("glances", "file_id", "file_id"),
    SealedColumn("report_events", "note", "words"),
    SealedColumn("lookers", "place", "look", ("person_id",)),
    SealedColumn("wishes", "body", "wishes", ("person_id",)),
    SealedColumn("uses", "times", "uses", ("who", "what")),
    SealedColumn("parcels", "recipient", "recipient"),
    SealedColumn("notices", "words", "words"),
    SealedColumn("alerts", "content", "alert"),
    SealedColumn("alerts", "reason", "words"),
    SealedColumn("alerts", "review", "words"),
    SealedColumn("drills", "words", "words"),
    SealedColumn("transfers", "about", "words"),
    SealedColumn("vouchers", "code", "words"),
    SealedColumn("vouchers", "holder", "recipient"),
    SealedColumn("courses", "title", "words"),
    SealedColumn("sessions", "place", "words"),
    SealedColumn("phrases", "words", "words"),
    SealedColumn("shifts", "number", "words"),
    SealedColumn("factors", "secret", "factor", ("person_id",)),
    SealedColumn("farewells", "content", "farewell"),
)
