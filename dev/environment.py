"""The settings of a shop under development: what the environment says, and else our own."""

import shlex

from dev.places import VAR
from dev.ports import HOST, NAME, next_free_port
from dev.secret_file import kept_secret

PREFERRED_PORTS = {
    "PORT": 8000,
    "PAYMENTS_PORT": 8400,
    "SIGN_IN_PORT": 8450,
    "MAIL_PORT": 8500,
    "SMTP_PORT": 8525,
    "POSTGRES_PORT": 8543,
    "REDIS_PORT": 8637,
}


def choose_ports(environ):
    """A free port for each server; says so when it is not the usual one."""
    ports = {}
    for name, usual in PREFERRED_PORTS.items():
        wanted = int(environ.get(name) or usual)
        ports[name] = next_free_port(wanted)
        if ports[name] != wanted:
            print(f"Port {wanted} is taken: {name} is {ports[name]}.", flush=True)
    return ports


def settings_for(ports, databases, environ):
    """All settings, as the environment of the shop's processes."""
    ours = {
        "PUBLIC_URL": f"http://{NAME}:{ports['PORT']}",
        "SECRET_KEY": kept_secret(VAR / "secret-key"),
        "STRIPE_WEBHOOK_SECRET": "whsec_" + kept_secret(VAR / "webhook-secret"),
        "SMTP_URL": f"smtp://{HOST}:{ports['SMTP_PORT']}",
        "MAIL_FROM": "shop@octavo.example",
        "FLASK_APP": "wsgi:app",
        **databases,
    }
    if not environ.get("STRIPE_SECRET_KEY"):
        ours["STRIPE_API_BASE"] = f"http://{HOST}:{ports['PAYMENTS_PORT']}"
    if not environ.get("OIDC_PROVIDERS"):
        ours |= made_up_provider(ports)
    given = {name: environ[name] for name in ours if environ.get(name)}
    numbers = {name: str(port) for name, port in ports.items()}
    return ours | given | numbers | {"OCTAVO_ENV": "development"}


def made_up_provider(ports):
    return {
        "OIDC_PROVIDERS": "example",
        "OIDC_EXAMPLE_ISSUER": f"http://{HOST}:{ports['SIGN_IN_PORT']}",
        "OIDC_EXAMPLE_CLIENT_ID": "octavo",
        "OIDC_EXAMPLE_CLIENT_SECRET": "taken as it comes",
    }


def write_down(settings, path):
    """Keep the settings for commands typed by hand: set -a; . var/settings; set +a"""
    path.touch(mode=0o600)
    lines = [f"{name}={shlex.quote(value)}\n" for name, value in settings.items()]
    path.write_text("".join(lines))
