-- name: near
SELECT l.person_id AS id, l.place FROM lookers l JOIN people p ON p.id = l.person_id
WHERE l.cell = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(:cells AS JSONB)))) AND (l.asked_on IS NULL OR l.asked_on <> :day)
    AND p.consented_at IS NOT NULL AND p.unreachable_at IS NULL;
