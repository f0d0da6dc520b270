-- name: add!
INSERT INTO farewells (content) VALUES (:content);

-- name: first^
SELECT id, content FROM farewells ORDER BY id LIMIT 1;

-- name: save!
UPDATE farewells SET content = :content WHERE id = :id;

-- name: end!
DELETE FROM farewells WHERE id = :id;

-- name: owed
SELECT id, payload FROM outbox WHERE id > :after AND settled_at IS NULL AND batch IS NULL ORDER BY id LIMIT :limit;

-- name: payload$
SELECT payload FROM outbox WHERE id = :id AND settled_at IS NULL;

-- name: rewrite!
UPDATE outbox SET payload = :payload WHERE id = :id;
