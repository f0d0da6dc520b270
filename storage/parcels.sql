-- name: add!
INSERT INTO parcels (chat, recipient, retry_at, created_at) VALUES (:chat, :recipient, :now, :now);

-- name: asked
SELECT created_at FROM parcels WHERE chat = :chat AND created_at > :since ORDER BY created_at;

-- name: due
-- None is put off for a day: a time further ahead is that of a clock that was wrong.
SELECT id, recipient, tries FROM parcels
WHERE done_at IS NULL AND (retry_at <= :now OR retry_at > :now + 86400000000) ORDER BY retry_at, id LIMIT :limit;

-- name: done$
UPDATE parcels SET done_at = :now WHERE id = :id AND done_at IS NULL RETURNING id;

-- name: put_off!
UPDATE parcels SET tries = tries + 1, retry_at = :retry_at WHERE id = :id;

-- name: of_person
SELECT id FROM parcels WHERE chat = :chat;

-- name: withdraw!
DELETE FROM parcels WHERE chat = :chat;

-- name: forget!
DELETE FROM parcels WHERE done_at IS NOT NULL AND created_at < :before;
