-- name: add$
INSERT INTO outbox (person_id, lane, worth, payload, slot, dedupe, state, not_before, created_at)
VALUES (:person_id, :lane, :worth, :payload, :slot, :dedupe, 'waiting', :not_before, :now)
ON CONFLICT (dedupe) DO NOTHING
RETURNING id;

-- name: claim
-- The first message of each person in the lane: what is owed to one person keeps its order, and nobody's queue hides another's.
UPDATE outbox SET state = 'sending', tries = tries + 1
WHERE id IN (
    SELECT o.id FROM outbox o
    WHERE o.state = 'waiting' AND o.lane = :lane AND o.not_before <= :now
      AND :busy NOT LIKE '%,' || o.person_id || ',%'
      AND NOT EXISTS (
          SELECT 1 FROM outbox e
          WHERE e.person_id = o.person_id AND e.lane = o.lane AND e.id < o.id AND e.state IN ('waiting', 'sending')
      )
    ORDER BY o.id
    LIMIT :limit
)
RETURNING id, person_id, lane, worth, payload, slot, tries, repeat;

-- name: next_due$
SELECT MIN(not_before) FROM outbox WHERE state = 'waiting' AND not_before > :now;

-- name: settle!
UPDATE outbox SET state = :state, payload = NULL, settled_at = :now, error = :error WHERE id = :id;

-- name: postpone!
UPDATE outbox SET state = 'waiting', not_before = :not_before, repeat = :repeat, error = :error WHERE id = :id;

-- name: recover
UPDATE outbox
SET state = CASE worth WHEN 'must' THEN 'waiting' ELSE 'unknown' END,
    repeat = CASE worth WHEN 'must' THEN 1 ELSE repeat END,
    payload = CASE worth WHEN 'must' THEN payload ELSE NULL END,
    settled_at = CASE worth WHEN 'must' THEN NULL ELSE CAST(:now AS BIGINT) END
WHERE state = 'sending'
RETURNING id;

-- name: put_slot!
INSERT INTO slots (person_id, slot, message_id, form, created_at) VALUES (:person_id, :slot, :message_id, :form, :now)
ON CONFLICT (person_id, slot) DO UPDATE SET message_id = excluded.message_id, form = excluded.form;

-- name: slot^
SELECT message_id, form FROM slots WHERE person_id = :person_id AND slot = :slot;

-- name: holders
SELECT person_id FROM slots WHERE slot = :slot
UNION
SELECT person_id FROM outbox WHERE slot = :slot AND state IN ('waiting', 'sending')
ORDER BY person_id;

-- name: forget!
DELETE FROM outbox WHERE settled_at < :before;

-- name: count$
SELECT COUNT(*) FROM outbox WHERE state = :state;
