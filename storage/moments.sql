-- name: get$
SELECT at FROM moments WHERE name = :name;

-- name: put!
INSERT INTO moments (name, at) VALUES (:name, :at) ON CONFLICT (name) DO UPDATE SET at = excluded.at;
