"""Pages to read the caught mails on. Only for this machine: they know no password."""

from flask import Flask, abort, make_response, render_template

from dev.mailbox.folder import came_at
from dev.ports import HOST

# What a mail brings is strange: it may show itself, and run, load and send nothing.
SANDBOX = "sandbox allow-popups allow-popups-to-escape-sandbox"
POLICY = f"{SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
IN_NEW_TAB = '<base target="_blank">'


def mail_pages(folder):
    app = Flask(__name__, static_folder=None)
    # A site that points its name at this machine is not let in.
    app.config["TRUSTED_HOSTS"] = [HOST, "localhost"]
    app.template_filter("came_at")(came_at)

    @app.get("/")
    def mails():
        return render_template("mails.html", mails=folder.newest())

    @app.get("/mails/<name>")
    def mail(name):
        return render_template("mail.html", name=name, mail=folder.mail(name) or abort(404))

    @app.get("/mails/<name>/html")
    def html(name):
        mail = folder.mail(name) or abort(404)
        response = make_response(IN_NEW_TAB + mail.html)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app
