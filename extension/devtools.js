// Listens from the moment DevTools opens, so that nothing is missed before the panel is first shown.
// It looks at the status first and keeps only what the panel needs; the panel takes over by `connect`.
const KEPT = 10_000; // events kept for a panel that opens late or restarts; older ones are counted and dropped
const BODY = 256 * 1024; // characters of a body that are kept
const PATIENCE = 2_000; // milliseconds to wait for a body before going on without it
const LOOK = 2_000; // milliseconds from one look for unread answers to the next, at least
const QUIET = 300; // milliseconds without a request before such a look
const LOOKED_AT = 1_000; // requests of a page; with more of them a look would hold up the panel

const capture = {
  events: [], // {entry} or {navigated, at}, in the order they happened; not `ready` while a body is on its way
  dropped: 0,
  sent: 0, // how many of `events` the panel has
  deliver: null,
  recording: true, // off until the user turns it on again, whatever becomes of the panel
  shown: 0, // on the toolbar icon
  refused: 0, // counted here until the panel, which knows what is harmless, says its own number
  /** The panel calls this: it gets every event so far, then each one as it happens. */
  connect(deliver) {
    this.deliver = deliver;
    this.sent = 0;
    this.badge(0); // from here on the panel says the number
    if (this.dropped) deliver({ missed: this.dropped });
    this.flush();
    if (!this.recording) deliver({ recording: false });
  },
  /** The user starts or stops recording: what happens meanwhile is not kept, and a navigation clears nothing. */
  record(on) {
    this.recording = on;
  },
  /** The user cleared the panel: what it had must not come back with a new panel. */
  forget() {
    this.events.splice(0, this.sent);
    this.sent = 0;
    this.dropped = 0;
  },
  /** Shows a number on the toolbar icon of the inspected tab. Firefox has no such call here. */
  badge(count) {
    this.shown = count;
    const { tabId } = chrome.devtools.inspectedWindow;
    const done = chrome.action?.setBadgeText?.({ tabId, text: count ? String(Math.min(count, 9999)) : '' });
    done?.catch(() => {}); // the tab may be gone
  },
  /** Answers that a page seldom expects: for as long as the panel was never shown. */
  count({ navigated, entry }) {
    if (this.deliver) {
      if (navigated) this.badge(this.shown); // the browser took it off; the log may be preserved
      return;
    }
    const asked = ['fetch', 'xhr'].includes(entry?._resourceType);
    if (navigated) this.refused = 0;
    else if ([401, 403, 407].includes(entry.response.status) || (asked && entry.response.status === 404)) this.refused++;
    else return;
    this.badge(this.refused);
  },
  push(event) {
    this.count(event);
    if (!this.recording) return;
    // What was dropped belonged to a page that is gone.
    if (event.navigated) this.dropped = 0;
    this.events.push(event);
    if (this.events.length > KEPT) {
      this.events.splice(0, KEPT / 10);
      this.sent = Math.max(0, this.sent - KEPT / 10);
      this.dropped += KEPT / 10;
    }
    this.flush();
  },
  flush() {
    while (this.deliver && this.events[this.sent]?.ready) this.deliver(this.events[this.sent++]);
  },
};

chrome.devtools.network.onRequestFinished.addListener((raw) => {
  unread.heard(raw);
  if (unread.has(raw) || !capture.recording) return;
  const event = { entry: project(raw), ready: false };
  const done = (text, encoding) => {
    if (event.ready) return;
    if (typeof text === 'string') {
      event.entry.response.content.text = text.slice(0, BODY);
      if (encoding === 'base64') event.entry.response.content.encoding = encoding;
    }
    event.ready = true;
    capture.flush();
  };
  if (wantsBody(raw)) {
    setTimeout(done, PATIENCE);
    try {
      raw.getContent(done);
    } catch {
      done();
    }
  } else event.ready = true;
  capture.push(event);
});

chrome.action?.setBadgeBackgroundColor?.({ color: '#b3261e' })?.catch(() => {});
addEventListener('pagehide', () => capture.badge(0)); // DevTools close: nobody counts any more
chrome.devtools.network.onNavigated.addListener((url) => {
  unread.requests = 0;
  capture.push({ navigated: url, at: Date.now(), ready: true });
});

/**
 * Refusals whose body the page never reads: with `Cache-Control: no-store` Chromium does not call such a request finished. `getHAR`
 * has it, so it is asked from time to time while the panel is seen.
 */
const unread = {
  requests: 0, // since the page was loaded
  last: 0, // when the last one finished
  known: new Map(), // refusals that the panel has, and how many began in the same millisecond
  taken: new Map(), // those that were found here; some finish after all
  seen: false,
  timer: 0,
  name: (raw) => `${raw.startedDateTime} ${raw.request.method} ${raw.request.url}`,
  count(counts, name) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.size > KEPT) counts.delete(counts.keys().next().value);
  },
  heard(raw) {
    this.requests++;
    this.last = Date.now();
    if (raw.response.status >= 400 && !this.has(raw)) this.count(this.known, this.name(raw));
  },
  has(raw) {
    return this.taken.size > 0 && this.taken.has(this.name(raw)); // no name is made where none is needed
  },
  watch(seen) {
    this.seen = seen;
    this.again(LOOK);
  },
  again(pause) {
    clearTimeout(this.timer);
    if (this.seen) this.timer = setTimeout(() => this.look(), pause);
  },
  look() {
    const begun = Date.now();
    if (this.requests > LOOKED_AT) return this.again(LOOK);
    if (begun - this.last < QUIET) return this.again(QUIET);
    chrome.devtools.network.getHAR((har) => {
      const now = Date.now();
      this.again(Math.max(LOOK, 50 * (now - begun)));
      const counts = new Map();
      for (const raw of har.entries ?? []) {
        // A body may still be on its way.
        if (raw.response.status < 400 || now - Date.parse(raw.startedDateTime) < LOOK) continue;
        const name = this.name(raw);
        this.count(counts, name);
        if (counts.get(name) <= (this.known.get(name) ?? 0)) continue;
        this.count(this.known, name);
        this.count(this.taken, name);
        capture.push({ entry: project(raw), ready: true });
      }
    });
  },
};

/** Failures; and small JSON or gRPC answers to a POST, which may say "not allowed" with status 200 (GraphQL, RPC). */
function wantsBody({ request, response }) {
  if (response.status >= 400) return response.content.size < 16 * 1024 * 1024;
  const small = response.content.size > 0 && response.content.size <= 4096;
  return response.status === 200 && request.method === 'POST' && small && /json|grpc/.test(response.content.mimeType);
}

/** The places of a script that made a request. Where nothing is wrong, the first will do. */
function places(stack, status) {
  const most = status >= 200 && status < 400 ? 1 : 5;
  const frames = [];
  for (; stack && frames.length < most; stack = stack.parent) {
    for (const { url, lineNumber, columnNumber } of stack.callFrames ?? []) {
      if (url && frames.length < most) frames.push({ url, lineNumber, columnNumber });
    }
  }
  return frames;
}

/** The part of a HAR entry that goes across to WebAssembly. */
function project(raw) {
  const { request, response } = raw;
  const post = request.postData?.text;
  return {
    startedDateTime: raw.startedDateTime,
    time: raw.time,
    serverIPAddress: raw.serverIPAddress,
    _resourceType: raw._resourceType,
    _fromCache: raw._fromCache,
    _initiator: raw._initiator && { url: raw._initiator.url, stack: { callFrames: places(raw._initiator.stack, response.status) } },
    _webSocketMessages: raw._webSocketMessages?.slice(0, 4),
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers,
      postData: post && { text: post.slice(0, BODY) },
    },
    response: {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
      redirectURL: response.redirectURL,
      content: { size: response.content.size, mimeType: response.content.mimeType },
      _error: response._error,
      _fetchedViaServiceWorker: response._fetchedViaServiceWorker,
    },
  };
}

let page; // the panel's window, once it was shown
const handOver = () => {
  if (!page || page.latchkeyCapture) return;
  page.latchkeyCapture = capture;
  page.dispatchEvent(new Event('latchkey-capture'));
};
new BroadcastChannel('latchkey').onmessage = handOver; // a panel that was restarted asks for it
chrome.devtools.panels.create('Latchkey', 'icons/48.png', 'panel.html', (panel) => {
  panel.onHidden.addListener(() => unread.watch(false));
  panel.onShown.addListener((shown) => {
    page = shown;
    handOver();
    unread.watch(true);
    shown.focus(); // else the first key goes to DevTools' own tabs
  });
});
