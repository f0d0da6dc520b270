"""The page's own files, as they are in the package; only what was there at the start is served."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bot.demo.guard import Endpoint

WEB = Path(__file__).parent / "web"
AREA = Path(__file__).parent / "chengdu.geojson"

_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
}  # by hand: what a machine's own table says differs


def assets() -> Endpoint:
    """Serves each file below web/ by its path, index.html where there is none, and the community's area."""
    files = {path.relative_to(WEB).as_posix(): path for path in WEB.rglob("*") if path.suffix in _TYPES}
    files |= {"": WEB / "index.html", "area.geojson": AREA}

    async def asset(request: Request) -> Response:
        path = files.get(request.path_params["path"])
        if path is None:
            return Response(status_code=404)
        return FileResponse(path, media_type=_TYPES[path.suffix])

    return asset


def sample_photo(name: str) -> bytes:
    """One of the photos that the page offers; KeyError where there is none of that name."""
    samples = {path.stem: path for path in (WEB / "photos").glob("*.jpg")}
    return samples[name].read_bytes()
