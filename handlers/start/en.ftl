command-report = Report a hazard
command-help = How it works, and whom to call in an emergency
command-privacy = What we keep and who sees it
command-cancel = Cancel what is under way
command-language = Choose a language / 选择语言

consent-meeting =
    👋 Hello, I am Shao. When you see a hazard, send me a photo and a place: I pass it to the staff who look after that area, and tell you how it goes.
    ⚠️ I am no substitute for 110, 119 or 120. If anyone is in danger, call first.

    Tap once to agree: the photos, voices, places and words you send are used only to deal with hazards and to tell you how it goes (/privacy). Under 14? You can report too, and we keep nothing about you.
consent-waiting =
    Got it, and I am keeping it for you.
    👋 I am Shao; hazards go to the staff who look after that area. ⚠️ I am no substitute for 110, 119 or 120: if anyone is in danger, call first.

    Tap once to agree, and we go on straight away (/privacy):
consent-adult = I am 14 or older, and agree
consent-minor = I am under 14
consent-thanks = Thank you. Going on.
consent-expired = What you sent earlier was waiting for your consent and has now been deleted. Send it again whenever you like.

welcome =
    All set. When you see a hazard, just send me a photo; there is nothing to press first.
    The buttons below are always there. If anyone is in danger, call 110, 119 or 120 first.

help =
    <b>Report a hazard</b>: send a photo, then press “Share place”. Two steps.
    No photo? Press “Report a hazard” and describe it, written or spoken. Where there is a QR code on the wall, scan it for the place.
    <b>My reports</b>: see how far things are, add to a report or withdraw it.
    <b>Me</b>: where you live, whether you need help in an emergency, which warnings you want, anonymous or by name, your language.
    <b>/rewards</b>: what your points buy, and your vouchers.
    At any time: /cancel, /language, /privacy.

    ⚠️ Fire 119, police 110, ambulance 120: please call directly.
help-staff =
    <b>Worklist</b>: open reports in your area, danger first, then what is overdue, then the oldest. “Only…” shows some of them.
    Each new report reaches you as a card: accept, pass on, blow a whistle, ask the reporter, done, map and photos are the buttons under it.
    You do not see who reported, unless they want to be named; they hear of every step, and say whether it is really fixed.
    You can report hazards yourself: just send a photo.
    <b>Send a notice</b>: write to the people of your area; you see it first, and have 30 seconds to undo.
    <b>Me</b>: at which time your worklist comes every day.
    <b>Send a warning</b> (/alert): three taps and a look before it goes; from yellow on another person approves it, orange and red take a second factor (/factor); /immediate is what cannot wait.
    /roles shows what you are here, /invite brings in others; /routes, /roster, /phrases and /orphans are your unit's rules, duty roster, ready sentences, and places that are nobody's; /factor is your second factor; /drill holds a drill; /reward says what points buy.
    At any time: /cancel, /language, /privacy.

    ⚠️ Fire 119, police 110, ambulance 120: please call directly.
privacy =
    <b>What we keep, and why</b>
    • The photos, videos, voices, places and words you report: to deal with that hazard. Staff hear your voice only where you agreed, or report by name.
    • Of a photo sent “as a file”: where it was taken is only used to ask you, and then removed; the file itself is passed on to nobody.
    • Your Telegram account number: encrypted, only to answer you. We never keep your phone number, and your name only if you choose to report by name. First names of staff and team members, and their shifts and duty numbers on a roster, are shown to colleagues only; the key of a second factor is encrypted, and shown to nobody.
    • Where you say you live (a grid or a building): for warnings and notices to that area; you can delete it at any time. The area where a rider last was: encrypted, for 12 hours.
    • That you need help in an emergency, your door, that you would help, which warnings you want: only if you say so, encrypted, until you change or delete it. That you need help and your door are seen by duty officers only; in an emergency also by the volunteer or grid worker who knocks at the doors of your building.
    • Which warnings you got and what you answered: to count who is safe and who needs help; deleted after 90 days.
    <b>Who sees it</b>
    The staff of that area see the hazard and its place, but not who reported it, unless you report by name; each report has a different pseudonym.
    To open who reported something takes two officers who agree and a reason; you are told, and it stays on record.
    Whoever reports something within 50 m, or the same kind within 250 m, is told of yours what kind it is, about how far away and how long ago, and asked whether it is the same; they see its photo only where it is about roads, flooding, lifts or trees. They never learn who reported it.
    <b>You can</b>
    withdraw an open report under “My reports”, and under “Me” delete your home and door and choose to report anonymously or by name; /alerts is for which warnings you want.
    At any time (or by the buttons below): /mydata gives you everything about you, /withdraw takes back each consent by itself, /erase deletes everything of yours within a minute.
    When someone under 14 reports, we keep nothing about them at all.
    <b>How long</b>
    Unfinished reports: a day at most. 90 days after a report is closed its photos are deleted, its place is rounded to some hundred metres, and it is no longer known who reported it; what was done stays. Backups last 30 days longer at most.

language-ask = Choose a language / 请选择语言
language-zh-hans = 简体中文
language-en = English
language-chosen = All right, English from now on.

odd-animation = An animation does not show enough, so I did not take it. Please send a photo or a video.
odd-sticker = Got the sticker 😊 To report a hazard, just send me a photo.
odd-dice = I cannot play that 🎲 To report a hazard, just send me a photo.
odd-game = I cannot play games. To report a hazard, just send me a photo.
odd-poll = I cannot vote. To tell me of a hazard, send a photo, a place or words.
odd-story = I cannot open stories. Please send the photo or video itself.
odd-own-contact = Thank you, your number is not needed; I have deleted it. I can answer you right here.
odd-contact = Please do not send me other people’s numbers; I have deleted it. To tell me of a hazard, send a photo, a place or words.
odd-document = I cannot open that kind of file. Please send photos and videos directly, not “as a file”, and words as a message.
odd-too-big = That file is too big: at most { $megabytes } MB. Please send photos directly, and make the video shorter.
odd-unknown = I cannot read this kind of message. I can read photos, videos, voice messages, places and words.
