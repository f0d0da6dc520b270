"""Files that people send: fetched within limits, pictures drawn anew in a confined process, everything sealed."""
