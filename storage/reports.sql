-- name: add$
INSERT INTO reports (
    code, reporter, pseudonym, reporter_name, by_rider, category, urgency, status, grid_id, unit_id, about_id, outside_metres, latitude, longitude, cell, accuracy,
    place_source, place_words, words, answer_by, act_by, fix_by, breach_at, rank, created_at, updated_at
) VALUES (
    :code, :reporter, :pseudonym, :reporter_name, :by_rider, :category, :urgency, :status, CAST(:grid_id AS BIGINT), CAST(:unit_id AS BIGINT),
    CAST(:about_id AS BIGINT), :outside_metres, :latitude, :longitude, :cell, :accuracy, :place_source, :place_words, :words, :answer_by, CAST(:act_by AS BIGINT),
    CAST(:fix_by AS BIGINT), CAST(:breach_at AS BIGINT), :rank, :now, :now
)
RETURNING id;

-- name: save!
UPDATE reports SET
    category = :category, urgency = :urgency, status = :status, reason = :reason,
    grid_id = CAST(:grid_id AS BIGINT), unit_id = CAST(:unit_id AS BIGINT), outside_metres = :outside_metres,
    team_id = CAST(:team_id AS BIGINT), team_took_at = CAST(:team_took_at AS BIGINT), refusals = :refusals,
    merged_into = CAST(:merged_into AS BIGINT), act_by = CAST(:act_by AS BIGINT), fix_by = CAST(:fix_by AS BIGINT), breaches = :breaches,
    acted_at = CAST(:acted_at AS BIGINT), breach_at = CAST(:breach_at AS BIGINT), paused_at = CAST(:paused_at AS BIGINT), rank = :rank,
    latitude = :latitude, longitude = :longitude, cell = :cell, accuracy = :accuracy, place_source = :place_source, place_words = :place_words,
    words = :words, holder_id = CAST(:holder_id AS BIGINT), answer_by = :answer_by,
    waits_until = CAST(:waits_until AS BIGINT), closed_at = CAST(:closed_at AS BIGINT), reporter_name = :reporter_name, updated_at = :now
WHERE id = :id;

-- name: by_code^
SELECT * FROM reports WHERE code = :code;

-- name: by_id^
SELECT * FROM reports WHERE id = :report_id;

-- name: add_author!
INSERT INTO authorship (who, report) VALUES (:who, :report);

-- name: authored
SELECT report FROM authorship WHERE who = :who;

-- name: forget_authored!
DELETE FROM authorship WHERE who = :who;

-- name: before^
-- What the next entry of a history is linked to, and the code of a team.
SELECT r.tip, u.code AS team FROM reports r LEFT JOIN units u ON u.id = CAST(:team_id AS BIGINT) WHERE r.id = :report_id;

-- name: add_event!
INSERT INTO report_events (report_id, event, actor, staff_id, team_id, status, note, at, hash)
VALUES (:report_id, :event, :actor, CAST(:staff_id AS BIGINT), CAST(:team_id AS BIGINT), :status, :note, :now, :hash);

-- name: set_tip!
UPDATE reports SET tip = :tip WHERE id = :report_id;

-- name: tip$
SELECT tip FROM reports WHERE id = :report_id;

-- name: entries
SELECT e.event, e.actor, e.status, u.code AS team, e.at, e.hash FROM report_events e LEFT JOIN units u ON u.id = e.team_id
WHERE e.report_id = :report_id ORDER BY e.id;

-- name: events
SELECT event, actor, staff_id, team_id, status, note, at FROM report_events WHERE report_id = :report_id ORDER BY id;

-- name: tips
SELECT id, code, tip FROM reports WHERE id > :after ORDER BY id LIMIT :limit;

-- name: entries_between
SELECT e.report_id, e.event, e.actor, e.status, u.code AS team, e.at, e.hash FROM report_events e LEFT JOIN units u ON u.id = e.team_id
WHERE e.report_id > :after AND e.report_id <= :last ORDER BY e.report_id, e.id;

-- name: left_behind
-- Open reports whose holder was forgotten or may not deal with them any more, and those with a team in which nobody is.
SELECT * FROM reports WHERE id IN (
    SELECT id FROM reports INDEXED BY ix_reports_without_holder WHERE status = 'accepted' AND holder_id IS NULL
    UNION
    SELECT id FROM reports
    WHERE status IN ('assigned', 'in_hand') AND team_id IN (
        SELECT id FROM units u WHERE kind = 'team' AND NOT EXISTS (
            SELECT 1 FROM roles o WHERE o.unit_id = u.id AND o.role = 'department' AND o.revoked_at IS NULL
        )
    )
    UNION
    SELECT r.id FROM reports r
    WHERE r.status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
        AND r.holder_id IN (SELECT person_id FROM roles WHERE revoked_at IS NOT NULL)
        AND NOT EXISTS (
            WITH RECURSIVE up (id, parent_id) AS (
                SELECT u.id, u.parent_id FROM units u WHERE u.id IN (r.grid_id, r.unit_id)
                UNION
                SELECT u.id, u.parent_id FROM units u JOIN up ON u.id = up.parent_id
            )
            SELECT 1 FROM roles o
            WHERE o.person_id = r.holder_id AND o.revoked_at IS NULL AND CAST(:roles AS TEXT) LIKE '%,' || o.role || ',%'
                AND (o.unit_id IS NULL OR o.unit_id IN (SELECT id FROM up))
        )
)
ORDER BY id LIMIT :limit;

-- name: waited_out
SELECT * FROM reports WHERE waits_until <= :now ORDER BY waits_until, id LIMIT :limit;

-- name: set_breaches_right!
UPDATE reports SET breach_at = :latest WHERE breach_at > :latest;

-- name: breached
SELECT * FROM reports WHERE breach_at <= :now ORDER BY breach_at, id LIMIT :limit;

-- name: set_waits_right!
-- A time further ahead is that of a clock that was wrong.
UPDATE reports SET waits_until = :latest WHERE waits_until > :latest AND status = :status;

-- name: waiting_until
SELECT * FROM reports WHERE status = 'waiting' AND waits_until > :after AND waits_until <= :last ORDER BY waits_until, id;

-- name: since
SELECT * FROM reports WHERE created_at >= :since ORDER BY created_at, id;

-- name: near
-- PostgreSQL has its own in reports.postgres.sql. How near they are is looked at afterwards. SQLite would rather go by the status, that is
-- through all of them: it has no statistics of ours.
SELECT * FROM reports INDEXED BY ix_reports_cell
WHERE cell IN (SELECT value FROM json_each(:cells)) AND status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
    AND created_at >= :since AND (CAST(:category AS TEXT) IS NULL OR category = :category);

-- name: verified_like$
SELECT COUNT(*) FROM reports
WHERE created_at >= :since AND status = 'verified' AND cell = CAST(:cell AS TEXT) AND category = CAST(:category AS TEXT) AND id <> :case_id;

-- name: parts
-- At whatever depth; UNION, so that it ends even if there were a circle.
WITH RECURSIVE below (id) AS (
    SELECT id FROM reports WHERE merged_into = :case_id
    UNION
    SELECT r.id FROM reports r JOIN below b ON r.merged_into = b.id
)
SELECT * FROM reports WHERE id IN (SELECT id FROM below) ORDER BY created_at, id;

-- name: case_of^
WITH RECURSIVE above (id, merged_into) AS (
    SELECT id, merged_into FROM reports WHERE id = :report_id
    UNION
    SELECT r.id, r.merged_into FROM reports r JOIN above a ON r.id = a.merged_into
)
SELECT * FROM reports WHERE id = (SELECT id FROM above WHERE merged_into IS NULL);

-- name: repoint!
UPDATE reports SET merged_into = CAST(:case_id AS BIGINT) WHERE merged_into = :report_id;

-- name: count_since$
SELECT COUNT(*) FROM reports WHERE created_at > :since;
