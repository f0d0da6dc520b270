# Words that all features share

time-today = today { $clock }
time-tomorrow = tomorrow { $clock }
time-yesterday = yesterday { $clock }
time-date = { $day }/{ $month } { $clock }

menu-report = Report a hazard
menu-my-reports = My reports
menu-mine = Me
menu-help = Help
menu-worklist = Worklist

dialog-back = Back
dialog-cancel = Cancel
dialog-cancelled = All right, cancelled. Nothing was kept.
dialog-first-this = One step is still open. Please finish it first, or press “Cancel”.
dialog-nothing-to-cancel = There is nothing to cancel right now. The buttons below are there when you need them.
dialog-expired = That step was left open too long and has ended. To go on, please start again.
dialog-stale = That button has expired; please look at the latest message.
dialog-not-understood = That does not answer this step.

button-gone = That button no longer works.
button-not-yours = Not found, or not yours to handle.
not-understood = I cannot read this kind of message yet. Please send a photo, a place or words, or use the buttons below.
failed = Sorry, your last message could not be handled. We have noted it; please send it again. In an emergency call 110, 119 or 120 directly.
repeated = (Poor connection: you may have had this already)
