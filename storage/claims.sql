-- name: used_at$
SELECT claimed_at FROM reports WHERE id = :report_id;

-- name: use$
UPDATE reports SET claimed_at = :now WHERE id = :report_id AND claimed_at IS NULL RETURNING id;
