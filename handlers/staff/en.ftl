invite-resident = Welcome! Noted: you live in { $unit }, and warnings for it will reach you first. You can change this under “Me” at any time.
invite-rider = Welcome, rider! When you see a hazard on the road, send a photo and your place; we do the rest.
invite-volunteer = Welcome! You are now a volunteer of { $unit }. When a hand is needed, I will ask you here.
invite-department = Welcome! You are now a member of a partner department of { $unit }. Cases passed to you come here.
invite-staff = Welcome! You are now staff of { $unit } and of every grid below it. New reports come straight to you; what is still open is in your Worklist. Colleagues see your name on cards; reporters do not.
invite-duty_officer = Welcome! You are now a duty officer of { $unit }, and see its whole worklist.
invite-administrator = You are now an administrator. When something needs you, I will tell you here.
invite-invalid = This invite does not work: it may be too old, or used up. Please ask for a new one.
