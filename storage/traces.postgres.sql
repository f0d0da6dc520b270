-- name: mix$
-- Rows lie in the order in which they were written, and tell with which others: written anew together, they no longer say so.
WITH few AS (
    SELECT DISTINCT person_id FROM authorship WHERE person_id > :after ORDER BY person_id LIMIT :limit
), taken AS (
    DELETE FROM authorship a USING few s WHERE a.person_id = s.person_id RETURNING a.person_id, a.report
), put AS (
    INSERT INTO authorship (person_id, report) SELECT person_id, report FROM taken ORDER BY person_id, report RETURNING person_id
)
SELECT MAX(person_id) FROM put;
