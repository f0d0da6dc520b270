-- name: meet^
INSERT INTO groups (chat_hash, chat_id, kind, language) VALUES (:chat_hash, :chat_id, 'group', :language)
ON CONFLICT (chat_hash) DO UPDATE SET unreachable_at = NULL
RETURNING id, kind, unit_id, language, unreachable_at;

-- name: let_in^
INSERT INTO groups (chat_hash, chat_id, kind, language, added_by) VALUES (:chat_hash, :chat_id, 'channel', :language, :by)
ON CONFLICT (chat_hash) DO UPDATE SET added_by = excluded.added_by, unreachable_at = NULL
RETURNING id, kind, unit_id, language, unreachable_at;

-- name: by_chat^
SELECT id, kind, unit_id, language, unreachable_at FROM groups WHERE chat_hash = :chat_hash;

-- name: by_id^
SELECT chat_id, language, unreachable_at FROM groups WHERE id = :group_id;

-- name: bind!
UPDATE groups SET unit_id = :unit_id, language = :language, bound_by = :by, bound_at = :now WHERE id = :group_id;

-- name: bind_channel$
UPDATE groups SET unit_id = :unit_id, language = :language, bound_by = :by, bound_at = :now
WHERE id = :group_id AND kind = 'channel' AND added_by = :by AND unreachable_at IS NULL
RETURNING id;

-- name: unbind!
UPDATE groups SET unit_id = NULL, bound_by = NULL, bound_at = NULL WHERE id = :group_id;

-- name: of_unit
SELECT id, kind, unit_id, language, unreachable_at FROM groups
WHERE unit_id = :unit_id AND kind = :kind AND unreachable_at IS NULL ORDER BY id;

-- name: other$
SELECT id FROM groups WHERE chat_hash = :chat_hash AND id <> :group_id;

-- name: moved!
UPDATE groups SET chat_hash = :chat_hash, chat_id = :chat_id, unreachable_at = NULL WHERE id = :group_id;

-- name: lost!
UPDATE groups SET unreachable_at = :at WHERE id = :group_id AND unreachable_at IS NULL;

-- name: delete!
DELETE FROM groups WHERE id = :group_id;
