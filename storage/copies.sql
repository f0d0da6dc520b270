-- name: put*!
INSERT INTO alert_copies (alert_id, person_id, unit_id, place, state, rings)
VALUES (:alert_id, :person_id, CAST(:unit_id AS BIGINT), :place, :state, :rings)
ON CONFLICT (alert_id, person_id) DO NOTHING;

-- name: piece_living^
-- Up to where a piece goes, and how many are in it: by keys, so that no statement holds the writer for long.
SELECT MAX(piece.id) AS last, COUNT(*) AS people FROM (
    SELECT p.id FROM people p
    WHERE p.id > :after AND p.unreachable_at IS NULL
      AND EXISTS (SELECT 1 FROM alert_units u WHERE u.alert_id = :alert_id AND u.unit_id = p.home_unit_id)
    ORDER BY p.id LIMIT :limit
) piece;

-- name: piece_following^
SELECT MAX(piece.person_id) AS last, COUNT(*) AS people FROM (
    SELECT c.person_id FROM alert_copies c
    WHERE c.alert_id = :before_id AND c.person_id > :after AND c.state = 'owed' ORDER BY c.person_id LIMIT :limit
) piece;

-- name: spread!
INSERT INTO alert_copies (alert_id, person_id, unit_id, place, state, rings)
SELECT CAST(:alert_id AS BIGINT), p.id, p.home_unit_id, :first + :step * u.place, 'waiting', 1
FROM people p JOIN alert_units u ON u.alert_id = :alert_id AND u.unit_id = p.home_unit_id
WHERE p.id > :after AND p.id <= :last AND p.unreachable_at IS NULL
ON CONFLICT (alert_id, person_id) DO NOTHING;

-- name: silence!
-- An update rings only for whom it is new, unless it is graver.
UPDATE alert_copies SET rings = 0
WHERE alert_id = :alert_id AND person_id > :after AND person_id <= :last AND EXISTS (
    SELECT 1 FROM alert_copies c WHERE c.alert_id = :before_id AND c.person_id = alert_copies.person_id AND c.state = 'owed'
);

-- name: follow!
-- Whoever has an earlier message of the event gets this one too.
INSERT INTO alert_copies (alert_id, person_id, unit_id, place, state, rings)
SELECT CAST(:alert_id AS BIGINT), c.person_id, c.unit_id, c.place, 'waiting', CAST(:rings AS INTEGER)
FROM alert_copies c JOIN people p ON p.id = c.person_id
WHERE c.alert_id = :before_id AND c.person_id > :after AND c.person_id <= :last AND c.state = 'owed' AND p.unreachable_at IS NULL
ON CONFLICT (alert_id, person_id) DO NOTHING;

-- name: count_living$
-- By its units, of which each has its people in the index.
SELECT COUNT(*) FROM alert_units u JOIN people p ON p.home_unit_id = u.unit_id
WHERE u.alert_id = :alert_id AND p.unreachable_at IS NULL;

-- name: count_following$
-- PostgreSQL has its own in copies.postgres.sql.
SELECT COUNT(DISTINCT c.person_id) FROM alerts a JOIN alert_copies c ON c.alert_id = a.id JOIN people p ON p.id = c.person_id
WHERE a.event = :event AND a.serial < :serial AND c.state = 'owed' AND p.unreachable_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM alert_units u WHERE u.alert_id = :alert_id AND u.unit_id = p.home_unit_id)
  AND c.person_id NOT IN (SELECT value FROM json_each(:without));

-- name: next_ones
SELECT c.person_id, c.unit_id, c.rings FROM alert_copies c
WHERE c.alert_id = :alert_id AND c.state = 'waiting' ORDER BY c.place, c.person_id LIMIT :limit;

-- name: owed*!
UPDATE alert_copies SET state = 'owed' WHERE alert_id = :alert_id AND person_id = :person_id;

-- name: waiting$
SELECT COUNT(*) FROM alert_copies WHERE alert_id = :alert_id AND state = 'waiting';

-- name: count$
SELECT COUNT(*) FROM alert_copies WHERE alert_id = :alert_id AND state <> 'muted';

-- name: by_unit
SELECT unit_id, state, COUNT(*) AS people FROM alert_copies WHERE alert_id = :alert_id GROUP BY unit_id, state;

-- name: drop!
-- A piece of those that were not sent: whoever is not reached any more has nothing to be told later.
DELETE FROM alert_copies WHERE alert_id = :alert_id AND state = 'waiting' AND person_id IN (
    SELECT c.person_id FROM alert_copies c WHERE c.alert_id = :alert_id AND c.state = 'waiting' ORDER BY c.place, c.person_id LIMIT :limit
);

-- name: missing$
-- Somebody who lives in the area by now and was not there when it was entered.
SELECT MIN(p.id) FROM people p
WHERE p.unreachable_at IS NULL
  AND EXISTS (SELECT 1 FROM alert_units u WHERE u.alert_id = :alert_id AND u.unit_id = p.home_unit_id)
  AND NOT EXISTS (SELECT 1 FROM alert_copies c WHERE c.alert_id = :alert_id AND c.person_id = p.id);

-- name: has$
SELECT state FROM alert_copies WHERE alert_id = :alert_id AND person_id = :person_id;

-- name: rung_often$
-- People of the area for whom it would be one ring more than so many since then.
SELECT COUNT(*) FROM (
    SELECT c.person_id FROM alert_copies c JOIN alerts a ON a.id = c.alert_id
    JOIN people p ON p.id = c.person_id
    WHERE a.released_at >= :since AND c.rings = 1 AND c.state = 'owed'
      AND EXISTS (SELECT 1 FROM alert_units u WHERE u.alert_id = :alert_id AND u.unit_id = p.home_unit_id)
    GROUP BY c.person_id HAVING COUNT(*) >= :rings
) often;

-- name: answer$
-- Whoever needs help stays so until they say that they are safe; to have read it takes nothing back.
INSERT INTO alert_answers (event, person_id, answer, at) VALUES (:event, :person_id, :answer, :now)
ON CONFLICT (event, person_id) DO UPDATE SET answer = excluded.answer, at = excluded.at
WHERE excluded.answer <> 'read' AND excluded.answer <> alert_answers.answer
RETURNING answer;

-- name: answered
SELECT answer, COUNT(*) AS people FROM alert_answers WHERE event = :event GROUP BY answer;

-- name: answered_by_unit
SELECT c.unit_id, a.answer, COUNT(*) AS people
FROM alert_copies c LEFT JOIN alert_answers a ON a.event = :event AND a.person_id = c.person_id
WHERE c.alert_id = :alert_id AND c.state = 'owed' GROUP BY c.unit_id, a.answer;

-- name: silent
-- Who has it and has said nothing.
SELECT c.person_id FROM alert_copies c
WHERE c.alert_id = :alert_id AND c.state = 'owed' AND c.unit_id = :unit_id
  AND NOT EXISTS (SELECT 1 FROM alert_answers a WHERE a.event = :event AND a.person_id = c.person_id)
ORDER BY c.person_id;

-- name: forget_copies!
DELETE FROM alert_copies WHERE (alert_id, person_id) IN (
    SELECT c.alert_id, c.person_id FROM alerts a JOIN alert_copies c ON c.alert_id = a.id WHERE a.until < :before LIMIT :limit
);

-- name: forget_answers!
DELETE FROM alert_answers WHERE at < :before;
