"""A real OpenID Connect provider in a process of its own: discovery, keys, code flow with PKCE, registered clients.

`started` runs this file as a script. Over HTTP a test stores people, registers clients, makes the next answer lie.
"""

import base64
import hashlib
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx


@dataclass(frozen=True)
class Provider:
    """What a test speaks to."""

    issuer: str

    def knows(self, subject: str, **claims: object) -> None:
        """A person there."""
        httpx.put(f"{self.issuer}/users/{subject}", json=claims).raise_for_status()

    def registers(self, redirect: str) -> tuple[str, str]:
        """A client there: its id and its secret. Only this address is sent back to."""
        answer = httpx.post(f"{self.issuer}/oauth2/clients", json={"redirect_uris": [redirect]}).raise_for_status()
        return answer.json()["client_id"], answer.json()["client_secret"]

    def lies(self, **lie: object) -> None:
        """What the next tokens hold instead: `claims` over the true ones; `stranger`: signed with another key."""
        httpx.put(f"{self.issuer}/lies", json=lie).raise_for_status()

    def signs_in(self, address: str, subject: str, **form: str) -> str:
        """The person signs in there, as the browser was sent: where the browser is sent back to."""
        answer = httpx.post(address, data={"sub": subject, **form})
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@contextmanager
def started() -> Iterator[Provider]:
    """Run it as long as the block lasts."""
    environment = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}
    command = [sys.executable, "-W", "ignore", str(Path(__file__))]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield Provider(process.stdout.readline().strip())
        finally:
            process.terminate()


def main() -> None:
    """The process: oidc-provider-mock, which checks clients and addresses, and here also PKCE."""
    import flask
    import oidc_provider_mock
    from authlib import jose
    from werkzeug.serving import make_server

    app = oidc_provider_mock.app(require_client_registration=True, require_nonce=True)
    lie: dict[str, Any] = {}
    challenges: dict[str, str] = {}

    @app.put("/lies")
    def lies() -> tuple[str, int]:
        lie.clear()
        lie.update(flask.request.get_json())
        return "", 204

    @app.before_request
    def check_verifier() -> Any:
        if flask.request.path != "/oauth2/token":
            return None
        form = flask.request.form
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenges.pop(form.get("code", ""), None)
        return None if fits else (flask.jsonify(error="invalid_grant"), 400)

    @app.after_request
    def keep_and_lie(response: flask.Response) -> flask.Response:
        if flask.request.path == "/oauth2/authorize" and response.status_code == 302:
            args, back = flask.request.args, parse_qs(urlsplit(response.headers["Location"]).query)
            if args.get("code_challenge_method") == "S256" and "code" in back:
                challenges[back["code"][0]] = args["code_challenge"]
        if flask.request.path == "/oauth2/token" and response.status_code == 200 and lie:
            told = response.get_json()
            part = told["id_token"].split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            claims = {name: value for name, value in (claims | lie.get("claims", {})).items() if value is not None}
            key = flask.g.oidc_provider_mock_storage.jwk
            if lie.get("stranger"):
                key = jose.RSAKey.generate_key(is_private=True)
            told["id_token"] = jose.jwt.encode({"alg": "RS256"}, claims, key).decode()
            response.set_data(json.dumps(told))
            lie.clear()
        return response

    app.secret_key = secrets.token_bytes(16)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201  told to whoever started it
    server.serve_forever()


if __name__ == "__main__":
    main()
