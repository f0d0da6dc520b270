-- name: since
-- In the same places as worklists.load. Each time counts: what nobody looked at may yet be opened again, or be verified late.
WITH RECURSIVE mine (unit_id) AS (
    SELECT unit_id FROM roles WHERE person_id = :person_id AND revoked_at IS NULL AND CAST(:roles AS TEXT) LIKE '%,' || role || ',%'
), below (id) AS (
    SELECT unit_id FROM mine WHERE unit_id IS NOT NULL
    UNION
    SELECT u.id FROM units u JOIN below b ON u.parent_id = b.id
), working (id, parent_id) AS (
    SELECT u.id, u.parent_id FROM units u JOIN roles o ON o.unit_id = u.id
    WHERE o.person_id = :person_id AND o.revoked_at IS NULL AND o.role IN ('department', 'staff', 'duty_officer', 'administrator')
    UNION
    SELECT u.id, u.parent_id FROM units u JOIN working w ON u.id = w.parent_id
)
SELECT e.event, COUNT(*) AS times FROM report_events e JOIN reports r ON r.id = e.report_id
WHERE e.event IN ('verified', 'lapsed', 'reopened') AND e.at > :since AND e.at <= :now AND (
    r.grid_id IN (SELECT id FROM below) OR r.unit_id IN (SELECT id FROM below) OR r.team_id IN (SELECT id FROM below)
    OR EXISTS (SELECT 1 FROM mine WHERE unit_id IS NULL)
) AND (r.about_id IS NULL OR r.about_id NOT IN (SELECT id FROM working))
GROUP BY e.event;

-- name: of_report
SELECT event, actor FROM report_events
WHERE report_id = :report_id AND event IN ('verified', 'lapsed', 'reopened')
ORDER BY id;
