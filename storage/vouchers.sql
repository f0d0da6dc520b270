-- name: add$
INSERT INTO vouchers (reward_id, account_id, operation, code_hash, code, holder, price, state, bought_at, expires_at)
VALUES (:reward_id, :account_id, :operation, :code_hash, :code, :holder, :price, 'open', :bought_at, :expires_at) RETURNING id;

-- name: by_id^
SELECT id, reward_id, account_id, code, holder, price, state, bought_at, expires_at, ended_at FROM vouchers WHERE id = :voucher_id;

-- name: by_code^
SELECT id, reward_id, account_id, code, holder, price, state, bought_at, expires_at, ended_at FROM vouchers
WHERE code_hash = :code_hash;

-- name: by_operation^
SELECT id, reward_id, account_id, code, holder, price, state, bought_at, expires_at, ended_at FROM vouchers
WHERE operation = :operation;

-- name: of_account
SELECT id, reward_id, account_id, code, holder, price, state, bought_at, expires_at, ended_at FROM vouchers
WHERE account_id = :account_id ORDER BY id;

-- name: had_since$
-- What was given back, or not used in time, counts as not had.
SELECT COUNT(*) FROM vouchers
WHERE account_id = :account_id AND reward_id = :reward_id AND bought_at >= :since AND state IN ('open', 'used');

-- name: due
SELECT id FROM vouchers WHERE state = 'open' AND expires_at <= :now ORDER BY expires_at, id LIMIT :limit;

-- name: end$
-- Once: the condition and the change are one.
UPDATE vouchers SET state = :state, ended_at = :now, code = NULL, holder = NULL WHERE id = :voucher_id AND state = 'open' RETURNING id;

-- name: used_of_unit
SELECT v.id, v.price, v.ended_at, r.name, r.name_en, r.partner_id FROM rewards r JOIN vouchers v ON v.reward_id = r.id
WHERE r.unit_id = :unit_id AND v.state = 'used' AND v.ended_at >= :since ORDER BY v.ended_at, v.id;

-- name: used_of_partner
SELECT v.id, v.price, v.ended_at, r.name, r.name_en, r.partner_id FROM rewards r JOIN vouchers v ON v.reward_id = r.id
WHERE r.partner_id = :unit_id AND v.state = 'used' AND v.ended_at >= :since ORDER BY v.ended_at, v.id;
