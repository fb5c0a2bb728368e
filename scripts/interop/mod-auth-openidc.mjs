// Debian's mod_auth_openidc in an Apache of its own, an independent certified client, against a running broker.
import assert from 'node:assert/strict';
import { Person } from './person.mjs';

const [issuer, apache, apachePost] = process.argv.slice(2);
let failures = 0;

async function check(name, run) {
  try {
    await run();
    console.log(`  ok      mod_auth_openidc: ${name}`);
  } catch (problem) {
    failures++;
    console.log(`  FAILED  mod_auth_openidc: ${name}: ${problem.stack}`);
  }
}

await check('code flow with PKCE and userinfo, to the page behind it', async () => {
  const page = await new Person().go(`${apache}/protected/`);
  assert.equal(page.status, 200, page.body);
  assert.match(page.body, /inside/);
});

await check('a second page asks nobody again', async () => {
  const person = new Person();
  await person.go(`${apache}/protected/`);
  const page = await person.go(`${apache}/protected/`, (to) => !to.startsWith(apache));
  assert.match(page.body ?? '', /inside/);
});

await check('a claim of another person is refused', async () => {
  const page = await new Person().go(`${apache}/protected/bob/`);
  assert.ok(page.status === 401 || page.status === 403, `${page.status}`);
});

await check('RP-initiated logout ends both sessions', async () => {
  const person = new Person();
  await person.go(`${apache}/protected/`);
  const out = encodeURIComponent(`${apache}/out`);
  const page = await person.go(`${apache}/protected/callback?logout=${out}`);
  assert.match(page.body, /outside/);
  const again = await person.go(`${apache}/protected/`, (to) => !to.startsWith(apache));
  assert.ok(again.url && !again.body, 'still logged in at Apache');
});

await check('the answer as a form post, to the page behind it', async () => {
  const person = new Person();
  const redirect = `${apachePost}/protected/callback`;
  const form = await person.go(`${apachePost}/protected/`, (to) => to.startsWith(redirect));
  assert.ok(form.body?.includes(redirect), `no form for ${redirect}, but ${form.url} ${form.status}`);
  assert.match(form.body, /name="?code\b/);
  const page = await person.confirm(form);
  assert.equal(page.status, 200, page.body);
  assert.equal(page.url, `${apachePost}/protected/`);
  assert.match(page.body, /inside/);
});

await check('back-channel logout ends the session at Apache', async () => {
  const { end_session_endpoint } = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const person = new Person();
  const look = () => person.go(`${apache}/protected/`, (to) => !to.startsWith(apache));
  await person.go(`${apache}/protected/`);
  assert.match((await look()).body ?? '', /inside/);
  await person.confirm(await person.go(end_session_endpoint));
  const until = Date.now() + 15_000;
  let page = await look();
  while (page.body !== undefined && Date.now() < until) {
    await new Promise((done) => setTimeout(done, 250));
    page = await look();
  }
  assert.ok(page.url?.startsWith(issuer) && page.body === undefined, `still logged in at Apache: ${page.body}`);
});

process.exit(failures === 0 ? 0 : 1);
