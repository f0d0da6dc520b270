-- name: engine^
-- PostgreSQL has its own three in health.postgres.sql.
SELECT 'SQLite ' || sqlite_version() AS version, c.page_count * s.page_size AS bytes
FROM pragma_page_count() c, pragma_page_size() s;

-- name: unplanned
-- SQLite chooses its indexes well enough without statistics.
SELECT '' AS name WHERE false;

-- name: touch_disk!
-- Writes one page, in which nothing changes.
PRAGMA user_version = 0;

-- name: updates^
SELECT COUNT(*) AS waiting, MIN(received_at) AS since FROM inbox WHERE state = 'waiting';

-- name: messages^
-- Without broadcasts, which may take their time.
SELECT COUNT(*) AS waiting, MIN(CASE WHEN not_before > created_at THEN not_before ELSE created_at END) AS since FROM outbox
WHERE state = 'waiting' AND not_before <= :now AND lane < :bulk;

-- name: lanes
-- Counted in the index alone; the oldest is the one that was owed first.
SELECT d.lane, d.waiting, o.created_at AS since
FROM (SELECT lane, COUNT(*) AS waiting, MIN(id) AS first FROM outbox WHERE settled_at IS NULL GROUP BY lane) d
JOIN outbox o ON o.id = d.first;

-- name: dead$
SELECT COUNT(*) FROM inbox WHERE state = 'dead';
