-- name: add!
INSERT INTO discarded_files (path, due_at) VALUES (:path, :due_at)
ON CONFLICT (path) DO UPDATE SET due_at = excluded.due_at;

-- name: due
-- None is kept for longer than a day: a time further ahead is that of a clock that was wrong.
SELECT path FROM discarded_files WHERE due_at <= :now OR due_at > :now + 90000000000 ORDER BY due_at LIMIT :limit;

-- name: hasten!
UPDATE discarded_files SET due_at = :now WHERE path LIKE :start || '-%';

-- name: removed!
DELETE FROM discarded_files WHERE path = :path;
