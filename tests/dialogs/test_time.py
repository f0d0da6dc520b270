"""What happens when nobody answers: one reminder, then an end that is said, and nothing lost that has somewhere to go."""

from tests.town import HE, LIN, ZH_STAFF, ZHOU, Town


async def test_a_photo_without_a_place_is_reminded_of_once(here: Town) -> None:
    """After a quarter of an hour, and never again."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    here.clock.advance(minutes=16)
    for _ in range(3):
        await here.parts.keeper.dialogs_due()
        here.clock.advance(minutes=16)
    await here.quiet()
    assert sum("还差一个位置" in shown.words for shown in lin.from_bot) == 1
    lin.press("分享位置")
    await lin.hears("编号")


async def test_it_goes_to_the_own_grid_as_place_missing(here: Town) -> None:
    """After a day, where somebody has said where they live."""
    zhou, lin = await here.staff(ZHOU, ZH_STAFF), await here.known(LIN)
    await _lives_in(here, "QY-01-1")
    lin.photo(caption="楼道堆满了")
    await lin.hears("在哪里")
    here.clock.advance(hours=24)
    await here.parts.keeper.dialogs_due()
    await lin.hears("位置缺失")
    await lin.hears("编号")
    assert "楼道堆满了" in (await zhou.hears("位置缺失")).words
    await here.parts.keeper.dialogs_due()
    assert here.rows("SELECT place_source FROM reports") == [("missing",)]


async def test_it_is_dropped_with_a_word_where_there_is_no_grid(here: Town) -> None:
    """Nobody would know whom to give it to; the menu is back."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    here.clock.advance(hours=24)
    await here.parts.keeper.dialogs_due()
    await lin.hears("没有上报，内容已经删除")
    assert here.rows("SELECT COUNT(*) FROM reports") == [(0,)]
    assert any("报隐患" in key["text"] for row in lin.chat.keyboard for key in row)


async def test_a_place_with_a_photo_missing_is_dropped_too(here: Town) -> None:
    """A place alone says nothing."""
    lin = await here.known(LIN)
    lin.place()
    await lin.hears("有照片吗")
    here.clock.advance(hours=25)
    await here.parts.keeper.dialogs_due()
    await lin.hears("放得太久")


async def test_an_expired_question_is_answered_late(here: Town) -> None:
    """Before the scheduler has looked: the old draft ends with a word, what came begins a new report."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    here.clock.advance(hours=25)
    lin.photo()
    await lin.hears("没有上报，内容已经删除")
    await lin.hears("在哪里")
    await here.quiet()
    assert sum("照片收到了" in shown.words for shown in lin.from_bot) == 2
    lin.press("分享位置")
    await lin.hears("编号")
    assert here.rows("SELECT COUNT(*) FROM report_media") == [(1,)]


async def test_what_waits_for_consent_is_deleted_after_a_day(here: Town) -> None:
    """And so is whoever sent it."""
    he = here.person(HE)
    he.photo()
    await he.hears("请点一下")
    here.clock.advance(hours=24)
    await here.parts.keeper.dialogs_due()
    await he.hears("一直没有等到同意")
    await here.quiet()
    here.clock.advance(hours=1)
    await here.parts.keeper.forget()
    assert here.rows("SELECT COUNT(*) FROM people") == [(0,)]


async def test_what_was_to_be_added_is_added_in_any_case(here: Town) -> None:
    """Who forgets to press [done] loses nothing."""
    lin = await here.known(LIN)
    await here.reported(lin)
    lin.tap("补充照片")
    await lin.hears("请发要补充的")
    lin.text("还有三辆")
    await lin.hears("会加到")
    here.clock.advance(minutes=61)
    await here.parts.keeper.dialogs_due()
    await lin.hears("已补充到")
    assert here.rows("SELECT event FROM report_events ORDER BY id") == [("received",), ("added",)]


async def test_a_dialog_of_an_older_version_ends_with_a_word(here: Town) -> None:
    """After an upgrade a stored draft may not fit any more."""
    lin = await here.known(LIN)
    lin.photo()
    await lin.hears("在哪里")
    async with here.parts.database.write() as store:
        dialog = await store.dialogs.get(1)
        assert dialog is not None
        await store.dialogs.put(1, dialog.model_copy(update={"version": 0}))
    lin.photo()
    await lin.hears("放得太久")
    await lin.hears("在哪里")


async def test_pictures_are_fetched_afterwards_and_sealed(here: Town) -> None:
    """By a job that finds in the database what is due; twice fetches nothing twice."""
    lin = await here.known(LIN)
    await here.reported(lin, photos=2)
    for _ in range(2):
        await here.parts.copies.fetch_due()
    kept = here.rows("SELECT path, bytes FROM report_media WHERE state = 'kept'")
    assert len(kept) == 2
    files = sorted(path for path in (here.folder / "media").rglob("*") if path.is_file())
    assert len(files) == 2
    assert not any(b"JFIF" in path.read_bytes() for path in files)


async def _lives_in(here: Town, code: str) -> None:
    async with here.parts.database.write() as store:
        unit = await store.units.by_code(code)
        assert unit is not None
        person = here.rows("SELECT id FROM people ORDER BY id DESC")[0][0]
        await store.people.set_home(person, unit.id, now=here.clock.now)
