"""The middle floor: the conversations. One folder per feature, beside what features share."""
