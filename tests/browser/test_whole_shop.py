"""What the other browser tests stand on: the shop runs, is empty at first, and can be filled."""


def test_the_shop_answers_a_browser(reader):
    assert reader.goto("/healthz").status == 200
    assert reader.get_by_text("ok").is_visible()


def test_a_book_put_on_the_shelf_by_a_test_can_be_visited(visitor, an_edition):
    edition = an_edition("Kindred")
    page = visitor()
    page.goto(f"/books/{edition.work.slug}-{edition.work.id}")
    assert page.get_by_role("heading", name="Kindred").first.is_visible()


def test_the_next_test_finds_the_shelf_empty(shop_url, visitor):
    assert visitor().goto("/books/kindred-1").status == 404
