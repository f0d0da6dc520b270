"""Backups: one file each with everything but the key, checked before it gets its name; and the way back."""
