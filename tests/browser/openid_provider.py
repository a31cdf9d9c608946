"""An OpenID provider for the tests, as a process of its own: one made-up person, one page with one button."""

import base64
import hashlib
import html
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "cleopatra", "a-secret-of-the-test"
PERSON = {"sub": "p-1", "name": "Dr. Made Up", "email": "made.up@hospital.example"}
KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})


class Provider(BaseHTTPRequestHandler):
    """Answers what a client asks of a provider."""

    issuer = ""
    asked: dict[str, dict[str, str]] = {}  # noqa: RUF012  # one for all requests of this process

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        parameters = dict(parse_qsl(parts.query))
        if parts.path == "/.well-known/openid-configuration":
            self.say_json(self.metadata())
        elif parts.path == "/jwks":
            self.say_json({"keys": [KEY.as_dict(private=False)]})
        elif parts.path == "/authorize":
            code = secrets.token_urlsafe(16)
            self.asked[code] = parameters
            back = f"{parameters['redirect_uri']}?{urlencode({'code': code, 'state': parameters['state']})}"
            page = f'<h1>The house</h1><a href="{html.escape(back)}">Continue as Dr. Made Up</a>'
            self.say(page.encode(), "text/html; charset=utf-8")
        elif parts.path == "/favicon.ico":  # a browser asks for it by itself
            self.say(b"", "image/png")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        form = {name: values[0] for name, values in parse_qs(self.body()).items()}
        asked = self.asked.pop(form.get("code", ""), None)
        given = self.headers.get("Authorization", "").removeprefix("Basic ")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or base64.b64decode(given).decode() != f"{CLIENT}:{SECRET}"
            or challenge.rstrip(b"=").decode() != asked["code_challenge"]
        ):
            self.send_error(400)
            return
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **PERSON}
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, KEY)
        self.say_json({"access_token": "none", "token_type": "Bearer", "expires_in": 300, "id_token": token})

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def body(self) -> str:
        return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

    def say_json(self, content: dict[str, Any]) -> None:
        self.say(json.dumps(content).encode(), "application/json")

    def say(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def main() -> None:
    """Serve on a free port, and say on which."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Provider.issuer = f"http://127.0.0.1:{server.server_port}"
    sys.stdout.write(f"{Provider.issuer}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
