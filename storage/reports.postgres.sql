-- name: near
SELECT * FROM reports
WHERE cell = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:cells AS JSONB)))) AND status IN ('received', 'accepted', 'assigned', 'in_hand', 'waiting', 'deferred')
    AND created_at >= :since AND (CAST(:category AS TEXT) IS NULL OR category = :category);
