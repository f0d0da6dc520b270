rider-now = All right, rider. When you see a hazard: one photo, one tap for the place, and no more questions. Notices for wherever you ride reach you; where you were counts for 12 hours and is then deleted.
rider-no-more = All right, no longer as a rider; where you were is deleted.
