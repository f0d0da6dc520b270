-- name: of_unit
SELECT id, unit_id, person_id, deputy_id, days, begins, ends, number FROM shifts WHERE unit_id = :unit_id ORDER BY begins, id;

-- name: by_id^
SELECT id, unit_id, person_id, deputy_id, days, begins, ends, number FROM shifts WHERE id = :shift_id;

-- name: add!
INSERT INTO shifts (unit_id, person_id, deputy_id, days, begins, ends, number)
VALUES (:unit_id, :person_id, CAST(:deputy_id AS BIGINT), :days, :begins, :ends, :number);

-- name: remove!
DELETE FROM shifts WHERE id = :shift_id;
