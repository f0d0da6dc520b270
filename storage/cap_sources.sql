-- name: add!
INSERT INTO cap_sources (sender, identifier, sent_at, alert_id) VALUES (:sender, :identifier, :sent_at, :alert_id);

-- name: alert_of^
SELECT alert_id FROM cap_sources WHERE sender = :sender AND identifier = :identifier AND sent_at = :sent_at;

-- name: newest^
SELECT s.sent_at FROM cap_sources s JOIN alerts a ON a.id = s.alert_id WHERE a.event = :event ORDER BY s.sent_at DESC LIMIT 1;
