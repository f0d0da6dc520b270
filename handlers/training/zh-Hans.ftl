command-training = 培训：看看有什么课，一点就报名

training-kind-extinguisher = 灭火器使用
training-kind-aed = AED 与心肺复苏
training-kind-evacuation = 疏散演练
training-kind-gas = 燃气安全
training-kind-first_aid = 急救
training-kind-ebike = 电动车安全
training-kind-other = 其他
training-titled = { $title }
training-described = <b>{ $course }</b> · { $starts } 开始，{ $minutes } 分钟 · { $place }

training-list = 🎓 您这一片最近的培训：
training-none = 🎓 您这一片最近没有培训。有了新的，发 /training 就能看到。
training-no-home = 🎓 培训是按片安排的。请先选一下您住在哪里，就能看到附近有什么课。
training-line = { $number }. { $session }｜{ $standing }
training-seats = { $left ->
    [0] 满了，{ $waiting } 人在排队
   *[other] 还有 { $left } 个名额
 }
training-you-come = ✅ 您已报名
training-you-wait = ⏳ 您排第 { $position }
training-kept-for-you = 🪑 给您留着名额，{ $until } 前请确认
training-join = { $number } 报名
training-wait = { $number } 排队
training-leave = { $number } 不去了
training-take-number = { $number } 要这个名额

training-confirmed =
    ✅ 报上名了：{ $session }
    点开下面的文件，就能加进手机日历，提前一天和一小时会提醒您。
training-clash = ⚠️ 同一时间您还有：{ $session }
training-waits =
    ⏳ 名额满了，您排在第 { $position }：{ $session }
    一有空位就告诉您，不用守着。
training-offer =
    🪑 空出一个名额，先给您：{ $session }
    给您留到 { $until }。要来吗？
training-ran-out = 给您留的名额时间到了，已经让给下一位：{ $session }
training-called-off =
    ❌ 「{ $unit }」通知：培训取消了，请不要跑空。
    { $session }
training-reminder = 🔔 别忘了：{ $session }。您来吗？
training-soon = 🔔 别忘了：{ $session }。等您来。
training-take = 我要
training-no = 不要了
training-come = 我会来
training-cannot = 来不了
training-wait-no-more = 不排了
training-wait-again = 重新排队

training-in = 报上名了
training-now-waiting = 您排在第 { $position }
training-left = 好的，已经取消；名额会留给需要的人。日历里的也请删掉。
training-good = 好的，等您来！
training-already = 您已经报过名了。
training-not-in = 您没有报这个名，或者已经取消了。
training-kept-no-more = 这个名额已经不再为您保留。发 /training 看看还有没有位子。
training-too-late = 这次培训已经开始、结束或取消了。

course-staff-only = 「/course」只给工作人员用。想参加培训，发 /training。
course-ask-kind = 办什么培训？
course-ask-title = 叫什么名字？最多 { $most } 个字。
course-ask-unit = 给哪一片的人办？
course-ask-day = 哪一天？点一个，或者写出来，比如 12-05，连时间一起也行：12-05 14:00。
course-day-past = 这个时间已经过去，或者太远了。请重新选一天，比如 12-05 14:00。
course-day = { $month }月{ $day }日 { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
 }
course-ask-hour = 几点开始？点一个，或者写出来，比如 14:30。
course-hour = { $hour }
course-ask-length = 多长时间？点一个，或者写出有几分钟。
course-minutes = { $minutes } 分钟
course-ask-place = 在哪里？用几个字写清楚（最多 { $most } 个字）。也可以先用回形针发一个位置。
course-ask-name = 位置记下了。那里叫什么，怎么找？（最多 { $most } 个字）
course-ask-seats = 多少个名额？点一个，或者写数字，最多 { $most }。
course-seats = { $seats } 人
course-unit-gone = 这一片已经不在了，请取消后重新开始。
course-preview =
    大家看到的是这样：

    { $session }

    { $seats } 个名额，「{ $unit }」的人都能报名。
course-make = 开放报名
course-too-late = 定的时间已经过了，没有开放报名。请发 /course 重新开始。
course-card =
    🎓 { $session }
    「{ $unit }」：{ $taken }/{ $seats } 人报名，{ $waiting } 人排队。
course-look = 刷新
course-off = 取消培训
course-off-sure = 确定取消，通知 { $people } 人
course-keep = 不取消
course-called-off = 已取消，正在通知 { $people } 人
course-over = 这次培训已经开始、结束或取消了。
course-move = 改时间
course-move-preview =
    改成这样，报了名和在排队的人都会收到通知：

    { $session }
course-move-sure = 确定改
training-moved =
    🔄 「{ $unit }」通知：培训改时间了。
    { $session }
