-- name: add^
INSERT INTO drills (code, unit_id, author_id, kind, level, words, state, people, send_at, created_at)
VALUES (:code, :unit_id, :author_id, :kind, :level, :words, 'waiting', :people, :send_at, :now)
RETURNING id, code, unit_id, author_id, kind, level, words, state, people, shown, send_at, created_at, ended_at;

-- name: by_id^
SELECT id, code, unit_id, author_id, kind, level, words, state, people, shown, send_at, created_at, ended_at
FROM drills WHERE id = :drill_id;

-- name: by_code^
SELECT id, code, unit_id, author_id, kind, level, words, state, people, shown, send_at, created_at, ended_at
FROM drills WHERE code = :code;

-- name: under_way
SELECT id, code, unit_id, author_id, kind, level, words, state, people, shown, send_at, created_at, ended_at
FROM drills WHERE ended_at IS NULL ORDER BY id;

-- name: gone_out
-- The newest first. There are few: those of the last months, which no index has to find.
SELECT id, code, unit_id, author_id, kind, level, words, state, people, shown, send_at, created_at, ended_at
FROM drills WHERE state IN ('sending', 'done') AND send_at >= :since ORDER BY send_at DESC, id DESC LIMIT :limit;

-- name: save!
UPDATE drills SET state = :state, people = :people, shown = :shown, send_at = :send_at, ended_at = CAST(:ended_at AS BIGINT)
WHERE id = :id;

-- name: forget!
DELETE FROM drills WHERE ended_at < :before;

-- name: put*!
INSERT INTO drill_copies (drill_id, person_id, state) VALUES (:drill_id, :person_id, 'waiting')
ON CONFLICT (drill_id, person_id) DO NOTHING;

-- name: count$
SELECT COUNT(*) FROM drill_copies WHERE drill_id = :drill_id AND state = :state;

-- name: next_ones
SELECT person_id FROM drill_copies WHERE drill_id = :drill_id AND state = :state ORDER BY person_id LIMIT :limit;

-- name: owed*!
UPDATE drill_copies SET state = 'owed', owed_at = :now WHERE drill_id = :drill_id AND person_id = :person_id;

-- name: over*!
UPDATE drill_copies SET state = 'over' WHERE drill_id = :drill_id AND person_id = :person_id;

-- name: leave_out*!
DELETE FROM drill_copies WHERE drill_id = :drill_id AND person_id = :person_id;

-- name: leave_out_everywhere!
DELETE FROM drill_copies WHERE person_id = :person_id AND state = 'waiting';

-- name: take_back
-- What somebody has still to get of a drill, or of all of them.
DELETE FROM outbox WHERE chat = :chat AND batch LIKE :batch AND settled_at IS NULL AND state IN ('waiting', 'behind')
RETURNING lane, batch;

-- name: copy^
SELECT state, owed_at, answered_at FROM drill_copies WHERE drill_id = :drill_id AND person_id = :person_id;

-- name: answer$
UPDATE drill_copies SET answered_at = :now
WHERE drill_id = :drill_id AND person_id = :person_id AND state = 'owed' AND answered_at IS NULL
RETURNING person_id;

-- name: answered$
SELECT COUNT(*) FROM drill_copies WHERE drill_id = :drill_id AND answered_at IS NOT NULL;

-- name: middle$
SELECT answered_at - owed_at FROM drill_copies
WHERE drill_id = :drill_id AND answered_at IS NOT NULL ORDER BY answered_at - owed_at LIMIT 1 OFFSET :middle;
