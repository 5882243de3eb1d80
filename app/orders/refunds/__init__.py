"""Money goes back."""
