"""/healthz, /readyz and /metrics; for the machine's own monitoring, not for the world. Beside them whatever else is asked there."""

from collections.abc import Sequence
from contextlib import suppress

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.health.meter import Meter
from bot.health.state import Health
from storage.engine import StorageUnavailable


def health_app(health: Health, meter: Meter, more: Sequence[Route] = ()) -> Starlette:
    """All of it, as an ASGI application."""

    async def alive(_request: Request) -> Response:
        """The loop runs."""
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        """503 with the reasons, where people would not be answered."""
        reasons = await health.reasons()
        return JSONResponse({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)

    async def metrics(_request: Request) -> Response:
        """What waits is left out while storage is unavailable."""
        now = CollectorRegistry()
        with suppress(StorageUnavailable):
            now.register(await health.gauges())
        body = generate_latest(meter.registry) + generate_latest(now)
        return Response(body, media_type=CONTENT_TYPE_LATEST)

    own = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
    return Starlette(routes=[*own, *more], exception_handlers={StorageUnavailable: _unavailable})


async def _unavailable(_request: Request, _error: Exception) -> Response:
    return PlainTextResponse("storage is unavailable", 503)
