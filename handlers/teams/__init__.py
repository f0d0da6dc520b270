"""Departments and partners: teams under a unit, which are asked to deal with its cases and answer in chat.

giving.py: staff ask a team. members.py: what its members tap, refusing.py: that it is not theirs, onwards.py: what becomes of it then.
routing.py: rules ask a team by themselves; ruling.py and adding.py: /routes, where staff change them.
"""

from handlers.routing import Routes
from handlers.teams import giving, members, refusing, ruling

routes = Routes(flows=[refusing.REFUSAL])
routes.include(giving.routes)
routes.include(members.routes)
routes.include(refusing.routes)
routes.include(ruling.routes)
