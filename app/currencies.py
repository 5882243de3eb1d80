"""Which currencies a shop may have: those of which Stripe names the least charge; and the most."""

# In minor units: https://docs.stripe.com/currencies, "Minimum and maximum charge amounts", as it
# stood in 2026 for a shop that is paid out in the same currency.
LEAST_CHARGE = {
    "AED": 200,
    "AUD": 50,
    "BRL": 50,
    "CAD": 50,
    "CHF": 50,
    "CZK": 1500,
    "DKK": 250,
    "EUR": 50,
    "GBP": 30,
    "HKD": 400,
    "HUF": 17500,
    "INR": 50,
    "MXN": 1000,
    "MYR": 200,
    "NOK": 300,
    "NZD": 50,
    "PLN": 200,
    "RON": 200,
    "SEK": 300,
    "SGD": 50,
    "THB": 1000,
    "USD": 50,
}
# By how much more than a pound, a euro or a dollar everyday sums are: of 1, 2, 5, 10, 20 and so on
# the first that makes of Stripe's least charge no more than 50.
SCALES = tuple(digit * 10**zeros for zeros in range(3) for digit in (1, 2, 5))
# Eight digits, whatever the currency; of some Stripe takes more.
MOST_CHARGE = 99_999_999


def scale_of(currency):
    """What the sums of a shop that is thought of in pounds are multiplied with: 500 for HUF."""
    return next(scale for scale in SCALES if LEAST_CHARGE[currency] <= 50 * scale)
