"""Letters → mails at a server, with what it answered; and what came back."""
