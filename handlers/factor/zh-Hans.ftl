factor-not-yours = 动态码只给工作人员用。
factor-ask-app =
    发橙色、红色预警要输一个动态码：手机上的验证器每 30 秒换一次的 6 位数字。就算别人拿到您的 Telegram，没有它也发不出去。

    先在手机上装一个验证器，比如 Microsoft Authenticator、Google Authenticator，或微信小程序「腾讯身份验证器」。装好了点下面。
factor-ready = 装好了，开始
factor-title = 动态码
factor-picture = 用验证器扫一扫
factor-scan = 用验证器扫这个二维码。验证器就在这部手机上，扫不了？在里面选「手动输入」，把这个密钥打进去：
factor-key = <code>{ $typed }</code>
factor-keep = 别给别人看。设好了就自动收起来。
factor-ask-code = 验证器上现在是哪 6 位数字？发给我就设好了。
factor-covered = 二维码和密钥收起来了。
factor-set = ✅ 设好了。以后发橙色、红色预警，看一眼验证器，把 6 位数字发来就行。换手机以前，先来 /factor 重新设。
factor-have =
    您的动态码在用。换手机就点「重新设」。改和停都要先输一次现在的动态码。
    手机丢了？请管这个机器人的人替您清掉，再来重新设。
factor-renew = 重新设
factor-remove = 停用
factor-to-renew = 先输旧的动态码：验证器上现在是哪 6 位数字？
factor-to-remove = 停用前先输一次动态码：验证器上现在是哪 6 位数字？
factor-removed = 停用了。再要发橙色、红色预警，得先来 /factor 重新设。
factor-wrong = 这 6 位不对。它 30 秒就换，请看现在的。总是不对的话，看看手机的时间准不准。
factor-used = 这个动态码用过了。等验证器换了下一个再发。
factor-locked = 连着错了几次，先锁 { $minutes } 分钟。不是您在试？马上告诉管理员。
factor-none = 您还没有动态码。发 /factor 设一个，一分钟就好。
factor-reset = 您的动态码被清掉了，请发 /factor 重新设。没有请人清过？马上告诉管理员。
