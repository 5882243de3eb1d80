"""Jinja, for pages that are made of many small templates."""

from collections import ChainMap

from flask import templating


class Environment(templating.Environment):
    def make_globals(self, own):
        """The shop's globals themselves where a template has none of its own, as none of ours has.

        Jinja lays an empty layer over them, and goes through both at every include and import: by
        a profile one part in thirteen of what a page of search results took in Python.
        """
        return ChainMap(own, self.globals) if own else self.globals
