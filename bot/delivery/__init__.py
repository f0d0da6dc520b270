"""Delivery: the one way from the outbox to Telegram."""
