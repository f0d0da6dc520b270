factor-not-yours = A second factor is for staff.
factor-ask-app =
    Orange and red warnings ask for a code: six digits that an authenticator app on your phone changes every 30 seconds. Without it, nobody who gets hold of your Telegram can send one.

    First have such an app on your phone: Microsoft Authenticator, Google Authenticator or any other. Ready? Tap below.
factor-ready = I have one, go on
factor-title = Second factor
factor-picture = Scan this with your authenticator app
factor-scan = Scan this QR code with your authenticator app. Is it on this very phone? Then choose “enter a key” there, and type this:
factor-key = <code>{ $typed }</code>
factor-keep = Show it to nobody. It is put away as soon as you are done.
factor-ask-code = Which six digits does the app show now? Send them, and that is all.
factor-covered = The QR code and its key have been put away.
factor-set = ✅ Done. From now on, for an orange or red warning, look at the app and send its six digits. Before you change your phone, come back to /factor.
factor-have =
    You have a second factor. A new phone? Tap “Set up anew”. To change or remove it, one code of the old one is needed.
    Lost your phone? Ask whoever runs this bot to clear it, then set it up anew.
factor-renew = Set up anew
factor-remove = Remove
factor-to-renew = First a code of the old one: which six digits does the app show now?
factor-to-remove = One last code before it goes: which six digits does the app show now?
factor-removed = Removed. Before you send an orange or red warning again, set one up with /factor.
factor-wrong = These six digits are not right. They change every 30 seconds: send those of now. Never right? See whether your phone’s clock is.
factor-used = This code was used already. Wait for the app to show the next one.
factor-locked = Wrong several times in a row: locked for { $minutes } minutes. Was it not you? Tell an administrator at once.
factor-none = You have no second factor yet. Set one up with /factor; it takes a minute.
factor-reset = Your second factor was cleared; set it up anew with /factor. Did you not ask for that? Tell an administrator at once.
