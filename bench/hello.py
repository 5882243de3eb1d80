"""What there is to beat: a Flask application that says hello and does nothing else."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "Hello, World!"
