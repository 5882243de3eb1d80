from redis.exceptions import ConnectionError as RedisGone


def test_the_shop_is_alive_and_ready(client):
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").text == "ok"


def test_the_shop_is_not_ready_without_redis(app, client, monkeypatch):
    def gone():
        raise RedisGone

    monkeypatch.setattr(app.extensions["redis"], "ping", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready: redis")


def test_metrics_count_requests_by_endpoint(client):
    client.get("/no/such/page")
    body = client.get("/metrics").text
    assert 'octavo_requests_total{endpoint="none",method="GET",status="404"}' in body


def test_metrics_are_not_for_the_public(client):
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404
    for outside in ("9.9.9.9", "unknown", ""):
        assert client.get("/metrics", environ_base={"REMOTE_ADDR": outside}).status_code == 404
