"""What nobody types, and programs choke on."""

NUMBERS = [
    *("0", "-0", "-1", "1.5", "1e9", "1e400", "NaN", "Infinity", "²", "٣", "1_000", "0x10", "+1"),
    *("9" * 10, "9" * 19, "9" * 30, "9" * 5000, str(2**31), str(2**63), "0.001", "1,50", "-0.01"),
]
DATES = ["2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-01-01T25:00", "1-1-1"]
TEXTS = [
    *("", " ", "\x00", "a\x00b", "\ud800", "\u202e", "💥", "'", '"', "%", "%00", "\\", "\r\nX: y"),
    *("a@b", "@", "a@b@c", "a\n@b.example", "on", "true", "[]", "{}", "null", "../..", "//x"),
    *("GB", "ZZ", "EUR", "owner", "a" * 300, "ß" * 3000, "http://[", "9780000000002"),
]
ODD = TEXTS + NUMBERS + DATES

FORM = "application/x-www-form-urlencoded"
BODIES = [
    (FORM, b"=&&=&a=%ff%fe&%00=%00&a[]=1&a=1;b=2"),
    (FORM, b"\xff\xfe\x00\x01"),
    (FORM + "; charset=utf-7", b"name=+ADw-script+AD4-"),
    ("application/json", b'{"name": [1, {"a": null}]}'),
    ("application/json", b"{"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'),
    ("text/plain", b"name=a"),
    ("", b"\x00" * 1000),
    ("💥".encode().decode("latin-1"), b"name=a"),
]
HEADERS = {
    "Accept-Language": ["", "\xf0\x9f", "en;q=NaN", "x" * 5000],
    "Cookie": [
        "octavo",
        "octavo=",
        "octavo=a.b.c",
        "octavo=" + "a" * 3000,
        "=;=;\xff",
        "octavo=\x01",
    ],
    "HX-Current-URL": ["", "http://[", "http://localhost:x/", "//", "http://localhost/\xff", "%"],
    "HX-Request": ["", "TRUE", "\xff"],
    "If-None-Match": ["", "W/", '"' * 100, "\xff"],
    "If-Modified-Since": ["", "yesterday", "Thu, 99 Foo 99999 99:99:99 GMT"],
    "Range": ["bytes=-1", "bytes=9-1", "bytes=" + "1-," * 500, "bytes=99999999999999999999-", "x"],
    "Referer": ["", "http://[", "http://localhost/" + "a" * 5000, "\xff"],
    "User-Agent": ["", "a" * 5000, "\xff\x01", "Mozilla/5.0 (" * 100],
    "X-Forwarded-For": ["", "x", "::1", "1.2.3.4, " * 500, "\xff", "1.2.3.4:99999"],
    "X-Request-ID": ["", "a" * 5000, "\xff"],
}
