"""The process in which pictures are decoded: `python -m bot.media.worker`, pictures on stdin, answers on stdout (see frames.py).

It has everything loaded, and forks for each picture. So a picture that breaks its decoder ends a process of its own, has never seen
another picture, and the next one need not wait for a start. It can open nothing: no file, no connection.
"""

import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from bot.media import picture
from bot.media.frames import ANSWER, MOST_PICTURE_BYTES, REQUEST
from bot.media.refusal import Reason, Refused

SECONDS = 3

_STDOUT = 1
_LIMITS = {
    resource.RLIMIT_AS: 512 << 20,
    resource.RLIMIT_NOFILE: 3,  # stdin, stdout, stderr
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}


def serve(pictures: BinaryIO) -> None:
    """Answers one picture after the other, until there are no more or something else comes."""
    while len(head := pictures.read(REQUEST.size)) == REQUEST.size:
        (size,) = REQUEST.unpack(head)
        if size > MOST_PICTURE_BYTES or len(content := pictures.read(size)) < size:
            return
        _answer(content)


def _answer(content: bytes) -> None:
    child = os.fork()
    if child == 0:
        _redraw_and_end(content)
    _, status = os.waitpid(child, 0)
    if status:
        slow = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGALRM, signal.SIGXCPU)
        _send({"refused": Reason.TOO_SLOW if slow else Reason.BROKEN})


def _redraw_and_end(content: bytes) -> None:
    """Never returns. Any end but a good one means that the picture is broken, or too slow where a clock ended it."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        header, jpeg = _redrawn(content)
        signal.setitimer(signal.ITIMER_REAL, 0)  # the answer may have to wait for its reader
        _send(header, jpeg)
        code = 0
    finally:
        os._exit(code)


def _redrawn(content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        done = picture.redraw(content)
    except Refused as refused:
        return {"refused": refused.reason}, b""
    return {"was": done.was, "size": done.size, "point": done.point}, done.jpeg


def _send(header: dict[str, Any], jpeg: bytes = b"") -> None:
    head = json.dumps(header).encode()
    rest = memoryview(ANSWER.pack(len(head), len(jpeg)) + head + jpeg)
    while rest:
        rest = rest[os.write(_STDOUT, rest) :]


def _confine() -> None:
    for limit, most in _LIMITS.items():
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    picture.prepare()
    _confine()
    serve(sys.stdin.buffer)
