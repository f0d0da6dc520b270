joining-offer = 离这里大约 { $metres } 米，{ $age }有人报过：{ $kind }。是同一个吗？不是就不用管它。
joining-join = 同一个，加入
joining-age-new = { $count ->
       *[other] 不到一小时前
    }
joining-age-hours = { $count } 小时前
joining-age-days = { $count } 天前
joining-age-weeks = { $count } 周前
joining-joined = 加入了。您的照片和文字已经放到一起，工作人员一次办；有进展照样告诉您（{ $code }）。
joining-leave = 不是同一个，分开
joining-left = 好的，{ $code } 分开单独办。
joining-already = 已经和那一件合在一起了。
joining-over = 那一件已经办完了。您这一件单独办，不用再报。
joining-told-merged = { $count ->
        [1] { $code } 和另一条是同一件事，工作人员合在一起办了，有进展照样告诉您。
       *[other] 您的 { $count } 条上报和另一条是同一件事，工作人员合在一起办了，有进展照样告诉您。
    }
joining-told-split = { $count ->
       *[other] { $code } 不是同一件事，工作人员把它分开单独办了，有进展我告诉您。
    }
joining-same = 重复…
joining-into = 这是重复的，并到另一件…
joining-gather = 把别的重复件并进来…
joining-split = 拆分
joining-split-one = 拆出 { $code }
joining-ask-into = { $count ->
        [0] { $code } 和哪一件重复？请打出那一件的编号。
       *[other] { $code } 和哪一件重复？点一个附近的，或者打出那一件的编号。
    }
joining-ask-gather = { $count ->
        [0] 哪些和 { $code } 是同一件事？附近没有别的，请打出编号，一条一个。
       *[other] 哪些和 { $code } 是同一件事？点一下打勾，再点取消；也可以打出编号。选好了一次合并。
    }
joining-near = { $code } · { $kind } · 约 { $metres } 米 · { $age }
joining-ticked = ✓ { $what }
joining-gather-done = 合并打勾的 { $count } 件
joining-merged = { $count ->
        [1] 已并入 { $code }，照片和文字都在那张卡片上，相关的人都会收到通知。
       *[other] { $count } 件已并入 { $code }，照片和文字都在那张卡片上，相关的人都会收到通知。
    }
joining-refused-itself = 这是同一件，不用合并。
joining-refused-over = 没有合并：只有还没办完的工单才能合并。
joining-refused-apart = 没有合并：举报工作人员或部门的，只能单独处理。
joining-refused-unknown = 没有合并：没有找到这个编号，或者不归您处理。
