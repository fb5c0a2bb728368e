// The npm package openid-client, an independent certified client, against a running broker.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Person } from './person.mjs';

const [issuer, callbackBase, keyFile, modules] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/package.json`));
const oidc = await import(pathToFileURL(require.resolve('openid-client')).href);
const callback = `${callbackBase}/callback`;
const loopback = { execute: [oidc.allowInsecureRequests] };
let failures = 0;

async function check(name, run) {
  try {
    await run();
    console.log(`  ok      openid-client: ${name}`);
  } catch (problem) {
    failures++;
    console.log(`  FAILED  openid-client: ${name}: ${problem.cause?.error ?? problem.error ?? ''} ${problem.stack}`);
  }
}

const at = (client, authentication, metadata = {}) =>
  oidc.discovery(new URL(issuer), client, metadata, authentication, loopback);

/** The whole way to tokens, with PKCE, state and nonce. */
async function login(config, more = {}, person = new Person()) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  });
  let arrival = await person.go(url.href, (to) => to.startsWith(callback));
  if (!arrival.url.startsWith(callback)) {
    // A client that registered itself asks for consent.
    arrival = await person.confirm(arrival, (to) => to.startsWith(callback));
  }
  const tokens = await oidc.authorizationCodeGrant(config, new URL(arrival.url), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  return { tokens, person };
}

const basic = await at('node', oidc.ClientSecretBasic('a-secret-of-openid-client-in-the-tests'));
const server = basic.serverMetadata();
const supports = (member, value) => (server[member] ?? []).includes(value);

await check('code flow with PKCE, by secret in the header, and userinfo', async () => {
  const { tokens } = await login(basic);
  const claims = tokens.claims();
  const userinfo = await oidc.fetchUserInfo(basic, tokens.access_token, claims.sub);
  assert.equal(userinfo.email, 'alice@example.com');
  assert.equal(userinfo.preferred_username, 'alice');
});

await check('code flow by secret in the form', async () => {
  const config = await at('node', oidc.ClientSecretPost('a-secret-of-openid-client-in-the-tests'));
  await login(config);
});

await check('a wrong secret is refused', async () => {
  const config = await at('node', oidc.ClientSecretBasic('wrong'));
  await assert.rejects(login(config));
});

await check('prompt=none without a session is login_required', async () => {
  await assert.rejects(login(basic, { prompt: 'none' }), (problem) => problem.error === 'login_required');
});

await check('RP-initiated logout comes back with the state and ends the session', async () => {
  const { tokens, person } = await login(basic);
  const out = `${callbackBase}/out`;
  const url = oidc.buildEndSessionUrl(basic, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: out,
    state: 'bye',
  });
  const arrival = await person.go(url.href, (to) => to.startsWith(out));
  assert.equal(arrival.url, `${out}?state=bye`);
  await assert.rejects(login(basic, { prompt: 'none' }, person), (problem) => problem.error === 'login_required');
});

if (supports('token_endpoint_auth_methods_supported', 'private_key_jwt')) {
  await check('code flow with private_key_jwt', async () => {
    const jwk = JSON.parse(readFileSync(keyFile, 'utf8'));
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    await login(await at('node-key', oidc.PrivateKeyJwt({ key, kid: jwk.kid })));
  });
} else notYet('private_key_jwt');

if (server.registration_endpoint) {
  await check('registers itself, and logs in as what it registered', async () => {
    const config = await oidc.dynamicClientRegistration(
      new URL(issuer),
      { redirect_uris: [callback], client_name: 'Registered by openid-client', token_endpoint_auth_method: 'client_secret_post' },
      undefined,
      loopback,
    );
    await login(config);
  });
} else notYet('registration');

if (supports('grant_types_supported', 'refresh_token') && supports('scopes_supported', 'offline_access')) {
  await check('refresh, and a token of before is not accepted after the next', async () => {
    const { tokens } = await login(basic, { scope: 'openid offline_access', prompt: 'consent' });
    const second = await oidc.refreshTokenGrant(basic, tokens.refresh_token);
    assert.notEqual(second.refresh_token, tokens.refresh_token);
    await oidc.refreshTokenGrant(basic, second.refresh_token);
    await assert.rejects(oidc.refreshTokenGrant(basic, tokens.refresh_token), (problem) => problem.error === 'invalid_grant');
  });
} else notYet('refresh');

if (server.introspection_endpoint && server.revocation_endpoint) {
  await check('introspection says active, and after revocation not', async () => {
    const { tokens } = await login(basic);
    assert.equal((await oidc.tokenIntrospection(basic, tokens.access_token)).active, true);
    await oidc.tokenRevocation(basic, tokens.access_token);
    assert.equal((await oidc.tokenIntrospection(basic, tokens.access_token)).active, false);
    await assert.rejects(oidc.fetchUserInfo(basic, tokens.access_token, tokens.claims().sub));
  });
} else notYet('introspection and revocation');

function notYet(what) {
  console.log(`  not yet openid-client: ${what}: the broker does not offer it`);
}

process.exit(failures === 0 ? 0 : 1);
