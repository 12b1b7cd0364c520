// The sample shop's API, played by a service worker: every answer is decided from the request that arrives, with the
// status, headers and words that real servers use. Nothing leaves the browser.
const API = new URL('api/', self.registration.scope).pathname;
const REALM = 'Bearer realm="sample shop"';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin === self.location.origin && url.pathname.startsWith(API)) {
    event.respondWith(answer(event.request, url.pathname.slice(API.length)));
  }
});

async function answer(request, path) {
  if (path === 'login') return login();
  if (path === 'newsletter') return newsletter(request);
  if (path === 'bank/login') return json(422, { message: 'The user name or password is wrong.' });
  if (path === 'intranet/news') return proxy();
  if (path.startsWith('reports/')) return folder();
  const refusal = path.startsWith('public/') ? null : refuse(request, path);
  if (refusal) return refusal;
  if (path === 'me') return json(200, { name: 'Ada', orders: 3 });
  if (path.startsWith('films/')) return json(403, { error: 'subscription_required', message: 'Your plan does not include this film.' });
  if (path === 'public/products') return json(200, [{ id: 1, name: 'Door bell' }, { id: 2, name: 'Key ring' }]);
  if (/^orders\/\d+$/.test(path)) {
    if (request.method === 'DELETE') return json(200, { deleted: Number(path.slice(7)) });
    return json(200, { id: Number(path.slice(7)), total: 25 });
  }
  return html(404, `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>Cannot ${request.method} ${API}${path}</pre>\n</body>\n</html>\n`);
}

/** What a resource server that follows RFC 6750 §3 does with the token it gets. */
function refuse(request, path) {
  const sent = request.headers.get('authorization');
  if (!sent) return json(401, { message: 'No authorization token was found' }, { 'WWW-Authenticate': REALM });
  const [, token] = sent.match(/^Bearer (.+)$/i) ?? [];
  if (token?.split('.').length !== 3) return invalid('jwt malformed');
  const claims = read(token);
  if (!claims) return invalid('invalid token');
  const now = Date.now() / 1000;
  if (claims.exp < now) return invalid('jwt expired');
  if (claims.nbf > now) return invalid('jwt not active');
  if (claims.aud !== 'https://api.shop.example') return invalid('jwt audience invalid. expected: https://api.shop.example');
  const needed = request.method === 'DELETE' ? 'orders:delete' : path.startsWith('orders') ? 'orders:read' : 'profile';
  if (!String(claims.scope).split(' ').includes(needed)) {
    const challenge = `${REALM}, error="insufficient_scope", error_description="The request needs more than the token allows", scope="${needed}"`;
    return json(403, { message: 'insufficient_scope' }, { 'WWW-Authenticate': challenge });
  }
  return null;
}

function invalid(reason) {
  return json(401, { message: reason }, { 'WWW-Authenticate': `${REALM}, error="invalid_token", error_description="${reason}"` });
}

/** Django's answer to a form without its token. */
function newsletter(request) {
  if (request.headers.get('x-csrftoken')) return json(200, { subscribed: true });
  return html(403, '<!DOCTYPE html>\n<html lang="en">\n<head>\n  <title>403 Forbidden</title>\n</head>\n<body>\n<div id="summary">\n  <h1>Forbidden <span>(403)</span></h1>\n  <p>CSRF verification failed. Request aborted.</p>\n</div>\n<div id="info">\n  <h2>Help</h2>\n  <p>Reason given for failure:</p>\n  <pre>\n    CSRF token missing.\n    </pre>\n</div>\n</body>\n</html>\n', {
    'X-Frame-Options': 'DENY',
  });
}

/** Squid's answer to a call without its own sign-in. */
function proxy() {
  return html(407, '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>ERROR: Cache Access Denied</title>\n</head>\n<body>\n<h1>Cache Access Denied.</h1>\n</body>\n</html>\n', {
    Server: 'squid/6.13', Via: '1.1 proxy.corp.example (squid/6.13)', 'X-Squid-Error': 'ERR_CACHE_ACCESS_DENIED 0', 'Proxy-Authenticate': 'Basic realm="Company network"', 'X-Powered-By': null,
  });
}

/** nginx's answer for a folder with `auth_basic`. */
function folder() {
  return html(401, '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>nginx/1.28.0</center>\r\n</body>\r\n</html>\r\n', {
    Server: 'nginx/1.28.0', 'WWW-Authenticate': 'Basic realm="Reports"', 'X-Powered-By': null,
  });
}

function login() {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'https://login.shop.example', sub: 'ada', aud: 'https://api.shop.example', iat: now, exp: now + 600, scope: 'profile orders:read' };
  return json(200, { access_token: sign(claims), token_type: 'Bearer', expires_in: 600 });
}

/** The claims, or null for what is no JWS in compact form (RFC 7515 §7.1). */
function read(token) {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return null;
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(part));
  } catch {
    return null;
  }
}

/** A token of the right form; the demo has no key, so its signature is made of zeros. */
function sign(claims) {
  const part = (value) => btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${part({ alg: 'RS256', typ: 'at+jwt', kid: 'demo' })}.${part(claims)}.${'A'.repeat(342)}`;
}

const json = (status, body, headers) => respond(status, JSON.stringify(body), 'application/json; charset=utf-8', headers);
const html = (status, body, headers) => respond(status, body, 'text/html; charset=utf-8', headers);

function respond(status, body, type, headers = {}) {
  const statusText = {
    200: 'OK', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 407: 'Proxy Authentication Required', 422: 'Unprocessable Content',
  }[status];
  const all = { 'Content-Type': type, Date: new Date().toUTCString(), 'X-Powered-By': 'Express', ...headers };
  const lines = Object.entries(all).filter(([, value]) => value !== null);
  return new Response(body, { status, statusText, headers: lines });
}
