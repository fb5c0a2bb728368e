// node-oidc-provider for scripts/bench --peer oidc-provider: the same clients and keys as the
// broker under measurement, its own in-memory adapter, and people who are logged in unasked.
// Its one argument is JSON: { port, secret, redirect, clients: [{ id, alg }] }.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const settings = JSON.parse(process.argv[2]);
const GROUPS = ['superusers', 'Everyone', 'network', 'oncall', 'berlin'];
const SCOPES = 'openid profile email offline_access';
const RESOURCE = 'urn:bench';

const key = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }),
  kid: alg,
  alg,
  use: 'sig',
});

const provider = new Provider(`http://localhost:${settings.port}`, {
  jwks: {
    keys: [key('rsa', { modulusLength: 2048 }, 'RS256'), key('ec', { namedCurve: 'P-256' }, 'ES256')],
  },
  clients: settings.clients.map(({ id, alg }) => ({
    client_id: id,
    client_secret: settings.secret,
    redirect_uris: [settings.redirect],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: alg,
  })),
  cookies: { keys: [settings.secret] },
  claims: {
    openid: ['sub'],
    profile: ['name', 'given_name', 'family_name', 'preferred_username', 'groups'],
    email: ['email', 'email_verified'],
  },
  // The claims are in the id_token too, as ours are for a client set so.
  conformIdTokenClaims: false,
  rotateRefreshToken: true,
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: `Person ${id}`,
      given_name: 'Person',
      family_name: id,
      preferred_username: `${id}@example.com`,
      email: `${id}@example.com`,
      email_verified: true,
      groups: GROUPS,
    }),
  }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx) =>
        ctx.oidc.params.grant_type === 'client_credentials' ? RESOURCE : undefined,
      getResourceServerInfo: (ctx, resource, client) => ({
        scope: '',
        audience: RESOURCE,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: client.idTokenSignedResponseAlg } },
      }),
    },
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
});

let people = 0;

async function loggedIn(request, response) {
  const { params, session } = await provider.interactionDetails(request, response);
  people += 1;
  const accountId = session?.accountId ?? `person${people % 200}`;
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(SCOPES);
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId }, consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: false },
  );
}

const answer = provider.callback();
createServer((request, response) => {
  if (!request.url.startsWith('/interaction/')) {
    answer(request, response);
    return;
  }
  loggedIn(request, response).catch((failure) => {
    console.error(failure);
    response.writeHead(500).end();
  });
}).listen(settings.port, '127.0.0.1');
