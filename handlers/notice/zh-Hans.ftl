notice-staff-only = 「发通知」只给工作人员用。想报隐患，直接发照片就行。
notice-ask-unit = 这条通知发给哪一片的人？
notice-ask-words = 要告诉「{ $unit }」的人什么？写成一条文字发给我，最多 { $most } 个字。先给您看一眼，不会马上发出去。
notice-too-long = 这条有 { $length } 个字，最多 { $most } 个。请改短一点再发给我；还没有发出去。
notice-preview =
    大家看到的是这样：

    { $notice }

    以「{ $unit }」的名义发，不显示您的名字。现在有 { $people } 人能收到，{ $time }发完。{ $ring }
notice-preview-nobody = 现在没有人能收到「{ $unit }」的通知：这一片还没有人在「我的」里填住处，也没有骑手在这里。
notice-rings = 收到时会响铃。
notice-quiet = 现在是夜里，收到时不响铃。
notice-send = 发出
notice-change = 改一改
notice-text = 📢 <b>{ $unit }</b>：{ $words }

notice-waiting = { $seconds } 秒后发给「{ $unit }」的 { $people } 人。现在点「撤回」，谁也不会收到。
notice-going = 正在发给「{ $unit }」的 { $people } 人，{ $sent } 人已收到。
notice-done = ✅ 发完了：「{ $unit }」{ $people } 人，{ $sent } 人已收到。
notice-taken-back = 通知已撤回，谁也没有收到。
notice-stopped = 通知已停发：{ $sent } 人已经收到，其余的人不会再收到。
notice-failed = { $count } 人没送到：停用了这个机器人，或者账号已经注销。
notice-unknown = { $count } 人收没收到说不准：发的时候网络断了。不再重发，免得收到两遍。
notice-undo = 撤回
notice-stop = 停止发送
notice-over = 这条通知已经发完，或者已经停了。
