"""Charter, subject, record, signing and verification of a sign-off."""
