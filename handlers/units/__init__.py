"""Units: the places that answer for something, from a whole region down to one building."""
