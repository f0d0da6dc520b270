# 写给运维的人：机器人自己出了什么事，接下来该做什么

alarm-conflict = ⚠️ 有另一个程序在用同一个令牌收消息，居民发来的东西可能被它拿走了。请找到并停掉它；找不到，就在 @BotFather 换一个新令牌。
alarm-conflict-over = ✅ 现在只有一个程序在收消息了。
alarm-silence = ⚠️ 从{ $since }起就收不到 Telegram 的消息。机器人一直在重试，恢复后会自动补收。请检查网络和代理（telegram.proxy）。到{ $lost }还没恢复，最早的消息就会丢。
alarm-silence-over = ✅ 又能收到 Telegram 的消息了，断开期间的正在补收。
alarm-webhook = ⚠️ 从{ $since }起，居民发来的消息 Telegram 送不到机器人这里：{ $why }。请检查机器人前面的代理、证书和 telegram.webhook_url。通了以后会自动补收；到{ $lost }还没通，最早的消息就会丢。
alarm-webhook-over = ✅ Telegram 又能把消息送到了，积下的正在补收。
alarm-backlog = ⚠️ 有消息从{ $since }一直等到现在还没处理。请看日志，并运行 shao check。
alarm-backlog-over = ✅ 积压的消息处理完了。
alarm-gap = ⚠️ 从{ $began }到{ $ended }没有收 Telegram 的消息。现在正在补收，没有丢；但这段时间里点的按钮已经失效，需要重新点。
alarm-gap-lost = ⚠️ 从{ $began }到{ $ended }没有收 Telegram 的消息。Telegram 只保留 24 小时：{ $began }到{ $lost }之间发来的很可能丢了，请通知大家重新发。之后的正在补收。
alarm-disk = ⚠️ 磁盘快满了：只剩 { $free }（{ $percent }%）。满了以后就收不下新的上报。请尽快清理或扩容。
alarm-disk-over = ✅ 磁盘空间够用了。
alarm-storage = ⚠️ 从{ $since }起数据库写不进去（磁盘满了、被别的程序占着，或者连不上）。机器人没有丢东西，新消息先留在 Telegram 那边；请尽快处理，恢复后会自动继续。
alarm-storage-over = ✅ 数据库恢复了，从{ $since }起留下的消息正在处理。
alarm-dead-letter = ⚠️ 有 { $count } 条消息处理三次都失败，先放在一边了；发的人已经收到道歉。请运行 shao dead-letters list 查看。
alarm-backup = ⚠️ 备份没有成功：{ $reason }。请处理后再运行一次 shao backup。
alarm-backup-over = ✅ 备份又成功了。
alarm-overrun = ⚠️ 这一小时已经收到 { $count } 件上报，到了上限（limits.reports_per_hour_overall）。现在起只收文字和位置，照片、视频先不收；有生命危险的不受影响。
alarm-books = ⚠️ 积分账对不上：总和是 { $sum }，本来应该是 0；有 { $accounts } 个账户的余额和流水不一致。请先停用兑换，从备份里核对。
alarm-books-over = 积分账又对上了。
