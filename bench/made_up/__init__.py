"""A catalogue of any size that resembles a real one: words, names and numbers spread as there."""
