"""What a page is made of, as a browser reads it: tags, attributes, links and forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

HERE = "http://localhost"
FIELDS = {"input", "select", "textarea", "button"}


@dataclass
class Form:
    path: str
    method: str
    fields: dict = field(default_factory=dict)  # by name, the values that the page gives it
    files: set = field(default_factory=set)  # names of those that take a file


class Page(HTMLParser):
    def __init__(self, html, path="/"):
        super().__init__()
        self.path = path
        self.tags, self.attributes, self.links, self.forms = [], [], [], []
        self._form, self._values, self._by_id = None, [], {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        attributes = {name: value or "" for name, value in attributes}
        self.links += [attributes[name] for name in ("href", "hx-get") if name in attributes]
        if tag == "form":
            self._begin(attributes)
        elif tag in FIELDS and attributes.get("name"):
            self._keep(tag, attributes)
        elif tag == "option":
            self._values.append(attributes.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None

    @property
    def own_links(self):
        """Paths, with their queries, that the links of the page lead to within the shop."""
        found = [urlsplit(urljoin(HERE + self.path, link)) for link in self.links]
        ours = [each for each in found if each.scheme == "http" and each.netloc == "localhost"]
        return [each._replace(scheme="", netloc="", fragment="").geturl() for each in ours]

    @property
    def questions(self):
        """Links with a query, as the forms that they stand for."""
        links = [urlsplit(link) for link in self.own_links if "?" in link]
        return [Form(link.path, "GET", parse_qs(link.query)) for link in links]

    def _begin(self, attributes):
        path = urlsplit(urljoin(HERE + self.path, attributes.get("action") or self.path)).path
        self._form = Form(path, attributes.get("method", "get").upper())
        self._by_id[attributes.get("id")] = self._form
        self.forms.append(self._form)

    def _keep(self, tag, attributes):
        form = self._by_id.get(attributes.get("form"), self._form)
        if form is None:
            return
        name = attributes["name"]
        self._values = form.fields.setdefault(name, [])
        if "value" in attributes:
            self._values.append(attributes["value"])
        if attributes.get("type") == "file":
            form.files.add(name)
