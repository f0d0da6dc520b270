"""预警: warnings, from the first word to the all clear."""
