-- name: get$
SELECT times FROM uses WHERE who = :who AND what = :what;

-- name: put!
INSERT INTO uses (who, what, times, forget_at) VALUES (:who, :what, :times, :forget_at)
ON CONFLICT (who, what) DO UPDATE SET times = excluded.times, forget_at = excluded.forget_at;

-- name: forget!
DELETE FROM uses WHERE forget_at <= :now;
