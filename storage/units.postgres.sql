-- name: touching
SELECT id, code, kind, parent_id, name, name_en, geometry, retired_at FROM units
WHERE id IN (SELECT unit_id FROM unit_cells WHERE cell IN (SELECT jsonb_array_elements_text(CAST(:cells AS JSONB))))
ORDER BY code;
