"""Letters to readers about books that they could not buy: asked for, confirmed, and sent once."""
