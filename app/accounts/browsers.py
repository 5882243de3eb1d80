"""What to call a browser in a list: "Firefox on Windows"; nothing finer is kept of it."""

UNKNOWN = "A browser"
# The first that its user agent has: most of them name others, too, to be taken for them.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Vivaldi": "Vivaldi",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def browser_name(user_agent):
    browser = first_named(BROWSERS, user_agent) or UNKNOWN
    system = first_named(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def first_named(names, user_agent):
    return next((name for sign, name in names.items() if sign in user_agent), None)
