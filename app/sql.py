"""Writes SQL as peewee does, but the name of a column in one step where peewee takes a dozen.

A page names some hundreds of columns, and writing them was two fifths of its time in Python.
"""

from peewee import SCOPE_VALUES, Context, Field, NodeList


class Names(Context):
    __slots__ = ()

    def sql(self, obj):
        if type(obj) is NodeList:
            return self.names(obj.nodes, obj.glue) if self.is_all_names(obj) else super().sql(obj)
        return self.literal(self.name(obj)) if self.is_name(obj) else super().sql(obj)

    def is_all_names(self, listed):
        return not listed.parens and bool(listed.nodes) and all(map(self.is_name, listed.nodes))

    def is_name(self, obj):
        plain = getattr(type(obj), "__sql__", None) is Field.__sql__
        return plain and self.state.scope != SCOPE_VALUES and not obj.model._meta.table._alias

    def names(self, fields, glue):
        return self.literal(glue.join(map(self.name, fields)))

    def name(self, field):
        return f'"{self.alias_manager[field.model._meta.table]}"."{field.column_name}"'

    def as_new(self):
        return Names(**self.state.settings)
