-- name: set_area!
UPDATE people SET area = :area WHERE id = :person_id;

-- name: area$
SELECT area FROM people WHERE id = :person_id;

-- name: moving
SELECT id, area FROM people WHERE area IS NOT NULL;

-- name: reachable
SELECT p.id, p.area FROM people p
WHERE p.id > :after AND p.area IS NOT NULL AND p.unreachable_at IS NULL
  AND EXISTS (SELECT 1 FROM roles r WHERE r.person_id = p.id AND r.role = 'rider' AND r.revoked_at IS NULL)
ORDER BY p.id;
