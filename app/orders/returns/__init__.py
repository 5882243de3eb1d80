"""Books come back, and contracts are withdrawn from."""
