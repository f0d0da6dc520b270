-- name: touching
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units
WHERE id IN (SELECT unit_id FROM unit_cells WHERE cell = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:cells AS JSONB)))))
ORDER BY code;

-- name: holding
SELECT value ->> 0 AS cell FROM jsonb_array_elements(CAST(:ranges AS JSONB))
WHERE (SELECT MIN(cell) FROM unit_cells WHERE cell BETWEEN value ->> 1 AND '89' || SUBSTR(value ->> 0, 3)) IS NOT NULL;
