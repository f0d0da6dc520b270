"""The ground floor: what lasts. Records go in and out; no rows and no SQL above this package."""
