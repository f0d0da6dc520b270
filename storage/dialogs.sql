-- name: get^
SELECT flow, version, step, draft, remind_at, expires_at FROM dialogs WHERE person_id = :person_id AND chat = :chat;

-- name: put!
INSERT INTO dialogs (person_id, chat, flow, version, step, draft, remind_at, expires_at)
VALUES (:person_id, :chat, :flow, :version, :step, :draft, CAST(:remind_at AS BIGINT), :expires_at)
ON CONFLICT (person_id, chat) DO UPDATE SET
    flow = excluded.flow, version = excluded.version, step = excluded.step, draft = excluded.draft,
    remind_at = excluded.remind_at, expires_at = excluded.expires_at;

-- name: end!
DELETE FROM dialogs WHERE person_id = :person_id AND chat = :chat;

-- name: expired
SELECT person_id, flow, version, step, draft, remind_at, expires_at FROM dialogs
WHERE chat = :chat AND expires_at <= :now ORDER BY expires_at LIMIT :limit;

-- name: to_remind
SELECT person_id, flow, version, step, draft, remind_at, expires_at FROM dialogs
WHERE chat = :chat AND remind_at <= :now ORDER BY remind_at LIMIT :limit;
