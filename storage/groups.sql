-- name: meet^
INSERT INTO groups (chat_hash, chat_id, language) VALUES (:chat_hash, :chat_id, :language)
ON CONFLICT (chat_hash) DO UPDATE SET unreachable_at = NULL
RETURNING id, unit_id, language, unreachable_at;

-- name: by_chat^
SELECT id, unit_id, language, unreachable_at FROM groups WHERE chat_hash = :chat_hash;

-- name: by_id^
SELECT chat_id, language, unreachable_at FROM groups WHERE id = :group_id;

-- name: bind!
UPDATE groups SET unit_id = :unit_id, language = :language, bound_by = :by, bound_at = :now WHERE id = :group_id;

-- name: unbind!
UPDATE groups SET unit_id = NULL, bound_by = NULL, bound_at = NULL WHERE id = :group_id;

-- name: of_unit
SELECT id, unit_id, language, unreachable_at FROM groups WHERE unit_id = :unit_id AND unreachable_at IS NULL ORDER BY id;

-- name: other$
SELECT id FROM groups WHERE chat_hash = :chat_hash AND id <> :group_id;

-- name: moved!
UPDATE groups SET chat_hash = :chat_hash, chat_id = :chat_id, unreachable_at = NULL WHERE id = :group_id;

-- name: lost!
UPDATE groups SET unreachable_at = :at WHERE id = :group_id AND unreachable_at IS NULL;

-- name: delete!
DELETE FROM groups WHERE id = :group_id;
