-- name: doubt
-- As recover in outbox.sql, but for all that is owed: an answer is repeated and marked, a notice is listed and not repeated.
UPDATE outbox
SET state = CASE WHEN worth <> 'must' THEN 'unknown' WHEN state = 'behind' THEN 'behind' ELSE 'waiting' END,
    repeat = CASE worth WHEN 'must' THEN repeat + 1 ELSE repeat END,
    payload = CASE worth WHEN 'must' THEN payload ELSE NULL END,
    chat = CASE worth WHEN 'must' THEN chat ELSE '' END,
    settled_at = CASE worth WHEN 'must' THEN NULL ELSE CAST(:day AS BIGINT) END,
    created_at = CASE worth WHEN 'must' THEN created_at ELSE created_at - created_at % 86400000000 END
WHERE settled_at IS NULL
RETURNING id;

-- name: stop_notices!
UPDATE notices SET state = 'cancelled' WHERE ended_at IS NULL AND state IN ('waiting', 'spreading');
