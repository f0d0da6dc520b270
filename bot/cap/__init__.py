"""Warnings to and from elsewhere, as CAP 1.2: over HTTP in http.py, from a folder in folder.py, as files in chat in sent.py."""
