"""`python -m tests.bench.unlimited run …` is `python -m bot run …` without the limits on rates, which no setting lifts, and without offers
to join: a benchmark's people all stand at the same six places, where each would be offered what others reported, which the peer cannot do.
"""

from datetime import timedelta

from bot.cli import main
from bot.delivery.rates import Rates
from bot.delivery.settings import RateSettings
from handlers.joining import rules

_EVERYTHING = 1_000_000

if __name__ == "__main__":
    lifted = Rates(per_second=_EVERYTHING, bulk_reserve=0, chat_burst=_EVERYTHING)
    setattr(RateSettings, "as_rates", lambda _settings: lifted)  # noqa: B010 - mypy forbids the plain assignment, rightly
    rules.WITHIN = timedelta(0)
    main()
