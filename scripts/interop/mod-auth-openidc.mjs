// Debian's mod_auth_openidc in an Apache of its own, an independent certified client, against a running broker.
import assert from 'node:assert/strict';
import { Person } from './person.mjs';

const [apache] = process.argv.slice(2);
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

process.exit(failures === 0 ? 0 : 1);
