-- name: living_in
SELECT p.id, p.home_unit_id, w.body FROM people p JOIN wishes w ON w.person_id = p.id
WHERE p.home_unit_id = ANY (ARRAY(SELECT CAST(jsonb_array_elements_text(CAST(:unit_ids AS JSONB)) AS BIGINT)))
    AND p.unreachable_at IS NULL AND p.id > :after AND p.id <= :last
ORDER BY p.id;
