invite-resident = 欢迎！记下了：您住在「{ $unit }」，以后这一片的预警和通知都会发给您。在「我的」里随时可以改。
invite-rider = 欢迎，骑手朋友！路上看到隐患：一张照片，点一下位置，就行。跑到哪片，哪片有通知就发给您；位置只算 12 小时，过后就删。
invite-volunteer = 欢迎！您现在是「{ $unit }」的志愿者。需要帮手时，我会在这里问您。
invite-department = 欢迎！您现在是「{ $unit }」的成员。转给你们的工单会直接发到这里，点卡片上的按钮就行，不用学什么命令；还没办完的，点下面的「待办」都看得到。同事和社区工作人员会在卡片上看到您的名字，上报人看不到。
invite-staff = 欢迎！您现在是「{ $unit }」的工作人员，也负责它下面的所有网格。新上报会直接发给您；没办完的都在「待办」里，每天早上 8 点我也会发给您看一眼（时间在「我的」里改）。同事会在卡片上看到您的名字，上报人看不到。
invite-duty_officer = 欢迎！您现在是「{ $unit }」的值班负责人，也看得到它的全部待办；每天早上 8 点我会发给您看一眼（时间在「我的」里改）。
invite-administrator = 您现在是管理员，看得到全部待办。出了需要您处理的情况，我会在这里提醒您；要请人来帮忙，发 /invite。
invite-administrator-of = 您现在是「{ $unit }」的管理员，看得到它的全部待办。出了需要您处理的情况，我会在这里提醒您；要请人来帮忙，发 /invite。
invite-invalid = 这个邀请链接不能用：可能已经过期，或者已经用完。请向邀请您的人再要一个。
invite-already = 这个邀请您已经用过了，不用再点。想看自己现在是什么身份，发 /roles。

role-resident = 居民
role-rider = 骑手
role-volunteer = 志愿者
role-department = 协同单位成员
role-staff = 工作人员
role-duty_officer = 值班负责人
role-administrator = 管理员
role-taken = 告诉您一声：您现在不再是「{ $unit }」的{ $role }了。谢谢您一直以来的付出。看到隐患，您照样可以在这里上报。
role-taken-everywhere = 告诉您一声：您现在不再是{ $role }了。谢谢您一直以来的付出。看到隐患，您照样可以在这里上报。

roles-head = 您在这里的身份：
roles-line = • { $unit }：{ $role }
roles-line-everywhere = • { $role }
roles-none = 您还没有登记什么身份，上报隐患不需要身份，直接发照片就行。住在哪一片，可以在「我的」里填。

inviting-role = 您想邀请对方做什么？
inviting-unit = 在哪一片？选大的，就包括它下面的每一片。
inviting-team = 请对方加入哪个单位？
inviting-no-team = 还没有设置协同单位。要加，请管理机器的人写进设置里。
inviting-made =
    做好了：「{ $unit }」的{ $role }。请把下面这个链接发给对方，24 小时内有效，只能一个人用一次。
    { $link }
inviting-made-everywhere =
    做好了：{ $role }。请把下面这个链接发给对方，24 小时内有效，只能一个人用一次。
    { $link }
inviting-not-yours = 邀请别人要由这一片的工作人员或管理员来做。
