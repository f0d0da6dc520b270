"""CAP 1.2, OASIS's Common Alerting Protocol: warnings as other systems read and write them."""
