-- name: add!
INSERT INTO discarded_files (path, due_at) VALUES (:path, :due_at)
ON CONFLICT (path) DO UPDATE SET due_at = excluded.due_at;

-- name: due
SELECT path FROM discarded_files WHERE due_at <= :now ORDER BY due_at LIMIT :limit;

-- name: hasten!
UPDATE discarded_files SET due_at = :now WHERE path LIKE :start || '-%';

-- name: removed!
DELETE FROM discarded_files WHERE path = :path;
