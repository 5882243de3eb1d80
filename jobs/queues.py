"""The queues, most urgent first, and how to reach them."""

from rq.serializers import JSONSerializer

PAYMENTS, DEFAULT, BULK = "payments", "default", "bulk"
QUEUES = [PAYMENTS, DEFAULT, BULK]

# No pickle in Redis: whoever can write there could otherwise run code here.
SERIALIZER = JSONSerializer
