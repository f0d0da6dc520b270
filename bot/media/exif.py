"""Where a picture was taken, by its EXIF. Only the worker reads it; nobody keeps it."""

import math
from collections.abc import Mapping
from typing import Any

Point = tuple[float, float]

_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE, _DATUM = 1, 2, 3, 4, 18
_SIXTIETHS = (1, 60, 3600)


def point_of(gps: Mapping[int, Any]) -> Point | None:
    """Latitude and longitude in WGS-84 degrees from EXIF's GPS block; None where it says nothing that can be a place.

    Phones without a fix write 0°, 0°.
    """
    datum = "".join(letter for letter in str(gps.get(_DATUM, "")) if letter.isalnum()).upper()
    latitude = _degrees(gps.get(_LATITUDE), gps.get(_LATITUDE_REF), "NS", 90)
    longitude = _degrees(gps.get(_LONGITUDE), gps.get(_LONGITUDE_REF), "EW", 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0) or datum not in ("", "WGS84"):
        return None
    return latitude, longitude


def _degrees(parts: Any, ref: Any, signs: str, most: int) -> float | None:
    """Degrees, minutes and seconds as one signed number; None for what is none, as a fraction with the denominator 0."""
    if not isinstance(parts, tuple) or len(parts) != len(_SIXTIETHS) or not isinstance(ref, str):
        return None
    sign = ref.strip("\0 ").upper()
    try:
        size = sum(float(part) / sixtieth for part, sixtieth in zip(parts, _SIXTIETHS, strict=True))
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if len(sign) != 1 or sign not in signs or not math.isfinite(size) or not 0 <= size <= most:
        return None
    return -size if sign == signs[1] else size
