-- name: save$
INSERT INTO places (code, name, name_en, latitude, longitude, retired_at, created_at)
VALUES (:code, :name, :name_en, :latitude, :longitude, CAST(:retired_at AS BIGINT), :now)
ON CONFLICT (code) DO UPDATE SET
    name = excluded.name, name_en = excluded.name_en, latitude = excluded.latitude, longitude = excluded.longitude,
    retired_at = CASE WHEN excluded.retired_at IS NULL THEN NULL ELSE COALESCE(places.retired_at, excluded.retired_at) END
RETURNING id;

-- name: by_code^
SELECT code, name, name_en, latitude, longitude, retired_at FROM places WHERE code = :code;

-- name: everything
SELECT code, name, name_en, latitude, longitude, retired_at FROM places ORDER BY name, code;
