"""A window that slides over a text of any length."""


class HeldTooLong(Exception):
    """What is held has grown longer than `most`."""


class Window:
    """Holds the text from `begin` on until it is let go; `at` is how far it was scanned."""

    def __init__(self, texts, most):
        self.texts = iter(texts)
        self.most = most  # characters held at once
        self.text = ""
        self.begin = 0
        self.at = 0
        self.line = 1  # of begin
        self.holding = False  # else what is scanned is let go

    def next_match(self, pattern):
        """The next match of a pattern that begins with "<", None when the text ends before."""
        while not (found := pattern.search(self.text, self.at)):
            cut_off = self.text.rfind("<", self.at)
            self.at = cut_off if cut_off >= 0 else len(self.text)
            if not self.more():
                return None
        self.at = found.end()
        return found

    def pass_by(self, end):
        """Go on behind the next `end`; False when there is none."""
        while (found := self.text.find(end, self.at)) < 0:
            self.at = max(self.at, len(self.text) - len(end) + 1)
            if not self.more():
                return False
        self.at = found + len(end)
        return True

    def more(self):
        """Take in the next piece of text; False at its end."""
        if not self.holding:
            self.let_go(self.at)
        elif len(self.text) - self.begin > self.most:
            raise HeldTooLong
        chunk = next(self.texts, None)
        if chunk is None:
            return False
        self.text = self.text[self.begin :] + chunk
        self.at -= self.begin
        self.begin = 0
        return True

    def let_go(self, to):
        self.line += self.text.count("\n", self.begin, to)
        self.begin = to
        self.at = max(self.at, to)

    def hold(self, begin):
        self.let_go(begin)
        self.holding = True

    def taken(self):
        """What is held, up to where it was scanned; it is let go."""
        text = self.text[self.begin : self.at]
        self.let_go(self.at)
        self.holding = False
        return text
