"""兑换: what points buy.

catalogue.py is everybody's side (/rewards, vouchers), counter.py that of whoever gives it (the code is scanned or typed), offering.py and
making.py that of staff (/reward), settling.py the statement; service.py does it, jobs.py lets vouchers expire back to the balance.
"""

from handlers.rewards import catalogue, counter, offering, settling
from handlers.routing import Routes

routes = Routes()
routes.include(catalogue.routes)
routes.include(counter.routes)
routes.include(offering.routes)
routes.include(settling.routes)
