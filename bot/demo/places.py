"""Places that people send: measured, pinned, named, or shared while they move."""

from typing import Any

from bot.demo.errors import ApiError
from bot.demo.saying import Saying
from bot.demo.state import Shown


class Places(Saying):
    """Somebody who sends places."""

    def place(
        self, latitude: float | None = None, longitude: float | None = None, accuracy: float | None = 12.0
    ) -> int:
        """Sends a place; by default where this person is, as a phone measures it. A dropped pin has no accuracy."""
        measured = {} if accuracy is None else {"horizontal_accuracy": accuracy}
        return self._say(self._place(latitude, longitude, measured))

    def venue(self, title: str, address: str, latitude: float | None = None, longitude: float | None = None) -> int:
        """Sends a place that has a name; as before there were venues, its point also stands by itself."""
        shown = self._place(latitude, longitude, {})
        shown.more["venue"] = {"location": shown.more["location"], "title": title, "address": address}
        return self._say(shown)

    def live(self, seconds: int = 900, accuracy: float = 12.0) -> int:
        """Begins to share where this person is; move() goes on, stop() ends it."""
        return self._say(self._place(None, None, {"live_period": seconds, "horizontal_accuracy": accuracy}))

    def move(self, latitude: float, longitude: float) -> int:
        """Moves the live location that was shared last: an edit of that message. 409 where there is none."""
        shown = self._shared()
        shown.location = (latitude, longitude)
        shown.more["location"] = {**shown.more["location"], "latitude": latitude, "longitude": longitude}
        return self._again(shown)

    def stop(self) -> int:
        """Ends sharing: an edit after which the message is a plain place. 409 where nothing is shared."""
        shown = self._shared()
        shown.more["location"] = {name: one for name, one in shown.more["location"].items() if name != "live_period"}
        return self._again(shown)

    def _shared(self) -> Shown:
        shown = next((one for one in self._own() if "live_period" in one.more.get("location", {})), None)
        if shown is None:
            raise ApiError(409, "nothing is being shared")
        return shown

    def _place(self, latitude: float | None, longitude: float | None, measured: dict[str, Any]) -> Shown:
        here = self.actor
        point = (here.latitude if latitude is None else latitude, here.longitude if longitude is None else longitude)
        location = {"latitude": point[0], "longitude": point[1], **measured}
        return self._shown(location=point, more={"location": location})
