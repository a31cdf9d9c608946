"""The service of CDS Hooks on the running server: who may call, what is refused, and that nothing of a call is kept."""

from __future__ import annotations

import asyncio
import json
import time

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.applications import Starlette

from dashboard.serving import hooks
from dashboard.serving.settings import HOOKS_KEYS, HOOKS_ORIGINS, HookSettings, SettingError, read
from tests.fhir.bundles import SECRET
from tests.hooks.test_cards import BREAST, LIVER, POSITIVE, call

SERVICE = "/cds-services/cleopatra-fit"
ORIGIN = "https://ehr.example"


def posted(written):
    return json.dumps(written).encode()


def test_a_call_is_answered_with_the_headers_and_a_link_to_the_case(ask):
    assert [each["hook"] for each in json.loads(ask("/cds-services").body)["services"]]
    answer = ask(SERVICE, "POST", body=posted(call(BREAST, POSITIVE, LIVER)), content_type="application/json")
    assert answer.status == 200
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    [card] = json.loads(answer.body)["cards"]
    assert "her2_ihc=3%2B" in card["links"][0]["url"]
    assert card["links"][0]["url"].startswith("http://127.0.0.1:")


REFUSED = {
    "not JSON": (SERVICE, b"{", 400, "the file is not JSON"),
    "another service": ("/cds-services/other", b"{}", 404, "There is no such service"),
    "too large": (SERVICE, b" " * (hooks.LARGEST_CALL + 1), 413, "larger than 4 MB"),
    "feedback that is none": (f"{SERVICE}/feedback", b"[]", 400, "no list called feedback"),
}


@pytest.mark.parametrize(("path", "body", "status", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_answered_gets_one_sentence(ask, path, body, status, said):
    answer = ask(path, "POST", body=body)
    assert answer.status == status
    assert said in answer.body
    assert len(answer.body.splitlines()) == 1


def test_feedback_is_counted_and_no_word_of_it_or_of_a_call_is_in_the_log(ask, server):
    reason = {"reason": {"code": "known-already"}, "userComment": SECRET}
    said = [
        {"card": SECRET, "outcome": "overridden", "overrideReason": reason},
        {"card": SECRET, "outcome": "overridden", "overrideReason": {"reason": {"code": SECRET}}},
        {"card": SECRET, "outcome": "accepted"},
        SECRET,
    ]
    assert ask(f"{SERVICE}/feedback", "POST", body=posted({"feedback": said})).status == 200
    assert ask(SERVICE, "POST", body=posted(call(BREAST, POSITIVE))).status == 200
    counted = "accepted 1, overridden (another reason) 1, overridden (known-already) 1, unreadable 1"
    assert counted in server.printed()
    assert SECRET not in server.printed()


def asked_of(settings, method, path, **given):
    """The answer of the service alone, with these settings."""

    async def asked():
        transport = httpx.ASGITransport(app=Starlette(routes=hooks.routes(settings)))
        async with httpx.AsyncClient(transport=transport, base_url="https://board.example") as client:
            return await client.request(method, path, **given)

    return asyncio.run(asked())


def test_a_page_of_another_origin_may_call_only_where_it_is_configured():
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    settings = HookSettings(origins=(ORIGIN,))
    allowed = asked_of(settings, "OPTIONS", SERVICE, headers=asked)
    assert allowed.headers["access-control-allow-origin"] == ORIGIN
    answer = asked_of(settings, "GET", "/cds-services", headers={"Origin": ORIGIN})
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    other = asked_of(settings, "GET", "/cds-services", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers


KEY, OTHER_KEY = (ECKey.generate_key("P-384", {"kid": "k1"}) for _ in range(2))


def token(key=KEY, **claims):
    now = int(time.time())
    said = {"iss": ORIGIN, "aud": f"https://board.example{SERVICE}", "iat": now, "exp": now + 300, "jti": "1", **claims}
    return jwt.encode({"alg": "ES384", "kid": "k1"}, said, key, algorithms=["ES384"])


TOKENS = {  # signed when they are asked for: a good one is good for five minutes
    "good": (token, 200),
    "none": (str, 401),
    "of another key": (lambda: token(OTHER_KEY), 401),
    "expired": (lambda: token(exp=1), 401),
    "for another address": (lambda: token(aud="https://elsewhere.example/"), 401),
    "no token at all": (lambda: "x.y.z", 401),
    "unsigned": (lambda: "eyJhbGciOiJub25lIn0.e30.", 401),
}


@pytest.mark.parametrize(("make", "status"), TOKENS.values(), ids=TOKENS)
def test_where_keys_are_configured_only_their_holders_are_answered(make, status):
    signed = make()
    named = {"Authorization": f"Bearer {signed}"} if signed else {}
    settings = HookSettings(keys=(KEY.as_dict(private=False),))
    answer = asked_of(settings, "POST", SERVICE, content=posted(call(BREAST, POSITIVE)), headers=named)
    assert answer.status_code == status


def test_a_server_that_asks_to_sign_in_answers_nobody_without_keys():
    answer = asked_of(HookSettings(is_open=False), "POST", SERVICE, content=posted(call(BREAST, POSITIVE)))
    assert (answer.status_code, answer.text) == (401, "This server asks to sign in, and knows no key of any caller.\n")


def test_all_calls_together_hold_no_more_than_a_bound_and_let_go_of_it(monkeypatch):
    settings, body = HookSettings(), posted(call(BREAST, POSITIVE))
    monkeypatch.setattr(hooks, "MOST_HELD", len(body))
    app = Starlette(routes=hooks.routes(settings))

    async def asked():
        sent, go_on = asyncio.Event(), asyncio.Event()

        async def slowly():
            yield body[:-1]
            sent.set()
            await go_on.wait()
            yield body[-1:]

        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="https://board.example") as client:
            slow = asyncio.create_task(client.post(SERVICE, content=slowly()))
            await sent.wait()
            refused = await client.post(SERVICE, content=body)
            go_on.set()
            return refused.status_code, (await slow).status_code, (await client.post(SERVICE, content=body)).status_code

    assert asyncio.run(asked()) == (503, 200, 200)


def test_a_call_of_too_many_resources_is_refused(monkeypatch):
    monkeypatch.setattr("evidence.fhir.record.LARGEST_ENTRIES", 2)
    answer = asked_of(HookSettings(), "POST", SERVICE, content=posted(call(BREAST, POSITIVE, LIVER)))
    assert (answer.status_code, "more than 2 entries" in answer.text) == (400, True)


def options(name):
    return ["localhost"] if name == "server.allowedHosts" else 10


def test_settings_that_cannot_be_used_are_named(tmp_path):
    keys = tmp_path / "keys.json"
    for environment, said in (
        ({HOOKS_ORIGINS: "ehr"}, "write origins such as https://ehr.example"),
        ({HOOKS_KEYS: str(keys)}, "names no file of keys"),
    ):
        with pytest.raises(SettingError, match=said):
            read(environment, options)
    keys.write_text('{"keys": []}', encoding="utf-8")
    with pytest.raises(SettingError, match="a file without a key"):
        read({HOOKS_KEYS: str(keys)}, options)
