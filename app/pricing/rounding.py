"""The one way amounts are rounded and shared out.

A part of an amount (a percentage, a tax) is rounded half up to the minor unit, once for each line.
What is shared out over lines is shared in proportion; what does not divide goes, a unit each, to
those with the largest remainders, and of equals to the first. So parts add up to the whole, always.
"""


def half_up(numerator, denominator):
    """The quotient of two whole numbers, not negative, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def spread(amount, weights):
    """Share an amount out in proportion to the weights; equally when all of them are 0."""
    weights = list(weights)
    if not any(weights):
        weights = [1] * len(weights)
    whole = sum(weights)
    parts = [amount * weight // whole for weight in weights]
    remainders = [amount * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -remainders[place])
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts
