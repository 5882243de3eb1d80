"""Security headers for every response (OWASP ASVS 5.0, chapter 3)."""

from app.config import STRIPE_BASE

STRIPE_PAGES = "https://checkout.stripe.com"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()"


def set_security_headers(app):
    settings = app.config["SETTINGS"]
    policy = content_security_policy(settings)

    @app.after_request
    def add(response):
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        headers["X-Content-Type-Options"] = "nosniff"
        headers.setdefault("X-Frame-Options", "DENY")
        headers["Permissions-Policy"] = PERMISSIONS
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.https:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response


def content_security_policy(settings):
    """No inline script or style, no eval, no third party but where one pays, or signs in with."""
    # Browsers apply form-action to the redirects that follow a post, too.
    pay = STRIPE_PAGES if settings.stripe_api_base == STRIPE_BASE else settings.stripe_api_base
    sign_in = [provider.sign_in_origin for provider in settings.providers]
    own = f"'self' {settings.asset_url}".strip()
    rules = {
        "default-src": "'none'",
        "script-src": own,
        "style-src": own,
        "img-src": own,
        "font-src": own,
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": " ".join(["'self'", pay, *sign_in]),
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
