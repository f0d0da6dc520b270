"""What is kept about people, for whoever it is about: everything as files (/mydata), and for how long."""

from handlers.data import mydata
from handlers.routing import Routes

routes = Routes()
routes.include(mydata.routes)
