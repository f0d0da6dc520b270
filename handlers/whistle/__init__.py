"""Whistles: staff summon teams to a case, and who is silent is rung until somebody answers for them.

blowing.py is the dialog by which staff blow one, answering.py what teams tap, service.py what happens, jobs.py the ladder by which the
silent are rung, sheet.py the timed sheet; people.py who is rung, telling.py what they get.
"""

from handlers.routing import Routes
from handlers.whistle import answering, blowing, sheet

routes = Routes(flows=[blowing.BLOW])
routes.include(blowing.routes)
routes.include(answering.routes)
routes.include(sheet.routes)
