-- name: add*!
-- Behind an earlier message of the same chat and lane it is 'behind', so that no claim has to look past it. It joins the lane of a
-- message of its slot that is still owed: an edit must not overtake what it changes.
INSERT INTO outbox (chat, recipient, lane, worth, payload, slot, dedupe, latest, batch, part, state, not_before, created_at)
SELECT :chat, :recipient, w.lane, :worth, :payload, :slot, :dedupe, :latest, :batch, CAST(:part AS BIGINT),
    CASE
        WHEN EXISTS (SELECT 1 FROM outbox e WHERE e.chat = :chat AND e.lane = w.lane AND e.settled_at IS NULL)
        THEN 'behind' ELSE 'waiting'
    END,
    :not_before, :now
FROM (
    SELECT COALESCE(
        (
            SELECT e.lane FROM outbox e
            WHERE e.chat = :chat AND e.slot = :slot AND e.settled_at IS NULL ORDER BY e.id DESC LIMIT 1
        ),
        CAST(:lane AS INTEGER)
    ) AS lane
) w
WHERE true
ON CONFLICT (dedupe) DO NOTHING;

-- name: renew$
-- What waits under a name says the newest instead; not where something of its slot comes after it, which would then be older.
UPDATE outbox SET payload = :payload
WHERE id = (SELECT MAX(o.id) FROM outbox o WHERE o.chat = :chat AND o.settled_at IS NULL AND o.latest = :latest)
  AND state IN ('waiting', 'behind')
  AND NOT EXISTS (
      SELECT 1 FROM outbox e WHERE e.chat = :chat AND e.slot = :slot AND e.settled_at IS NULL AND e.id > outbox.id
  )
RETURNING id;

-- name: claim
UPDATE outbox SET state = 'sending', tries = tries + 1
WHERE id IN (
    SELECT o.id FROM outbox o
    WHERE o.state = 'waiting' AND o.lane = :lane AND (
        o.not_before <= :now
        -- Nothing is held back for a quarter of an hour, but for a day where Telegram asks for it: the clock was wrong then.
        OR o.not_before > :now + CASE WHEN o.error = '429' THEN 86400000000 ELSE 900000000 END
    ) AND :busy NOT LIKE '%,' || o.chat || ',%'
    ORDER BY o.id
    LIMIT :limit
)
RETURNING id, chat, recipient, lane, worth, payload, slot, tries, repeat;

-- name: next_due$
SELECT MIN(not_before) FROM outbox WHERE state = 'waiting' AND not_before > :now;

-- name: paused
SELECT chat, lane, not_before FROM outbox WHERE state = 'waiting' AND error = :error AND not_before > :now AND not_before <= :now + 86400000000;

-- name: settle$
UPDATE outbox
SET state = :state, payload = NULL, chat = '', recipient = CASE WHEN :state = 'unknown' THEN recipient END,
    settled_at = :day, created_at = created_at - created_at % 86400000000, error = :error -- to the day: see storage/people.py
WHERE id = :id
RETURNING id;

-- name: promote!
-- The next one of a chat and lane, after one was settled.
UPDATE outbox SET state = 'waiting'
WHERE id = (
    SELECT MIN(e.id) FROM outbox e
    WHERE e.chat = :chat AND e.lane = :lane AND e.state = 'behind' AND e.settled_at IS NULL
);

-- name: promote_all!
UPDATE outbox SET state = 'waiting'
WHERE state = 'behind'
  AND id IN (SELECT MIN(e.id) FROM outbox e WHERE e.settled_at IS NULL GROUP BY e.chat, e.lane);

-- name: postpone!
UPDATE outbox
SET state = 'waiting', not_before = :not_before, repeat = :repeat, error = :error, payload = COALESCE(:payload, payload)
WHERE id = :id AND settled_at IS NULL;

-- name: recover
UPDATE outbox
SET state = CASE worth WHEN 'must' THEN 'waiting' ELSE 'unknown' END,
    repeat = CASE worth WHEN 'must' THEN repeat + 1 ELSE repeat END,
    payload = CASE worth WHEN 'must' THEN payload ELSE NULL END,
    chat = CASE worth WHEN 'must' THEN chat ELSE '' END,
    settled_at = CASE worth WHEN 'must' THEN NULL ELSE CAST(:day AS BIGINT) END
WHERE state = 'sending'
RETURNING id;

-- name: put_slot!
INSERT INTO slots (chat, recipient, slot, message_id, form, created_at)
VALUES (:chat, :recipient, :slot, :message_id, :form, :now)
ON CONFLICT (chat, slot) DO UPDATE SET message_id = excluded.message_id, form = excluded.form;

-- name: slot^
SELECT message_id, form FROM slots WHERE chat = :chat AND slot = :slot;

-- name: holders
SELECT recipient FROM slots WHERE slot = :slot
UNION ALL
SELECT recipient FROM outbox WHERE slot = :slot AND settled_at IS NULL;

-- name: waiting^
SELECT id, payload FROM outbox
WHERE chat = :chat AND slot = :slot AND state IN ('waiting', 'behind') AND settled_at IS NULL
ORDER BY id DESC LIMIT 1;

-- name: reword!
UPDATE outbox SET payload = :payload WHERE id = :id AND state IN ('waiting', 'behind');

-- name: owed_since$
SELECT MIN(created_at) FROM outbox WHERE chat = :chat AND settled_at IS NULL;

-- name: owes$
SELECT COUNT(*) FROM outbox WHERE chat = :chat AND settled_at IS NULL;

-- name: forget_owed!
DELETE FROM outbox WHERE chat = :chat AND settled_at IS NULL;

-- name: forget_slot!
DELETE FROM slots WHERE slot = :slot;

-- name: forget_slots!
DELETE FROM slots WHERE chat = :chat;

-- name: tally
SELECT state, COUNT(*) AS messages FROM outbox WHERE batch = :batch GROUP BY state;

-- name: tally_parts
SELECT part, state, COUNT(*) AS messages FROM outbox WHERE batch = :batch GROUP BY part, state;

-- name: waiting_in$
SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND lane = :lane;

-- name: withdraw
-- Those that would go first, first: so that nothing of the batch is sent while the rest is withdrawn.
DELETE FROM outbox WHERE id IN (
    SELECT o.id FROM outbox o WHERE o.batch = :batch AND o.state = :state ORDER BY o.id LIMIT :limit
)
RETURNING chat, lane;

-- name: forget!
DELETE FROM outbox WHERE id IN (SELECT o.id FROM outbox o WHERE o.settled_at < :before ORDER BY o.settled_at LIMIT :limit);

-- name: count$
SELECT COUNT(*) FROM outbox WHERE state = :state;
