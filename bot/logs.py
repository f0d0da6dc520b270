"""Logs: one line an event on stderr; never a token, a name, a phone number or an exact point."""

import logging
import re
import sys
from collections.abc import Iterator
from types import TracebackType

_OURS = ("bot", "handlers", "storage")
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_QUIETER = dict.fromkeys(("httpx", "httpcore", "telegram"), logging.WARNING) | {"apscheduler": logging.ERROR}
# "/bot123456:AAE..." in addresses, and the bare token.
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")


class _OneLine(logging.Formatter):
    """A traceback becomes places in our code: its wording may quote what people wrote, so the words of errors stay out."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record).replace("\n", " | ")
        return _TOKEN.sub("[token]", line)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        assert isinstance(ei, tuple)
        return f"{ei[0].__name__} at {' > '.join(place for place, _ in _places(ei[2]))}"


def named(error: BaseException) -> str:
    """The kind of an error and the last place in our own code that it came through; never its words."""
    ours = [place for place, module in _places(error.__traceback__) if module.partition(".")[0] in _OURS]
    return " at ".join([type(error).__name__, *ours[-1:]])


def _places(trace: TracebackType | None) -> Iterator[tuple[str, str]]:
    """File, line and function, and the module, from the outermost on."""
    while trace is not None:
        frame, code = trace.tb_frame, trace.tb_frame.f_code
        place = f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}"
        yield place, str(frame.f_globals.get("__name__", ""))
        trace = trace.tb_next


def set_up_logs() -> None:
    """Sends every log line of this process through the redacting formatter."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine(_FORMAT))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # httpx logs the token at INFO, python-telegram-bot at DEBUG; APScheduler logs each run, and each that has to wait for the one before.
    for name, level in _QUIETER.items():
        logging.getLogger(name).setLevel(level)
