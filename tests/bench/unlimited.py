"""`python -m tests.bench.unlimited run …` is `python -m bot run …` without the limits on rates, which no setting lifts."""

from bot.cli import main
from bot.delivery.rates import Rates
from bot.delivery.settings import RateSettings

_EVERYTHING = 1_000_000

if __name__ == "__main__":
    lifted = Rates(per_second=_EVERYTHING, bulk_reserve=0, chat_burst=_EVERYTHING)
    setattr(RateSettings, "as_rates", lambda _settings: lifted)  # noqa: B010 - mypy forbids the plain assignment, rightly
    main()
