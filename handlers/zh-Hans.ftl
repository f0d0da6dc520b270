# 大家共用的说法

time-today = 今天 { $clock }
time-tomorrow = 明天 { $clock }
time-yesterday = 昨天 { $clock }
time-date = { $month }月{ $day }日 { $clock }

menu-report = 报隐患
menu-my-reports = 我的上报
menu-mine = 我的
menu-help = 帮助
menu-worklist = 待办

dialog-back = 上一步
dialog-cancel = 取消
dialog-cancelled = 好的，已取消，什么也没有保存。
dialog-first-this = 您有一步还没办完，先把它办完，或者点「取消」。
dialog-nothing-to-cancel = 现在没有要取消的事。需要时点下面的按钮就行。
dialog-expired = 刚才那一步放得太久，已经结束了。想继续请重新开始。
dialog-stale = 这个按钮已经过期了，请看最新的消息。
dialog-not-understood = 这一步还不能用您发的内容。

button-gone = 这个按钮已经不能用了。
button-not-yours = 没有找到，或者不归您处理。
not-understood = 这种消息我还看不懂。请发照片、位置或文字，或者点下面的按钮。
failed = 抱歉，刚才那条消息没能处理好。我们已经记下来了，请再发一次；紧急情况请直接拨打 110、119 或 120。
repeated = （网络不稳，这条可能重复）
