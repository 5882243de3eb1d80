"""Invoices and credit notes: what they say, how they are issued, and the pages that show them."""
