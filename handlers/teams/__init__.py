"""Departments and partners: teams under a unit, which are asked to deal with its cases and answer in chat.

giving.py: staff ask a team. members.py: what its members tap, refusing.py: that it is not theirs, onwards.py: what becomes of it then.
"""

from handlers.routing import Routes
from handlers.teams import giving, members, refusing

routes = Routes(flows=[refusing.REFUSAL])
routes.include(giving.routes)
routes.include(members.routes)
routes.include(refusing.routes)
