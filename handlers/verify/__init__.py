"""Closed means fixed: who dealt with a case shows what became of it (finishing.py), or says for whom outside it waits (deferring.py)."""

from handlers.routing import Routes
from handlers.verify import deferring, finishing

routes = Routes(flows=[finishing.FINISH, deferring.DEFER])
routes.include(finishing.routes)
routes.include(deferring.routes)
