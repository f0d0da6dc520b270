"""Pictures of our own: what is on them can be read, and what their code says leads where it should."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageChops

from bot.delivery import compose
from bot.delivery.drawing import FONT, Sheet, draw
from handlers.messages import Drawing, Message, StartLink, text
from storage.people import Address
from tests.meta.test_texts import texts

LINK = "https://t.me/shao_bot?start=k_H-7K2M-9QXA_1a2b3c4d"
SHEET = Sheet("办理进度卡", ("在谁手里：物业公司",), "H-7K2M-9QXA · 1a2b3c4d", LINK)
MISSING = Path("/nowhere/font.ttc")
DRAWING = Drawing(title=text("passport-title"), lines=(text("passport-genuine"),), code="H", qr=StartLink(start="k_H"))


def picture(sheet: Sheet, font: Path = FONT) -> Image.Image:
    return Image.open(io.BytesIO(draw(sheet, font))).convert("L")


def shows_code_of(image: Image.Image, link: str) -> bool:
    """Whether the QR code of a link is on the picture, dot by dot, in the middle at its foot."""
    drawn = io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="png", scale=7, border=2)
    code = Image.open(drawn).convert("L")
    left, foot = (image.width - code.width) // 2, image.height - 48
    there = image.crop((left, foot - code.height, left + code.width, foot))
    return ImageChops.difference(there, code).getbbox() is None


@pytest.mark.parametrize("font", [FONT, MISSING], ids=["with the font", "without it"])
def test_has_the_code(font: Path) -> None:
    assert shows_code_of(picture(SHEET, font), LINK)
    assert not shows_code_of(picture(SHEET, font), LINK + "x")


def test_a_broken_font_is_none(tmp_path: Path) -> None:
    """A card without words on its picture is better than no card."""
    (tmp_path / "font.ttc").write_bytes(FONT.read_bytes()[:1000])
    assert draw(SHEET, tmp_path / "font.ttc") == draw(SHEET, MISSING)


def test_without_the_font_no_word_is_drawn() -> None:
    """But for the code, which is in Latin letters: boxes in the place of words would be worse than none."""
    assert draw(SHEET, MISSING) == draw(replace(SHEET, title="别的", lines=("别的",)), MISSING)
    assert draw(SHEET, MISSING) != draw(replace(SHEET, code="H-0000-0000"), MISSING)


class TestWords:
    def test_every_word_counts(self) -> None:
        for other in (
            replace(SHEET, title="别的"),
            replace(SHEET, lines=("在谁手里：燃气公司",)),
            replace(SHEET, code="H"),
        ):
            assert draw(other) != draw(SHEET)

    @pytest.mark.parametrize("line", ["很长的一句话，" * 60, "a long line of words " * 40, "W" * 500, "，" * 300])
    def test_long_lines_are_broken(self, line: str) -> None:
        """Nothing is drawn beyond the margin; no longer than Telegram takes."""
        image = picture(replace(SHEET, lines=(line,)))
        ink = ImageChops.invert(image).getbbox()
        assert ink is not None
        assert ink[2] <= image.width - 40
        assert image.height > picture(SHEET).height
        assert image.width + image.height < 10_000


class TestComposed:
    def reader(self, bot_name: str | None) -> compose.Reader:
        address = Address(chat_id=1, language="zh-Hans", reachable=True, heard=0)
        return compose.Reader(address, texts(), datetime(2026, 5, 20, tzinfo=UTC), bot_name=bot_name)

    def test_in_plain_words(self) -> None:
        sheet = compose.sheet(DRAWING, self.reader("shao_bot"))
        assert sheet == Sheet("办理进度卡", ("✅ 这张卡是真的，也是最新的。",), "H", "https://t.me/shao_bot?start=k_H")

    def test_not_while_the_link_leads_nowhere(self) -> None:
        """The words go alone."""
        reader = self.reader(None)
        assert compose.sheet(DRAWING, reader) is None
        assert (
            compose.compose(Message(text=text("passport-title"), drawing=DRAWING), reader, None).method == "sendMessage"
        )

    def test_words_need_no_name(self) -> None:
        """A QR code that leads nowhere, such as one for another app, is drawn in any case."""
        drawing = DRAWING.model_copy(update={"qr": "otpauth://totp/x"})
        assert compose.sheet(drawing, self.reader(None)) == Sheet(
            "办理进度卡", ("✅ 这张卡是真的，也是最新的。",), "H", "otpauth://totp/x"
        )

    def test_goes_as_a_picture_with_its_words(self) -> None:
        reader = replace(self.reader("shao_bot"), drawn=draw(SHEET))
        call = compose.compose(Message(text=text("passport-title"), drawing=DRAWING), reader, None)
        assert (call.method, call.params["caption"], call.form) == ("sendPhoto", "办理进度卡", "caption")
