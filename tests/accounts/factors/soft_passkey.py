"""A passkey in software, as an authenticator and its browser would answer."""

import json
import secrets
import struct
from dataclasses import dataclass, field
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url as b64

ORIGIN, HOST = "http://localhost", "localhost"
PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class SoftPasskey:
    origin: str = ORIGIN
    host: str = HOST
    verifies: bool = True  # whether it asks for a finger or a PIN
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=new_key)

    def create(self, options):
        """The answer to what the shop wants to register."""
        data = self.authenticator_data(HAS_KEY) + self.credential_data()
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        response = {
            "clientDataJSON": b64(self.client_data("webauthn.create", options)),
            "attestationObject": b64(cbor2.dumps(attestation)),
        }
        return self.answer(response)

    def get(self, options):
        """The answer to whoever wants to know who this is."""
        self.count += 1
        client_data = self.client_data("webauthn.get", options)
        data = self.authenticator_data()
        signature = self.key.sign(data + sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": b64(client_data),
            "authenticatorData": b64(data),
            "signature": b64(signature),
            "userHandle": None,
        }
        return self.answer(response)

    def answer(self, response):
        id = b64(self.id)
        return json.dumps(
            {
                "id": id,
                "rawId": id,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )

    def client_data(self, kind, options):
        return json.dumps(
            {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        ).encode()

    def authenticator_data(self, more=0):
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def credential_data(self):
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
