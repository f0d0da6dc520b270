group-hello = Hello, I am Shao. When staff write /bind here, this group hears of new reports in their community: code, kind and grid only, never a photo, an address or a name. To report a hazard, write to me in private.
group-how-to-bind = Add me to your staff group and write /bind there; the group then hears of new reports in your area. /unbind ends it. For warnings in a channel, make me an administrator there who may post; I then ask you in private whose they are to be.
group-bound = Done: this group hears of new reports in { $unit }, by code, kind and grid only. To end it, write /unbind.
group-choose = Whose reports should come here? (Or write “/bind CODE”.)
group-unit-unknown = I do not find that unit, or it is not yours.
group-unbound = All right, this group hears of no more reports.
group-not-bound = This group is not bound to any area.
group-staff-only = Only staff can do that.
group-toast-bound = Bound.
lost-group = I can no longer write in the group of { $unit }, so new reports do not reach it. If you want them there, please add me again.
lost-channel = I may no longer post in the channel of { $unit }, so warnings do not go there any more. If you want them there, please make me an administrator again who may post.

channel-choose = I am in your channel now. Warnings of which area are to be posted there first? I do not keep what the channel is called.
channel-again = I am back in your channel; warnings of { $unit } are posted there first as before. For another area, tap below:
channel-bound = Done: warnings of { $unit } are posted in your channel first; reports of hazards never are. To end it, take me out of the channel.
channel-or-else = A slip, or only a part of it? Tap again:

group-report-ordinary = 🆕 <b>{ $code }</b> · { $kind } · { $grid }
group-report-danger = ⚠️ <b>Danger to life</b> · <b>{ $code }</b> · { $kind } · { $grid }
group-open = Open in private
group-list = { $count } more new reports, all in the Worklist:
group-list-line = • { $code } · { $kind } · { $grid }
group-list-more = … and { $count } more
