"""Closed means fixed. Who dealt with a case shows what became of it (finishing.py); who can see it is asked (asking.py) and says so
(voting.py, reopening.py, ending.py), also who wants to look near their place (looking.py). In deferring.py a case waits for others."""

from handlers.routing import Routes
from handlers.verify import deferring, finishing, looking, voting

routes = Routes(flows=[finishing.FINISH, deferring.DEFER, looking.LOOK])
routes.include(finishing.routes)
routes.include(deferring.routes)
routes.include(voting.routes)
routes.include(looking.routes)
