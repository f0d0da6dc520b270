"""How updates come in: by polling or by a webhook, and in either case into the inbox before Telegram may forget them."""
