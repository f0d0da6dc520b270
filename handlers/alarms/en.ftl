# For operators: what is wrong with the bot itself, and what to do about it

alarm-conflict = ⚠️ Another program takes messages with the same token, and some of what residents send may go to it. Find it and stop it; if you cannot, get a new token from @BotFather.
alarm-conflict-over = ✅ Only one program takes messages now.
alarm-silence = ⚠️ Nothing can be had from Telegram since { $since }. I keep trying and catch up by myself. Please look at the network and the proxy (telegram.proxy). If it lasts until { $lost }, the oldest messages are lost.
alarm-silence-over = ✅ Telegram can be reached again; I am catching up.
alarm-webhook = ⚠️ Since { $since } Telegram has not been able to bring me what residents write: { $why }. Please look at the proxy in front of me, its certificate, and telegram.webhook_url. I catch up as soon as it works; if it lasts until { $lost }, the oldest messages are lost.
alarm-webhook-over = ✅ Telegram reaches me again; I am catching up.
alarm-backlog = ⚠️ A message has been waiting to be handled since { $since }. Please look at the log, and run shao check.
alarm-backlog-over = ✅ Everything that waited has been handled.
alarm-gap = ⚠️ From { $began } to { $ended } nothing was taken from Telegram. I am catching up and nothing is lost; but buttons that were tapped meanwhile have to be tapped again.
alarm-gap-lost = ⚠️ From { $began } to { $ended } nothing was taken from Telegram, which keeps messages for 24 hours: what was sent between { $began } and { $lost } is most likely lost. Please ask people to send it again. I am catching up with the rest.
alarm-disk = ⚠️ The disk is nearly full: { $free } are left ({ $percent } %). Once it is full, no report can be taken. Please make room soon.
alarm-disk-over = ✅ There is room on the disk again.
alarm-storage = ⚠️ The database has taken nothing since { $since } (a full disk, another program's lock, or no connection). Nothing is lost, and new messages wait at Telegram. Please see to it soon; I go on by myself.
alarm-storage-over = ✅ The database works again; what has waited since { $since } is being handled.
alarm-dead-letter = { $count ->
    [one] ⚠️ A message failed three times and was put aside; its sender has had an apology. Please run shao dead-letters list.
   *[other] ⚠️ { $count } messages failed three times and were put aside; their senders have had an apology. Please run shao dead-letters list.
}
alarm-backup = ⚠️ The backup failed: { $reason }. Please see to it and run shao backup once more.
alarm-backup-over = ✅ The backup worked again.
alarm-overrun = ⚠️ { $count } reports came in within an hour, which is the limit (limits.reports_per_hour_overall). From now on only words and places are taken, not photos and videos; danger to life is not affected.
alarm-books = ⚠️ The points’ books are wrong: they add up to { $sum }, not to 0; the balance of { $accounts } accounts is not what their history says. Please compare with a backup before anybody redeems more.
alarm-books-over = The points’ books are right again.
