-- name: get^
SELECT flow, version, step, draft, remind_at, expires_at FROM dialogs WHERE chat = :chat;

-- name: put!
INSERT INTO dialogs (chat, recipient, flow, version, step, draft, remind_at, expires_at)
VALUES (:chat, :recipient, :flow, :version, :step, :draft, CAST(:remind_at AS BIGINT), :expires_at)
ON CONFLICT (chat) DO UPDATE SET
    flow = excluded.flow, version = excluded.version, step = excluded.step, draft = excluded.draft,
    remind_at = excluded.remind_at, expires_at = excluded.expires_at;

-- name: end!
DELETE FROM dialogs WHERE chat = :chat;

-- name: expired
SELECT recipient, flow, version, step, draft, remind_at, expires_at FROM dialogs
WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit;

-- name: set_right!
-- No dialog lasts longer: a time further ahead is that of a clock that was wrong.
UPDATE dialogs
SET expires_at = :latest, remind_at = CASE WHEN remind_at IS NULL THEN NULL ELSE CAST(:now AS BIGINT) END
WHERE expires_at > :latest;

-- name: to_remind
SELECT recipient, flow, version, step, draft, remind_at, expires_at FROM dialogs
WHERE remind_at <= :now AND expires_at > :now ORDER BY remind_at LIMIT :limit;
