"""Several reports of the same hazard become one case: offered to whoever reports it next, or put together by staff.

offers.py is what is offered, reporter.py and staff.py what is tapped, service.py what happens then, ledger.py who was first.
"""

from handlers.joining import reporter, staff
from handlers.routing import Routes

routes = Routes()
routes.include(reporter.routes)
routes.include(staff.routes)
