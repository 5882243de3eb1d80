"""What a shopper does, step by step, in words of the pages."""

import re

from playwright.sync_api import expect

from tests.people import PASSWORD, a_person, an_authenticator

ADDRESS = {
    "Name": "Dana Franklin",
    "Address": "8 Bookseller's Row",
    "Town or city": "London",
    "Postcode": "WC2H 0LS",
}


def find_book(page, words, title):
    """Go to the shop's door, search, and open the book."""
    page.goto("/")
    page.get_by_role("searchbox", name="Search books").fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def carry(page, *editions):
    """Put the editions into the cart, unseen, and open it."""
    for edition in editions:
        form = {"edition_id": edition.id, "quantity": 1}
        page.context.request.post(
            "/cart/items", form=form, headers={"Sec-Fetch-Site": "same-origin"}
        )
    page.goto("/cart")


def open_book(page, edition):
    page.goto(f"/books/{edition.work.slug}-{edition.work.id}")


def put_in_cart(page):
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_role("link", name="Cart (1)")).to_be_visible()


def check_out(page, email, **address):
    """From anywhere to the payment page."""
    if not page.url.endswith("/cart"):
        page.goto("/cart")
    page.get_by_role("button", name="Check out").click()
    page.get_by_label("Email", exact=True).fill(email)
    for label, value in {**ADDRESS, **address}.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Place order").click()
    expect(page.get_by_role("heading", name="Pay £")).to_be_visible()


def pay(page, how="Pay"):
    page.get_by_role("button", name=how, exact=True).click()


def buy(page, words, title, email):
    find_book(page, words, title)
    put_in_cart(page)
    check_out(page, email)
    pay(page)
    expect(page.get_by_text("Thank you").first).to_be_visible()


def register(page, email, mailbox):
    """Make an account, verify its address by the link in the mail, and leave."""
    page.goto("/register")
    page.get_by_label("Name", exact=True).fill("Dana Franklin")
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="mail")).to_be_visible()
    follow_link(page, mailbox.mail_to(email, "your address"))
    fill_in_sign_in(page, email, PASSWORD)
    page.get_by_role("button", name="Yes, verify my address").click()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def sign_in(page, email):
    page.goto("/login")
    fill_in_sign_in(page, email, PASSWORD)


def fill_in_sign_in(page, email, password):
    page.get_by_label("Email", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Sign in")).not_to_be_visible()


def sign_in_as_staff(page, role):
    """Frances, with this role, signs in with her password and the code of her app."""
    frances = a_person("frances@example.org", name="Frances Steloff", role=role)
    phone = an_authenticator(frances)
    sign_in(page, frances.email)
    type_code(page, phone.now())


def type_code(page, code):
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def follow_link(page, mail):
    page.goto(re.search(r"https?://\S+", mail.text).group())
