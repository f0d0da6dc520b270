"""Who looks whether what was done is fixed, and what they say."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Text

from storage.tables.columns import Big, one_of, person, table, time

lookers = table(
    "lookers",
    # Who wants to look near a place of theirs. That is sealed, and its cell a keyed hash: both would say where somebody lives.
    person(key=True),
    Column("place", LargeBinary, nullable=False, comment="sealed; a point"),
    Column("cell", Text, nullable=False, comment="keyed hash of an H3 cell, resolution 10"),
    time("asked_on", nullable=True),  # the community's day, and no more, as the minute would say about which report
    Index("ix_lookers_cell", "cell"),
    rowid=False,
)

votes = table(
    "votes",
    # Who was asked whether a case is fixed, beside its reporter, and what they said; as long as it is asked. The hash is of report and
    # person together, so that no two rows can be told to be one person's.
    Column("report_id", Big, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("voter", Text, primary_key=True, comment="keyed hash of report and person"),
    Column("answer", Text),
    one_of("answer", "yes", "partly", "no"),
    rowid=False,
)
