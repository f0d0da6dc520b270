-- name: count_following$
SELECT COUNT(DISTINCT c.person_id) FROM alerts a JOIN alert_copies c ON c.alert_id = a.id JOIN people p ON p.id = c.person_id
WHERE a.event = :event AND a.serial < :serial AND c.state = 'owed' AND p.unreachable_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM alert_units u WHERE u.alert_id = :alert_id AND u.unit_id = p.home_unit_id)
  AND c.person_id NOT IN (SELECT CAST(one AS BIGINT) FROM jsonb_array_elements_text(CAST(:without AS JSONB)) one);
