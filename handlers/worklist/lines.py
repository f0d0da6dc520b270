"""How a case looks in a list of what is to be done."""

from collections.abc import Iterable

from handlers.buttons import button, in_rows
from handlers.context import Rows, Work
from handlers.messages import Moment, Text, text
from handlers.report import card
from storage.case import Report, Urgency

SORTS = ("danger", "late", "ordinary")


async def line(work: Work, report: Report) -> Text:
    """A report in a list of them."""
    grid = None if report.grid_id is None else await work.store.units.by_id(report.grid_id)
    return text(
        f"worklist-line-{_sort(report)}",
        code=report.code,
        kind=card.kind_name(report.category, work.house.categories),
        grid=card.unit_name(grid),
        at=Moment.of(report.created_at),
        status=text(f"card-status-{report.status.value}"),
    )


def openers(reports: Iterable[Report]) -> Rows:
    """Buttons that open their cards."""
    opens = [button("named", "card", report.code, name=report.code) for report in reports]
    return in_rows(opens)


def _sort(report: Report) -> str:
    if report.urgency is Urgency.DANGER:
        return "danger"
    return "late" if report.is_overdue else "ordinary"
