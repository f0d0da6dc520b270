-- name: ask!
INSERT INTO votes (report_id, voter) VALUES (:report_id, :voter) ON CONFLICT DO NOTHING;

-- name: is_asked$
SELECT COUNT(*) FROM votes WHERE report_id = :report_id AND voter = :voter;

-- name: cast$
UPDATE votes SET answer = :answer WHERE report_id = :report_id AND voter = :voter AND answer IS NULL
RETURNING report_id;

-- name: count$
SELECT COUNT(*) FROM votes WHERE report_id = :report_id AND answer = :answer;

-- name: forget!
DELETE FROM votes WHERE report_id = :report_id;

-- name: asking
SELECT DISTINCT report_id FROM votes;

-- name: forget_voter!
DELETE FROM votes WHERE report_id = :report_id AND voter = :voter;

-- name: given^
SELECT r.code, v.answer FROM votes v JOIN reports r ON r.id = v.report_id WHERE v.report_id = :report_id AND v.voter = :voter;
