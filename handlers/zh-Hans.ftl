# 大家共用的说法

time-today = 今天 { $clock }
time-tomorrow = 明天 { $clock }
time-yesterday = 昨天 { $clock }
time-date = { $month }月{ $day }日 { $clock }
time-dated = { $year }年{ $month }月{ $day }日 { $clock }

menu-report = 报隐患
menu-my-reports = 我的上报
menu-mine = 我的
menu-help = 帮助
menu-worklist = 待办
menu-notice = 发通知
menu-alert = 发预警

dialog-back = 上一步
dialog-cancel = 取消
dialog-cancelled = 好的，这一步取消了，刚才发的没有保存。
dialog-first-this = 您有一步还没办完，先把它办完，或者点「取消」。
dialog-nothing-to-cancel = 现在没有要取消的事。需要时点下面的按钮就行。
dialog-expired = 刚才那一步放得太久，已经结束了。请重新发一次。
dialog-stale = 这个按钮已经过期了，请看最新的消息。
dialog-staff-only = 刚才那一步要由工作人员来做，您现在不再是了，所以已经结束。
dialog-not-understood = 这一步用不上您发的内容，请看下面的问题。

limit-media = 您这一小时发的照片、视频、语音已满 { $most } 个，还有 { $left } 个没有收。{ $at } 以后可以再发；文字随时都收。
limit-overrun = 现在各处上报的人特别多，照片、视频暂时收不下，有 { $left } 个没有收。文字和位置照常收。

button-gone = 这个按钮已经不能用了。
button-not-yours = 没有找到，或者不归您处理。
not-understood = 没有这个命令。想报隐患，发一张照片给我就行；/help 说明怎么用。
failed = 抱歉，刚才那条消息没能处理好。我们已经记下来了，请再发一次；紧急情况请直接拨打 110、119 或 120。
small-talk = 谢谢,谢谢你,谢谢您,感谢,好,好的,嗯,知道了,收到,你好,您好,在吗,再见,辛苦了,ok
small-talk-answer = 我在。看到隐患，随时发照片给我；想看进展，点「我的上报」。
edit-not-read = 改过的消息我看不到新内容，请再发一条。
repeated = （网络不稳，这条可能重复）

time-to-send-short = 不到 1 分钟
time-to-send = 大约 { $minutes } 分钟
