-- name: get$
SELECT times FROM uses WHERE who = :who AND what = :what;

-- name: put!
INSERT INTO uses (who, what, times, forget_at) VALUES (:who, :what, :times, :forget_at)
ON CONFLICT (who, what) DO UPDATE SET times = excluded.times, forget_at = excluded.forget_at;

-- name: forget!
-- Nothing counts for a day: a time further ahead is that of a clock that was wrong.
DELETE FROM uses WHERE forget_at <= :now OR forget_at > :now + 86400000000;
