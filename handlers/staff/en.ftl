invite-staff = Welcome! You are now staff of { $unit } and of every grid below it. New reports come straight to you; what is still open is in your Worklist. Colleagues see your name on cards; reporters do not.
invite-operator = You are now an operator. When something needs you, I will tell you here.
invite-invalid = This invite does not work: it may be too old, or used up. Please ask for a new one.
