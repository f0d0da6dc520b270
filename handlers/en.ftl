# Words that all features share

time-today = today { $clock }
time-tomorrow = tomorrow { $clock }
time-yesterday = yesterday { $clock }
time-date = { $day }/{ $month } { $clock }
time-dated = { $day }/{ $month }/{ $year } { $clock }

menu-report = Report a hazard
menu-my-reports = My reports
menu-mine = Me
menu-help = Help
menu-worklist = Worklist
menu-alert = Send a warning
menu-notice = Send a notice

dialog-back = Back
dialog-cancel = Cancel
dialog-cancelled = All right, this step is cancelled; what you just sent was not kept.
dialog-first-this = One step is still open. Please finish it first, or press “Cancel”.
dialog-nothing-to-cancel = There is nothing to cancel right now. The buttons below are there when you need them.
dialog-expired = That step was open too long and has ended. Please send it again.
dialog-stale = That button has expired; please look at the latest message.
dialog-staff-only = That step was for staff, which you are no longer, so it has ended.
dialog-not-understood = That does not answer the question below.

limit-media = You have sent { $most } photos, videos and voices within this hour, which is as many as I can take; { $left } were not taken. You can send them from { $at } on. Words are always welcome.
limit-overrun = So many people are reporting right now that photos and videos cannot be taken for a while; { $left } were not. Words and places are taken as always.

button-gone = That button no longer works.
button-not-yours = Not found, or not yours to handle.
not-understood = There is no such command. To report a hazard, just send me a photo; /help says more.
failed = Sorry, your last message could not be handled. We have noted it; please send it again. In an emergency call 110, 119 or 120 directly.
small-talk = thanks,thank you,thank you very much,hi,hello,ok,okay,good,bye
small-talk-answer = I am here. When you see a hazard, send me a photo; to see how a report is going, press “My reports”.
edit-not-read = I do not read changes to old messages. Please send it as a new one.
repeated = (Poor connection: you may have had this already)

time-to-send-short = a minute
time-to-send = about { $minutes } minutes
