-- name: since
-- In the same places as reports.worklist. Each time counts: what nobody looked at may yet be opened again, or be verified late.
WITH RECURSIVE mine (unit_id) AS (
    SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND CAST(:roles AS TEXT) LIKE '%,' || role || ',%'
), below (id) AS (
    SELECT unit_id FROM mine WHERE unit_id IS NOT NULL
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
)
SELECT e.event, COUNT(*) AS times FROM report_events e JOIN reports r ON r.id = e.report_id
WHERE e.event IN ('verified', 'lapsed', 'reopened') AND e.at > :since AND e.at <= :now AND (
    r.grid_id IN (SELECT id FROM below) OR r.unit_id IN (SELECT id FROM below) OR r.team_id IN (SELECT id FROM below)
    OR EXISTS (SELECT 1 FROM mine WHERE unit_id IS NULL)
)
GROUP BY e.event;

-- name: of_report
SELECT event, actor FROM report_events
WHERE report_id = :report_id AND event IN ('verified', 'lapsed', 'reopened')
ORDER BY id;
