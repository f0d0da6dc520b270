-- name: add$
INSERT INTO inbox (update_id, lane, body, state, retry_at, received_at)
VALUES (:update_id, :lane, :body, 'waiting', 0, :now)
ON CONFLICT (update_id) DO NOTHING
RETURNING seq;

-- name: ready
SELECT i.seq, i.update_id, i.lane, i.body, i.tries FROM inbox i
WHERE i.state = 'waiting'
  AND NOT EXISTS (
      SELECT 1 FROM inbox e
      WHERE e.lane = i.lane AND e.state = 'waiting' AND e.seq <= i.seq
        AND e.retry_at > :now AND e.retry_at <= :now + 60000000 -- later than any try is put off: the clock was wrong then
  )
ORDER BY i.seq
LIMIT :limit;

-- name: next_retry$
SELECT MIN(i.retry_at) FROM inbox i
WHERE i.state = 'waiting'
  AND NOT EXISTS (
      SELECT 1 FROM inbox e
      WHERE e.lane = i.lane AND e.state = 'waiting' AND e.seq < i.seq AND e.retry_at > i.retry_at
  );

-- name: oldest$
SELECT MIN(received_at) FROM inbox WHERE state = 'waiting';

-- name: died$
SELECT COUNT(*) FROM inbox WHERE state = 'dead' AND done_at > :since;

-- name: done!
UPDATE inbox SET state = 'done', done_at = :now, body = NULL, lane = '' WHERE seq = :seq;

-- name: failed$
UPDATE inbox
SET tries = tries + 1, error = :error, retry_at = :retry_at,
    state = CASE WHEN tries + 1 >= :most THEN 'dead' ELSE 'waiting' END,
    done_at = CASE WHEN tries + 1 >= :most THEN CAST(:now AS BIGINT) ELSE NULL END
WHERE seq = :seq
RETURNING state;

-- name: forget!
DELETE FROM inbox WHERE seq IN (
    SELECT i.seq FROM inbox i WHERE i.state = 'done' AND i.done_at < :before ORDER BY i.done_at LIMIT :limit
);

-- name: bury!
-- What was in a dead letter is forgotten, and whose it was.
UPDATE inbox SET body = NULL, lane = '' WHERE state = 'dead' AND done_at < :before AND body IS NOT NULL;

-- name: count$
SELECT COUNT(*) FROM inbox WHERE state = :state;

-- name: letters
SELECT update_id, body, tries, error, done_at FROM inbox WHERE state = 'dead' ORDER BY seq;

-- name: revive$
-- At its old place: its number in the order of its lane stays.
UPDATE inbox SET state = 'waiting', tries = 0, retry_at = 0, done_at = NULL, error = NULL
WHERE update_id = :update_id AND state = 'dead' AND body IS NOT NULL
RETURNING seq;

-- name: drop$
-- Its id is known for some days more, like that of any other.
UPDATE inbox SET state = 'done', done_at = :now, body = NULL, lane = '' WHERE update_id = :update_id AND state = 'dead'
RETURNING seq;
