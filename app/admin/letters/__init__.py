"""Every letter that the shop writes, as staff can read it before a customer does."""
