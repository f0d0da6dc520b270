-- name: ended
-- What became part of a case is kept as long as that.
SELECT id FROM reports r
WHERE unlinked_at IS NULL AND (closed_at < :before OR (status = 'done' AND updated_at < :before))
    AND (merged_into IS NULL OR (SELECT c.unlinked_at FROM reports c WHERE c.id = r.merged_into) IS NOT NULL)
ORDER BY id LIMIT :limit;

-- name: reporter$
SELECT reporter FROM reports WHERE id = :report_id;

-- name: unlink!
UPDATE reports SET reporter = NULL, reporter_name = NULL WHERE id = :report_id;

-- name: unname!
UPDATE reports SET reporter_name = NULL WHERE id = :report_id;

-- name: forget_albums!
-- An album's name says whose it was.
UPDATE report_media SET album = NULL WHERE report_id = :report_id;

-- name: forget_author!
DELETE FROM authorship WHERE who = :who AND report = :report;

-- name: point^
SELECT latitude, longitude FROM reports WHERE id = :report_id;

-- name: blur!
UPDATE reports SET latitude = :latitude, longitude = :longitude, cell = :cell, accuracy = NULL WHERE id = :report_id;

-- name: forget_words!
UPDATE reports SET words = NULL, place_words = NULL WHERE id = :report_id;

-- name: forget_notes!
-- What the reporter wrote; a kind of hazard, which is a note as well, is none of their words.
UPDATE report_events SET note = NULL WHERE report_id = :report_id AND actor = 'reporter' AND event <> 'category';

-- name: files
SELECT path FROM report_media WHERE report_id = :report_id AND stage = :stage AND path IS NOT NULL;

-- name: forget_media!
DELETE FROM report_media WHERE report_id = :report_id AND stage = :stage;

-- name: complete!
UPDATE reports SET unlinked_at = :day WHERE id = :report_id;

-- name: authors_after
SELECT who, report FROM authorship WHERE (who, report) > (:who, :report) ORDER BY who, report LIMIT :limit;

-- name: forget_authors*!
DELETE FROM authorship WHERE who = :who AND report = :report;

-- name: add_authors*!
INSERT INTO authorship (who, report) VALUES (:who, :report);
