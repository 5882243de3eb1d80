"""How a shop's inventory system tells its stock and prices, and compares them with ours."""
