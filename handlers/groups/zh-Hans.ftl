group-hello = 大家好，我是「哨」。工作人员在这里发 /bind，这个群就会收到自己社区的新上报：只有编号、类别和网格，没有照片、地址和姓名。想报隐患，请私下发给我。
group-how-to-bind = 把我拉进工作群，再在群里发 /bind，群里就会收到您那一片的新上报；/unbind 取消。要在频道里发预警，把我设为频道管理员，给我发消息的权限，我会私下问您发哪一片的。
group-bound = 好了，「{ $unit }」有新上报，会在这个群里说一声：只有编号、类别和网格。不想要了，发 /unbind。
group-choose = 这个群要收哪一片的上报？（也可以发「/bind 编号」）
group-unit-unknown = 没有找到这个单位，或者不归您管。
group-unbound = 好的，这个群不再收到上报。
group-not-bound = 这个群没有绑定任何一片。
group-staff-only = 这一步只有工作人员能做。
group-toast-bound = 绑定好了。
lost-group = 「{ $unit }」的工作群里我已经不能发消息了，新上报不会再发到那个群。需要的话，请重新拉我进群。
lost-channel = 「{ $unit }」的频道里我已经不能发消息了，预警不会再发到那里。需要的话，请重新让我当频道管理员，并给我发消息的权限。

channel-choose = 我进您的频道了。要在那里发哪一片的预警？频道叫什么，我不记。
channel-again = 我又进您的频道了，「{ $unit }」的预警照旧先发在那里。想换一片，点下面：
channel-bound = 好了，「{ $unit }」有预警，会先发在您的频道里；隐患上报不会发过去。不想要了，把我移出频道就行。
channel-or-else = 点错了，或者只要其中一片？再点一下：

group-report-ordinary = 🆕 <b>{ $code }</b> · { $kind } · { $grid }
group-report-danger = ⚠️ <b>有生命危险</b> · <b>{ $code }</b> · { $kind } · { $grid }
group-open = 私聊打开
group-list = 又有 { $count } 件新上报，都在「待办」里：
group-list-line = • { $code } · { $kind } · { $grid }
group-list-more = ……还有 { $count } 件
