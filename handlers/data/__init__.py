"""What is kept about people, for whoever it is about: everything as files (/mydata), gone (/erase), a consent
taken back (/withdraw); and for how long."""

from handlers.data import erase, mydata, withdraw
from handlers.routing import Routes

routes = Routes()
routes.include(mydata.routes)
routes.include(erase.routes)
routes.include(withdraw.routes)
