"""The same thread with 50 ms a call, which is how far away Telegram is: what a bot does while it waits decides."""

from tests.bench.figures import Benchmark
from tests.bench.thread import Size, measure

_SECONDS = 0.05

BENCHMARK = Benchmark("far", measure, full=Size(30, 1, _SECONDS), quick=Size(10, 1, _SECONDS))
