"""Points for what is verified, never for what is sent. Each case pays each of its people once, whatever happens to it later."""

from handlers import rights
from handlers.context import Work
from handlers.joining.ledger import Contribution, contributions
from handlers.messages import Message, text
from handlers.points import rules
from handlers.points.rules import Cut, Got, Worth
from storage.case import Report, Urgency
from storage.ledger import Account, AccountKind, Moved, Reason, Transfer
from storage.outbox import Lane, Owed
from storage.outbox import Worth as Sent
from storage.store import Store

_FOR_REPORTS = (Reason.VERIFIED, Reason.JOINED)


async def pay(work: Work, case: Report) -> None:
    """To all who brought it to notice, but for those whose work it is."""
    unit_id = case.unit_id or case.grid_id
    if unit_id is None:
        return
    before = await work.store.reports.verified_like(case, since=work.now - rules.SAME_AGAIN)
    issue = await work.store.ledger.of_unit(AccountKind.ISSUE, unit_id)
    for one in await contributions(work.store, case):
        if not await _is_their_work(work, one.person_id, case):
            await _pay(work, case, one, issue, before)


def operation(store: Store, case: Report, person_id: int) -> str:
    """What pays somebody for a case."""
    return store.ledger.operation("verified", case.id, person_id)


async def _is_their_work(work: Work, person_id: int, case: Report) -> bool:
    handles = await rights.may_handle(work.store, person_id, case)
    return handles or await rights.may_answer(work.store, person_id, case)


async def _pay(work: Work, case: Report, one: Contribution, issue: Account, before: int) -> None:
    account = await work.store.ledger.open_person(one.person_id)
    settings = work.house.points
    table = settings.riders if one.report.by_rider else settings.residents
    counted = rules.Case(is_danger=case.urgency is Urgency.DANGER, place=one.place, before=before)
    worth = rules.worth(counted, table, settings, await _got(work, account))
    if worth.points == 0:
        if worth.cut is not Cut.NONE:
            await _tell(work, one, worth, account.balance)
        return
    transfer = Transfer(
        operation=operation(work.store, case, one.person_id),
        debit_id=issue.id,
        credit_id=account.id,
        amount=worth.points,
        reason=Reason.VERIFIED if one.place == 1 else Reason.JOINED,
        about=one.report.code,
        expires_at=rules.expires_at(work.now, work.house.zone),
    )
    if await work.store.ledger.move(transfer, day=rules.day(work.now, work.house.zone)) is Moved.MADE:
        await _tell(work, one, worth, account.balance + worth.points)


async def _got(work: Work, account: Account) -> Got:
    zone, ledger = work.house.zone, work.store.ledger
    today, this_month = rules.day(work.now, zone), rules.month(work.now, zone)
    return Got(
        today=sum([await ledger.got_since(account.id, one, today) for one in _FOR_REPORTS]),
        this_month=sum([await ledger.got_since(account.id, one, this_month) for one in _FOR_REPORTS]),
    )


async def _tell(work: Work, one: Contribution, worth: Worth, balance: int) -> None:
    settings = work.house.points
    most = settings.most_a_day if worth.cut is Cut.DAY else settings.most_a_month
    head = "points-got" if worth.points else "points-got-none"
    lines = () if worth.cut is Cut.NONE else (text(f"points-cut-{worth.cut.value}", most=most),)
    told = Message(
        text=text(head, code=one.report.code, points=worth.points, balance=balance), lines=lines, silent=True
    )
    owed = Owed(person_id=one.person_id, payload=told.model_dump(mode="json"), lane=Lane.NOTICES, worth=Sent.ONCE)
    await work.owe([owed])
