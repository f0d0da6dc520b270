"""What people attach: photos and files of every kind, alone or as albums."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.demo.pictures import as_kept, picture
from bot.demo.saying import Saying
from bot.demo.shapes import as_attachment
from bot.demo.state import Shown

_LOOKS: dict[str, dict[str, Any]] = {
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    "voice": {"mime_type": "audio/ogg"},
    "video": {"width": 640, "height": 480, "mime_type": "video/mp4"},
    "video_note": {"length": 384},
    "audio": {"mime_type": "audio/mpeg", "performer": "某人", "title": "某曲"},
    "animation": {"width": 320, "height": 240, "mime_type": "video/mp4", "file_name": "animation.mp4"},
    "document": {},
}


@dataclass(frozen=True)
class Clip:
    """A video as a part of an album."""

    content: bytes | int = 900_000
    seconds: int = 5


@dataclass(frozen=True)
class Sheet:
    """A document as a part of an album, with nothing but documents."""

    name: str
    content: bytes | int
    mime_type: str = "image/jpeg"


Part = bytes | int | Clip | Sheet | None  # of an album; all but the two named ones are photos, as photo() takes them


class Attachments(Saying):
    """Somebody who attaches. `content` is bytes, or so many of them that are too dear to make; `said` a size that is not the true one."""

    def photo(self, caption: str | None = None, content: bytes | int | None = None, said: int | None = None) -> int:
        """Sends a photo, which Telegram draws anew."""
        return self._say(self._photo(caption, content, said))

    def video(
        self, seconds: int = 5, content: bytes | int = 900_000, caption: str | None = None, said: int | None = None
    ) -> int:
        """Sends a video."""
        return self._say(self._file("video", content, caption, said, duration=seconds))

    def voice(self, seconds: int = 4, content: bytes | int = 16_000, said: int | None = None) -> int:
        """Sends a voice message."""
        return self._say(self._file("voice", content, None, said, duration=seconds))

    def video_note(self, seconds: int = 6, content: bytes | int = 400_000) -> int:
        """Sends a round video."""
        return self._say(self._file("video_note", content, duration=seconds))

    def audio(self, seconds: int = 180, content: bytes | int = 3_000_000) -> int:
        """Sends a piece of music."""
        return self._say(self._file("audio", content, duration=seconds))

    def animation(self, content: bytes | int = 200_000, caption: str | None = None) -> int:
        """Sends what people call a GIF."""
        return self._say(self._file("animation", content, caption, duration=2))

    def document(
        self,
        name: str,
        content: bytes | int,
        mime_type: str = "image/jpeg",
        caption: str | None = None,
        said: int | None = None,
    ) -> int:
        """Sends a file as it is: a picture keeps its EXIF."""
        return self._say(self._sheet(Sheet(name, content, mime_type), caption, said))

    def sticker(self, emoji: str = "👍") -> int:
        """Sends a sticker."""
        return self._say(self._file("sticker", 30_000, emoji=emoji))

    def album(self, parts: Sequence[Part] = (None, None), caption: str | None = None) -> list[int]:
        """Sends photos, videos or documents at once: an update each, held together by one media_group_id; the first one has the caption."""
        return [self._say(one) for one in self._album(parts, caption)]

    def albums(self, *albums: Sequence[Part]) -> list[int]:
        """Sends several albums from several devices at once: their updates come in turns."""
        turns = itertools.zip_longest(*(self._album(parts, None) for parts in albums))
        return [self._say(one) for turn in turns for one in turn if one is not None]

    def _album(self, parts: Sequence[Part], caption: str | None) -> Iterator[Shown]:
        group = self.world.fresh_id()
        for number, part in enumerate(parts):
            shown = self._part(part, None if number else caption)
            shown.media_group = group
            yield shown

    def _part(self, part: Part, caption: str | None) -> Shown:
        match part:
            case Clip():
                return self._file("video", part.content, caption, duration=part.seconds)
            case Sheet():
                return self._sheet(part, caption)
            case _:
                return self._photo(caption, part)

    def _photo(self, caption: str | None, content: bytes | int | None, said: int | None = None) -> Shown:
        taken = picture(self.actor.id) if content is None else content
        kept = as_kept(taken) if isinstance(taken, bytes) else taken
        return self._shown(photo=self.world.files.keep(kept, "photo", said), caption=caption)

    def _sheet(self, sheet: Sheet, caption: str | None, said: int | None = None) -> Shown:
        named: dict[str, Any] = {"file_name": sheet.name, "mime_type": sheet.mime_type}
        return self._file("document", sheet.content, caption, said, **named)

    def _file(
        self, kind: str, content: bytes | int, caption: str | None = None, said: int | None = None, **about: Any
    ) -> Shown:
        file_id = self.world.files.keep(content, kind, said, **_LOOKS[kind], **about)
        return self._shown(caption=caption, more=as_attachment(self.world, file_id))
