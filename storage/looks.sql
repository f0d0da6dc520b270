-- name: offer!
INSERT INTO lookers (person_id, place, cell) VALUES (:person_id, :place, :cell)
ON CONFLICT (person_id) DO UPDATE SET place = excluded.place, cell = excluded.cell;

-- name: withdraw!
DELETE FROM lookers WHERE person_id = :person_id;

-- name: place$
SELECT place FROM lookers WHERE person_id = :person_id;

-- name: near
-- PostgreSQL has its own in looks.postgres.sql. Nobody twice on one day, whatever a clock said that was wrong.
SELECT l.person_id AS id, l.place FROM lookers l JOIN people p ON p.id = l.person_id
WHERE l.cell IN (SELECT value FROM json_each(:cells)) AND (l.asked_on IS NULL OR l.asked_on <> :day)
    AND p.consented_at IS NOT NULL AND p.unreachable_at IS NULL;

-- name: asked!
UPDATE lookers SET asked_on = :day WHERE person_id = :person_id;
