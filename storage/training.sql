-- name: add_course$
INSERT INTO courses (unit_id, author_id, kind, title, created_at) VALUES (:unit_id, :author_id, :kind, :title, :now) RETURNING id;

-- name: add_session$
INSERT INTO sessions (code, course_id, starts_at, ends_at, place, latitude, longitude, seats, state)
VALUES (:code, :course_id, :starts_at, :ends_at, :place, :latitude, :longitude, :seats, 'open')
RETURNING id;

-- name: session^
SELECT s.id, s.code, s.course_id, c.unit_id, c.author_id, c.kind, c.title, s.starts_at, s.ends_at, s.place, s.latitude, s.longitude,
    s.seats, s.state, s.version,
    (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.state IN ('enrolled', 'offered')) AS taken,
    (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.state = 'waiting') AS waiting
FROM sessions s JOIN courses c ON c.id = s.course_id
WHERE s.id = :session_id;

-- name: id_of$
SELECT id FROM sessions WHERE code = :code;

-- name: upcoming
WITH RECURSIVE above (id) AS (
    SELECT CAST(:unit_id AS BIGINT)
    UNION
    SELECT u.parent_id FROM units u JOIN above a ON u.id = a.id WHERE u.parent_id IS NOT NULL
)
SELECT s.id FROM sessions s JOIN courses c ON c.id = s.course_id
WHERE s.state = 'open' AND s.starts_at > :now AND c.unit_id IN (SELECT id FROM above)
ORDER BY s.starts_at, s.id
LIMIT :limit;

-- name: of_person
SELECT e.session_id AS id FROM enrolments e JOIN sessions s ON s.id = e.session_id
WHERE e.person_id = :person_id AND e.state IN ('enrolled', 'offered', 'waiting') AND s.state = 'open' AND s.ends_at > :now
ORDER BY s.starts_at, s.id;

-- name: change!
UPDATE sessions
SET starts_at = :starts_at, ends_at = :ends_at, place = :place, latitude = CAST(:latitude AS DOUBLE PRECISION),
    longitude = CAST(:longitude AS DOUBLE PRECISION), state = :state, version = :version
WHERE id = :session_id;

-- name: reset!
UPDATE enrolments
SET confirmed_at = NULL, remind_at = CASE state WHEN 'enrolled' THEN CAST(:remind_at AS BIGINT) END,
    offer_until = CASE WHEN offer_until > :starts_at THEN CAST(:starts_at AS BIGINT) ELSE offer_until END
WHERE session_id = :session_id;

-- name: end_past!
UPDATE sessions SET state = 'over' WHERE state = 'open' AND ends_at <= :now;

-- name: forget_sessions!
DELETE FROM sessions WHERE ends_at < :before AND state <> 'open';

-- name: forget_courses!
DELETE FROM courses WHERE created_at < :before AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.course_id = courses.id);

-- name: enrol^
-- One statement, so that nobody can come between the count and the seat. Whoever waits comes before whoever is new.
INSERT INTO enrolments (session_id, person_id, state, turn, since_at, remind_at)
SELECT s.id, CAST(:person_id AS BIGINT), 'enrolled', (SELECT COALESCE(MAX(e.turn), 0) + 1 FROM enrolments e WHERE e.session_id = s.id),
    CAST(:now AS BIGINT), CAST(:remind_at AS BIGINT)
FROM sessions s
WHERE s.id = :session_id AND s.state = 'open' AND s.starts_at > :now
  AND (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.state IN ('enrolled', 'offered')) < s.seats
  AND NOT EXISTS (
    SELECT 1 FROM enrolments e JOIN people p ON p.id = e.person_id
    WHERE e.session_id = s.id AND e.state = 'waiting' AND e.person_id <> :person_id AND p.unreachable_at IS NULL
  )
ON CONFLICT (session_id, person_id) DO UPDATE
SET state = 'enrolled', turn = excluded.turn, since_at = excluded.since_at, remind_at = excluded.remind_at, offer_until = NULL,
    confirmed_at = NULL
WHERE enrolments.state NOT IN ('enrolled', 'offered')
RETURNING person_id;

-- name: wait^
INSERT INTO enrolments (session_id, person_id, state, turn, since_at)
SELECT s.id, CAST(:person_id AS BIGINT), 'waiting', (SELECT COALESCE(MAX(e.turn), 0) + 1 FROM enrolments e WHERE e.session_id = s.id),
    CAST(:now AS BIGINT)
FROM sessions s
WHERE s.id = :session_id AND s.state = 'open' AND s.starts_at > :now
ON CONFLICT (session_id, person_id) DO UPDATE
SET state = 'waiting', turn = excluded.turn, since_at = excluded.since_at, remind_at = NULL, offer_until = NULL, confirmed_at = NULL
WHERE enrolments.state IN ('left', 'expired')
RETURNING person_id;

-- name: offer^
UPDATE enrolments SET state = 'offered', offer_until = :until
WHERE session_id = :session_id AND person_id = (
    SELECT e.person_id FROM enrolments e JOIN people p ON p.id = e.person_id
    WHERE e.session_id = :session_id AND e.state = 'waiting' AND p.unreachable_at IS NULL
    ORDER BY e.turn LIMIT 1
  )
  AND EXISTS (
    SELECT 1 FROM sessions s
    WHERE s.id = :session_id AND s.state = 'open'
      AND (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.state IN ('enrolled', 'offered')) < s.seats
  )
RETURNING person_id;

-- name: accept^
UPDATE enrolments SET state = 'enrolled', offer_until = NULL, remind_at = CAST(:remind_at AS BIGINT)
WHERE session_id = :session_id AND person_id = :person_id AND state = 'offered' AND offer_until > :now
RETURNING person_id;

-- name: leave^
UPDATE enrolments SET state = 'left', offer_until = NULL, remind_at = NULL
WHERE session_id = :session_id AND person_id = :person_id AND state IN ('enrolled', 'offered', 'waiting')
RETURNING person_id;

-- name: confirm^
UPDATE enrolments SET confirmed_at = :now
WHERE session_id = :session_id AND person_id = :person_id AND state = 'enrolled' AND confirmed_at IS NULL
RETURNING person_id;

-- name: enrolment^
SELECT e.state, e.turn, e.since_at, e.offer_until, e.remind_at, e.confirmed_at,
    (SELECT COUNT(*) FROM enrolments w WHERE w.session_id = e.session_id AND w.state = 'waiting' AND w.turn <= e.turn) AS position
FROM enrolments e WHERE e.session_id = :session_id AND e.person_id = :person_id;

-- name: concerned
SELECT person_id FROM enrolments WHERE session_id = :session_id AND state IN ('enrolled', 'offered', 'waiting') ORDER BY turn;

-- name: run_out
UPDATE enrolments SET state = 'expired', offer_until = NULL WHERE state = 'offered' AND offer_until <= :now
RETURNING session_id, person_id;

-- name: to_fill
SELECT s.id FROM sessions s
WHERE s.state = 'open' AND s.starts_at > :now
  AND EXISTS (
    SELECT 1 FROM enrolments e JOIN people p ON p.id = e.person_id
    WHERE e.session_id = s.id AND e.state = 'waiting' AND p.unreachable_at IS NULL
  )
  AND (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.state IN ('enrolled', 'offered')) < s.seats
ORDER BY s.starts_at;

-- name: to_remind
SELECT e.session_id, e.person_id FROM enrolments e JOIN sessions s ON s.id = e.session_id
WHERE e.remind_at <= :now AND e.state = 'enrolled' AND s.state = 'open'
ORDER BY e.remind_at, e.session_id, e.person_id
LIMIT :limit;

-- name: remind_at!
UPDATE enrolments SET remind_at = CAST(:at AS BIGINT) WHERE session_id = :session_id AND person_id = :person_id;

-- name: is_due$
SELECT EXISTS (SELECT 1 FROM sessions WHERE state = 'open' AND ends_at <= :now)
    OR EXISTS (SELECT 1 FROM enrolments WHERE offer_until <= :now)
    OR EXISTS (SELECT 1 FROM enrolments e JOIN sessions s ON s.id = e.session_id WHERE e.remind_at <= :now AND s.state = 'open')
    OR EXISTS (
        SELECT 1 FROM sessions s
        WHERE s.state = 'open' AND s.starts_at > :last_call
          AND EXISTS (
            SELECT 1 FROM enrolments e JOIN people p ON p.id = e.person_id
            WHERE e.session_id = s.id AND e.state = 'waiting' AND p.unreachable_at IS NULL
          )
          AND (SELECT COUNT(*) FROM enrolments e WHERE e.session_id = s.id AND e.state IN ('enrolled', 'offered')) < s.seats
    );
