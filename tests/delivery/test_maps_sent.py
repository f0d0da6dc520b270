"""Messages with a map: a photo in the reader's language; words alone where there is none to be had, and never fewer words for its sake."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
import shapely
from PIL import Image

from bot.delivery import compose
from bot.delivery.mapping import MapSheet, draw_map
from handlers.alerts.wording import map_title
from handlers.messages import AreaMap, Message, Named, Outline, text
from storage.alert import Level
from storage.outbox import Slot
from storage.people import Address
from tests.delivery.parts import Post, texts, words

AREA = str(shapely.to_geojson(shapely.Point(104.06, 30.65).buffer(0.002)))
AROUND = str(shapely.to_geojson(shapely.box(104.05, 30.64, 104.07, 30.66)))
GRID = Outline(name=text("named", name=Named(names={"": "<石桥>网格", "en": "Stone & Bridge"})), geometry=AROUND)
MAP = AreaMap(title=map_title(Level.RED), level=Level.RED, area=AREA, outlines=(GRID,))
WARNING = Message(text=text("named", name="gas"), lines=(text("named", name="leave"),), map=MAP)
PICTURE = b"a picture"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Of what other tests have drawn."""
    draw_map.cache_clear()


def reader(language: str = "zh-Hans", mapped: bytes | None = PICTURE) -> compose.Reader:
    address = Address(chat_id=1, language=language, reachable=True, heard=0)
    return compose.Reader(address, texts(), datetime(2026, 5, 20, tzinfo=UTC), mapped=mapped)


def elsewhere(area: str) -> Message:
    """The same warning of another area."""
    return WARNING.model_copy(update={"map": MAP.model_copy(update={"area": area})})


class TestComposed:
    @pytest.mark.parametrize(
        ("language", "title", "name"), [("zh-Hans", "红色预警", "<石桥>网格"), ("en", "Red warning", "Stone & Bridge")]
    )
    def test_in_the_reader_s_words(self, language: str, title: str, name: str) -> None:
        """As they are read, not as they are marked up."""
        sheet = compose.map_sheet(WARNING, reader(language))
        assert sheet == MapSheet(title, Level.RED, AREA, ((name, AROUND),))

    def test_survives_json(self) -> None:
        assert Message.model_validate(WARNING.model_dump(mode="json")) == WARNING

    def test_goes_as_a_photo_with_its_words(self) -> None:
        call = compose.compose(WARNING, reader(), None)
        assert (call.method, call.params["caption"], call.form) == ("sendPhoto", "gas\nleave", "caption")

    def test_goes_as_words_where_there_is_none(self) -> None:
        call = compose.compose(WARNING, reader(mapped=None), None)
        assert (call.method, call.params["text"], call.form) == ("sendMessage", "gas\nleave", "text")

    @pytest.mark.parametrize(("count", "has_map"), [(900, True), (1020, False)])
    def test_words_are_not_cut_for_a_picture(self, count: int, has_map: bool) -> None:
        """Whoever must read them reads all of them; a repeat has its mark as well."""
        message = WARNING.model_copy(update={"lines": (text("named", name="字" * count),)})
        assert (compose.map_sheet(message, reader()) is not None) == has_map

    @pytest.mark.parametrize(
        ("form", "mapped", "method"),
        [
            ("caption", PICTURE, "editMessageMedia"),
            ("caption", None, "editMessageCaption"),
            ("text", PICTURE, "editMessageText"),
        ],
    )
    def test_an_edit_changes_the_picture_where_there_is_one(self, form: Any, mapped: bytes | None, method: str) -> None:
        edit = WARNING.model_copy(update={"edits": "slot"})
        assert compose.compose(edit, reader(mapped=mapped), Slot(message_id=7, form=form)).method == method


class TestSent:
    async def test_a_photo(self, post: Post) -> None:
        """Many get it, and it is drawn once."""
        await post.meet(3)
        await post.owe(WARNING)
        await post.start()
        await post.drained()
        assert [one.method for one in post.came()] == ["sendPhoto"] * 3
        (shown,) = post.got(2)
        content = post.server.world.files[str(shown.photo)]
        assert shown.caption == "gas\nleave"
        assert isinstance(content, bytes)
        assert Image.open(io.BytesIO(content)).width == 900
        assert draw_map.cache_info().currsize == 1

    async def test_a_broken_one_holds_no_warning_up(self, post: Post, caplog: pytest.LogCaptureFixture) -> None:
        await post.meet(1)
        await post.owe(elsewhere("{"))
        await post.start()
        await post.drained()
        assert [(one.text, one.photo) for one in post.got()] == [("gas\nleave", None)]
        assert "a map could not be drawn" in caplog.text

    async def test_an_update_brings_its_own(self, post: Post) -> None:
        """In the place of the one before, without a sound."""
        await post.meet(1)
        await post.owe(WARNING, slot="alert")
        await post.start()
        await post.drained()
        (before,) = [one.photo for one in post.got()]
        wider = str(shapely.to_geojson(shapely.Point(104.06, 30.65).buffer(0.004)))
        await post.owe(elsewhere(wider).model_copy(update={"edits": "slot"}), slot="alert")
        await post.drained()
        (shown,) = post.got()
        assert shown.photo != before
        assert shown.caption == "gas\nleave"
        await post.owe(words(1).model_copy(update={"edits": "slot"}), slot="alert")
        await post.drained()
        assert [(one.photo, one.caption) for one in post.got()] == [(shown.photo, "message-1")]
