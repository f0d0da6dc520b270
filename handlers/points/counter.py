"""Points for one report handed out at the counter, to whoever shows its claim code: nobody there learns whose account they come from."""

from handlers.context import Work
from handlers.points import rules
from handlers.points.earning import operation
from storage.case import Report
from storage.ledger import AccountKind, Moved, Reason, Transfer


async def paid_for(work: Work, report: Report) -> int:
    """How many points a report brought; 0 where it brought none, or nobody has them any more."""
    if report.reporter_id is None:
        return 0
    case = await work.store.reports.case_of(report)
    return await work.store.ledger.amount(operation(work.store, case, report.reporter_id))


async def take(work: Work, report: Report) -> bool:
    """Takes them from the account into which they went; False where too few of them are left there."""
    points, unit_id = await paid_for(work, report), report.unit_id or report.grid_id
    if points == 0 or report.reporter_id is None or unit_id is None:
        return True
    ledger = work.store.ledger
    account, rewards = await ledger.open_person(report.reporter_id), await ledger.of_unit(AccountKind.REWARDS, unit_id)
    ends = {"debit_id": account.id, "credit_id": rewards.id, "amount": points, "about": report.code}
    what = {"operation": ledger.operation("counter", report.id), "reason": Reason.REDEEMED}
    moved = await ledger.move(Transfer.model_validate(ends | what), day=rules.day(work.now, work.house.zone))
    return moved is not Moved.SHORT
