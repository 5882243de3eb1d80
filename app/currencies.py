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
# Eight digits, whatever the currency; of some Stripe takes more.
MOST_CHARGE = 99_999_999
