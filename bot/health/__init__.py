"""Whether the bot is well, over HTTP: what is asked in http.py, what is measured in meter.py."""
