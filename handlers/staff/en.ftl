invite-resident = Welcome! Noted: you live in { $unit }, and warnings and notices for it will reach you. You can change this under “Me” at any time.
invite-rider = Welcome, rider! When you see a hazard on the road: one photo, one tap for the place. Notices for wherever you ride reach you; where you were counts for 12 hours and is then deleted.
invite-volunteer = Welcome! You are now a volunteer of { $unit }. When a hand is needed, I will ask you here.
invite-department = Welcome! You are now a member of { $unit }. Cases that are passed on to your team come here; the buttons on the card are all you need, and “Worklist” below shows what is still open. Your colleagues and the staff see your name on the card, reporters do not.
invite-staff = Welcome! You are now staff of { $unit } and of every grid below it. New reports come straight to you; what is still open is in your Worklist, and I show it to you every morning at 8:00 (change the time under “Me”). Colleagues see your name on cards; reporters do not.
invite-duty_officer = Welcome! You are now a duty officer of { $unit }, and see its whole worklist; I show it to you every morning at 8:00 (change the time under “Me”).
invite-administrator = You are now an administrator, and see the whole worklist. When something needs you, I will tell you here; to bring in others, send /invite.
invite-administrator-of = You are now an administrator of { $unit }, and see its whole worklist. When something needs you, I will tell you here; to bring in others, send /invite.
invite-invalid = This invite does not work: it may be too old, or used up. Please ask for a new one.
invite-already = You have used this invite already; there is nothing more to do. To see what you are here, send /roles.

role-resident = resident
role-rider = rider
role-volunteer = volunteer
role-department = member of a partner department
role-staff = staff
role-duty_officer = duty officer
role-administrator = administrator
role-taken = A word: your role as { $role } in { $unit } has ended. Thank you for all you did. If you see a hazard, you can still report it here.
role-taken-everywhere = A word: your role as { $role } has ended. Thank you for all you did. If you see a hazard, you can still report it here.

roles-head = What you are here:
roles-line = • { $unit }: { $role }
roles-line-everywhere = • { $role }
roles-none = You have no role here, and need none to report a hazard: just send a photo. Where you live can be said under “Me”.

inviting-role = What would you like them to be?
inviting-unit = Where? A larger area includes all below it.
inviting-team = Which team are they to join?
inviting-no-team = There are no departments or partners yet; whoever runs the bot writes them into its settings.
inviting-made =
    Done: { $role } in { $unit }. Pass this link on; it works for 24 hours, for one person, once.
    { $link }
inviting-made-everywhere =
    Done: { $role }. Pass this link on; it works for 24 hours, for one person, once.
    { $link }
inviting-not-yours = Only staff and administrators of an area can invite others.
