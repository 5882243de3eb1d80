"""What Stripe has, beside what we have."""
