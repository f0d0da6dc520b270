-- name: forget_letters!
UPDATE inbox SET body = NULL, lane = '' WHERE lane = :lane AND state = 'dead';

-- name: glances
SELECT id, person FROM glances;

-- name: forget_glance!
DELETE FROM glances WHERE id = :id;

-- name: forget_uses!
DELETE FROM uses WHERE who = :who;

-- name: notes
SELECT id FROM report_events WHERE staff_id = :person_id AND note IS NOT NULL ORDER BY id;

-- name: note^
SELECT e.note, e.report_id, r.reason FROM report_events e JOIN reports r ON r.id = e.report_id WHERE e.id = :id;

-- name: forget_note!
UPDATE report_events SET note = NULL WHERE id = :id;

-- name: forget_reason!
UPDATE reports SET reason = NULL WHERE id = :report_id;

-- name: forget_picture!
DELETE FROM report_media WHERE id = :id;

-- name: notices
SELECT id FROM notices WHERE author_id = :person_id;

-- name: forget_notice!
UPDATE notices SET words = :nothing, state = CASE WHEN ended_at IS NULL THEN 'cancelled' ELSE state END WHERE id = :id;

-- name: forget_drills!
-- One that has begun is over, so that those who have it are told so.
UPDATE drills
SET words = NULL, state = CASE state WHEN 'waiting' THEN 'cancelled' WHEN 'sending' THEN 'done' ELSE state END
WHERE author_id = :person_id;

-- name: worked_on
SELECT id FROM reports
WHERE unlinked_at IS NULL
  AND (
    holder_id = :person_id
    OR id IN (SELECT report_id FROM report_events WHERE staff_id = :person_id AND event IN ('rejected', 'deferred', 'done'))
  )
ORDER BY id;
