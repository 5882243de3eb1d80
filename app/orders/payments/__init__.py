"""Money comes in: attempts to pay, what Stripe tells us, and disputes."""
