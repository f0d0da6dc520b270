mydata-coming = All right: everything we keep about you is being packed, and reaches you as a file in a moment.
mydata-whole = This is everything we keep about you: your photos, voice notes and so on, and a file data.json. There is nothing about anybody else in it. Keep it to yourself.
mydata-part = File { $number } of { $count }; together they are everything we keep about you. There is nothing about anybody else in them. Keep them to yourself.
mydata-same = You have just asked: the file is above, or about to arrive. You can ask for a new one after { $again }.
mydata-enough = You have had several today. You can ask again after { $again }.
mydata-failed = Sorry, packing your data did not work this time; the administrators can see that in the log. Please send /mydata again in a while.
mydata-button = My data

erase-button = Erase everything of mine
erase-ask =
    <b>Erase everything about you</b>
    Gone at once, and for good:
    • your account number, where you live, your door, what you chose and agreed to; roles: { $roles }
    • in your reports ({ $reports }): photos, voice notes, words, the exact place, your name, and that they are yours
    • what you have not finished, and messages still on their way to you
    What stays, without anything that points to you:
    • the hazards: kind, grid, a rough place (some hundred metres), and how far they are. Open ones ({ $open }) are dealt with as before, but we can no longer tell you how it goes
    • staff's cards lose your words and photos at once; other messages that they have already received we cannot take back
    • backups, for 30 days at most
    To keep a copy first, tap “My data”. This button works for 10 minutes.
erase-confirm = Erase everything
erase-keep = Not now
erase-kept = All right, nothing was erased.
erase-stale = That has expired, or something has changed; please look again.
erase-done = Done: within a minute everything is gone, from backups within 30 days. Open hazards are dealt with as before. If you want to use this again, just write to me, as if we had never met.
leave-last-administrator = You are the last administrator; without you nobody would look after this bot. Ask whoever runs it to make another one first (shao invite --role administrator), and then come back.

consents-button = My consents
withdraw-head = <b>What you have agreed to</b>: each can be taken back by itself; you are told what follows before you decide.
withdraw-nothing = You have agreed to nothing so far, so there is nothing to take back.
consent-given = ✅ agreed
consent-not-given = — no
consent-line-general = Reporting hazards through Shao: { $state }
consent-line-home = Keeping where you live: { $state }
consent-line-area = A rider's area: { $state }
consent-line-naming = Reporting by name: { $state }
consent-line-voice = Letting staff hear voice notes: { $state }
withdraw-general = Take back all
withdraw-home = Take back home
withdraw-area = Take back area
withdraw-naming = Take back name
withdraw-voice = Take back voice
withdraw-yes = Take it back
withdraw-no = Leave it
withdraw-before-general = After that it is as if you had never been here: your account number, home, choices and roles are deleted. Your reports stay, with their photos and words, and are dealt with, but nobody knows any more that they are yours, and we cannot tell you how it goes. To have photos and words deleted as well, use /erase.
withdraw-after-general = Taken back; within a minute it is gone. Your reports go on as anonymous hazards. If you want to use this again, just write to me, as if we had never met.
withdraw-before-home = After that, where you live and your door are deleted at once, and warnings for that area no longer reach you. Your reports are not affected.
withdraw-after-home = Taken back: where you live is deleted. You can add it again under “Me”.
withdraw-before-area = After that, the area where you last were is deleted at once, and its notices no longer reach you. Your next report notes it again, for 12 hours.
withdraw-after-area = Taken back: your area is deleted.
withdraw-before-naming = After that your name is gone from earlier reports at once, and you report anonymously from now on. What staff have already seen cannot be taken back.
withdraw-after-naming = Taken back: your name is gone, and you report anonymously from now on. You can change that under “Me”.
withdraw-before-voice = After that staff no longer hear your voice notes; you will be asked again with the next one. What they have already received cannot be taken back.
withdraw-after-voice = Taken back: staff no longer hear your voice notes.
consent-line-look = Looking whether things nearby are fixed: { $state }
withdraw-look = Withdraw looking
withdraw-before-look = Once withdrawn, the place where you look is deleted at once, and you are not asked whether things nearby are fixed. Reports are not affected.
withdraw-after-look = Withdrawn; that place is deleted. To look again, tap “Me”.
consent-line-help = That you need help in an emergency, and your door: { $state }
withdraw-help = Take back help
withdraw-before-help = After that, that you need help and your door are deleted at once, and in an emergency nobody sees to you first. Reports and warnings are not affected.
withdraw-after-help = Taken back: your door is deleted too. If you need it again, tap “Me”.
