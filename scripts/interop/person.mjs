// A person with a browser: cookies, redirects and forms, as much as a login needs.
// Not by fetch(), which says of itself that it is no navigation.
import http from 'node:http';

function exchange(url, method, body, headers) {
  return new Promise((done, failed) => {
    const form = body?.toString();
    const type = form !== undefined && {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(form),
    };
    const request = http.request(url, { method, headers: { ...headers, ...type } }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', failed);
      answer.on('end', () =>
        done({
          url,
          status: answer.statusCode,
          location: answer.headers.location,
          cookies: answer.headers['set-cookie'] ?? [],
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', failed);
    request.end(form);
  });
}

export class Person {
  #cookies = new Map();

  async #request(url, { method = 'GET', body, headers = {} } = {}) {
    const host = new URL(url).host;
    const jar = this.#cookies.get(host) ?? new Map();
    this.#cookies.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await exchange(url, method, body, {
      accept: 'text/html',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      ...(cookie && { cookie }),
      ...headers,
    });
    for (const line of page.cookies) {
      const [pair, ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('=')).trim();
      const value = pair.slice(pair.indexOf('=') + 1);
      const gone = attributes.some((one) => /^\s*max-age=0\s*$|^\s*expires=.*1970/i.test(one));
      if (gone || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return page;
  }

  /** Follows redirects and fills in the login, until `arrived(url)` says that an address is reached, or a page is left. */
  async go(url, arrived = () => false) {
    let page = await this.#request(url);
    for (let hop = 0; hop < 25; hop++) {
      const next = this.#next(page);
      if (next) {
        if (arrived(next)) return { url: next };
        page = await this.#request(next);
      } else if (/name="?username/.test(page.body)) {
        page = await this.#submit(page, { username: 'alice', password: 'interop' });
      } else {
        return page;
      }
    }
    throw new Error(`redirects without end, last ${page.url}`);
  }

  #next(page) {
    if (page.status >= 300 && page.status < 400 && page.location) return new URL(page.location, page.url).href;
    const refresh = /<meta[^>]*http-equiv="?refresh"?[^>]*content="\d+;\s*url=([^"]+)"/i.exec(page.body);
    return refresh ? new URL(unescaped(refresh[1]), page.url).href : undefined;
  }

  /** Sends the form that has a password field, or the first. */
  async #submit(page, values) {
    const forms = [...page.body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)];
    const form = forms.find((one) => /password/.test(one[2])) ?? forms[0];
    const fields = new URLSearchParams();
    for (const [, attributes] of form[2].matchAll(/<input\b([^>]*)>/gi)) {
      const name = attribute(attributes, 'name');
      if (name) fields.set(name, attribute(attributes, 'value') ?? '');
    }
    const buttons = [...form[2].matchAll(/<button\b([^>]*)>/gi)].map(([, attributes]) => attributes);
    const button = buttons.find((one) => attribute(one, 'value') === 'allow') ?? buttons[0];
    if (button && attribute(button, 'name')) fields.set(attribute(button, 'name'), attribute(button, 'value') ?? '');
    for (const [name, value] of Object.entries(values)) fields.set(name, value);
    const action = new URL(attribute(form[1], 'action') ?? '', page.url).href;
    const { origin } = new URL(page.url);
    return this.#request(action, {
      method: 'POST',
      body: fields,
      // Ports of one host are one site, so that no SameSite keeps a cookie back.
      headers: { origin, 'sec-fetch-site': new URL(action).origin === origin ? 'same-origin' : 'same-site' },
    });
  }

  /** Presses the first button of a page's only form. */
  async confirm(page, arrived = () => false) {
    const answer = await this.#submit(page, {});
    const next = this.#next(answer);
    if (!next) return answer;
    return arrived(next) ? { url: next } : this.go(next, arrived);
  }
}

function attribute(attributes, name) {
  const found = new RegExp(`\\b${name}=(?:"([^"]*)"|([^\\s>]+))`, 'i').exec(attributes);
  return found ? unescaped(found[1] ?? found[2]) : undefined;
}

function unescaped(text) {
  return text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
