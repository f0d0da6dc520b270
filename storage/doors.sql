-- name: silent
-- Who of its area has a warning, has said nothing and wishes something; from the wishes, which are few.
SELECT p.id, p.home_unit_id, w.body
FROM wishes w
JOIN people p ON p.id = w.person_id
JOIN alert_copies c ON c.alert_id = :alert_id AND c.person_id = p.id AND c.state = 'owed'
WHERE EXISTS (SELECT 1 FROM alert_units u WHERE u.alert_id = :alert_id AND u.unit_id = p.home_unit_id)
  AND NOT EXISTS (SELECT 1 FROM alert_answers a WHERE a.event = :event AND a.person_id = p.id)
ORDER BY p.home_unit_id, p.id;

-- name: add$
INSERT INTO door_lists (alert_id, unit_id, rung, next_at) VALUES (:alert_id, :unit_id, 'none', :now) RETURNING id;

-- name: put*!
INSERT INTO doors (list_id, person_id, place) VALUES (:list_id, :person_id, :place);

-- name: by_id^
SELECT * FROM door_lists WHERE id = :list_id;

-- name: of_event
SELECT l.* FROM door_lists l JOIN alerts a ON a.id = l.alert_id
WHERE a.event = :event AND l.closed_at IS NULL ORDER BY l.id;

-- name: held
SELECT * FROM door_lists WHERE taken_by = :person_id AND closed_at IS NULL ORDER BY id;

-- name: events
SELECT DISTINCT a.event FROM door_lists l JOIN alerts a ON a.id = l.alert_id WHERE l.closed_at IS NULL ORDER BY a.event;

-- name: save!
UPDATE door_lists SET
    rung = :rung, taken_by = CAST(:taken_by AS BIGINT), taken_at = CAST(:taken_at AS BIGINT), offered_at = CAST(:offered_at AS BIGINT),
    next_at = CAST(:next_at AS BIGINT), shown = :shown
WHERE id = :list_id AND closed_at IS NULL;

-- name: take$
UPDATE door_lists SET taken_by = :person_id, taken_at = :now, next_at = NULL
WHERE id = :list_id AND taken_by IS NULL AND closed_at IS NULL
RETURNING id;

-- name: doors
-- With what the person behind it says by now; with their wishes as long as they live where the list is for.
SELECT d.list_id, d.place, d.person_id, d.result, d.at, s.answer, CASE WHEN p.home_unit_id = l.unit_id THEN w.body END AS body
FROM door_lists l
JOIN alerts a ON a.id = l.alert_id
JOIN doors d ON d.list_id = l.id
JOIN people p ON p.id = d.person_id
LEFT JOIN wishes w ON w.person_id = p.id
LEFT JOIN alert_answers s ON s.event = a.event AND s.person_id = p.id
WHERE l.id = :list_id AND l.closed_at IS NULL
ORDER BY d.place;

-- name: all_doors
SELECT d.list_id, d.place, d.person_id, d.result, d.at, s.answer, CASE WHEN p.home_unit_id = l.unit_id THEN w.body END AS body
FROM alerts a
JOIN door_lists l ON l.alert_id = a.id AND l.closed_at IS NULL
JOIN doors d ON d.list_id = l.id
JOIN people p ON p.id = d.person_id
LEFT JOIN wishes w ON w.person_id = p.id
LEFT JOIN alert_answers s ON s.event = a.event AND s.person_id = p.id
WHERE a.event = :event
ORDER BY d.list_id, d.place;

-- name: listed
SELECT d.person_id FROM alerts a
JOIN door_lists l ON l.alert_id = a.id AND l.closed_at IS NULL
JOIN doors d ON d.list_id = l.id
WHERE a.event = :event;

-- name: note!
UPDATE doors SET result = :result, at = :now WHERE list_id = :list_id AND place = :place;

-- name: empty!
DELETE FROM doors WHERE list_id = :list_id;

-- name: close!
UPDATE door_lists SET closed_at = :now, next_at = NULL, shown = NULL WHERE id = :list_id;
