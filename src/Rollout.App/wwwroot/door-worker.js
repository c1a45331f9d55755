// The door of an infosession on a phone that opened it once, for when there is no connection: its page, its scripts and its look, and nothing else.
// The page is locked with a key in a cookie. Signing in or out throws the key away, and the page can be read by nobody any more.
const prefix = "door:", door = new URL(self.registration.scope).pathname, name = prefix + door;
const keepFor = "Rollout-Keep-For", policy = "Content-Security-Policy", patience = 8000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", e => e.waitUntil(self.registration.cookies?.subscribe([{ name: "rollout-door", url: door }]).catch(() => { })));
self.addEventListener("cookiechange", e => e.waitUntil(clear()));
self.addEventListener("message", e => e.waitUntil(keep(e.data).then(kept => e.source.postMessage({ kept }))));
self.addEventListener("fetch", e => {
  const { method, mode, destination, url } = e.request;
  if (method !== "GET") return;
  if (mode === "navigate" && new URL(url).pathname === door) e.respondWith(open(e.request));
  else if (destination === "style" || destination === "script") e.respondWith(fetch(e.request).catch(async () => await (await caches.open(name)).match(url) ?? Response.error()));
});

// As it is now; as it was kept when the network is away, or slower than people wait.
async function open(request) {
  const kept = await read(name);
  try {
    const answer = await (kept ? Promise.race([fetch(request), new Promise((_, late) => setTimeout(late, patience))]) : fetch(request));
    if (answer.status >= 500 && kept) return kept;
    // Signed out, someone else's, or its day is over.
    if (answer.status < 500 && !answer.headers.has(keepFor)) await caches.delete(name);
    return answer;
  } catch {
    await clear();
    return kept ?? Response.error();
  }
}

// All of it, or what was kept before. Only a page that says how long it may be kept is kept.
async function keep(parts) {
  await clear();
  try {
    const key = await readKey();
    const page = key && await fetch(door, { redirect: "manual" });
    if (!page?.ok || !page.headers.has(keepFor)) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12)), now = Date.now();
    const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, await page.arrayBuffer());
    const answers = await Promise.all(parts.map(part => fetch(part)));
    if (!answers.every(a => a.ok)) return false;
    const headers = { iv: iv.join(), at: now, until: now + page.headers.get(keepFor) * 1000, [policy]: page.headers.get(policy) };
    await caches.delete(name);
    const cache = await caches.open(name);
    await Promise.all([cache.put(door, new Response(locked, { headers })), ...answers.map((a, i) => cache.put(parts[i], a))]);
    return true;
  } catch {
    return false;
  }
}

// What was kept of a door, or nothing: no key, another key, or its time is over.
async function read(name) {
  const kept = await caches.has(name) && await (await caches.open(name)).match(name.slice(prefix.length));
  const key = kept && await readKey();
  if (!key || Date.now() >= Number(kept.headers.get("until"))) return null;
  try {
    const iv = Uint8Array.from(kept.headers.get("iv").split(","));
    const page = new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, await kept.arrayBuffer()));
    return new Response(page.replace("<html ", `<html data-kept="${kept.headers.get("at")}" `), { headers: { "Content-Type": "text/html; charset=utf-8", [policy]: kept.headers.get(policy) } });
  } catch {
    return null;
  }
}

// Lets go of every door that nobody can read any more.
async function clear() {
  for (const each of await caches.keys())
    if (each.startsWith(prefix) && !await read(each)) await caches.delete(each);
}

async function readKey() {
  const secret = (await self.cookieStore?.get("rollout-door"))?.value;
  return secret ? crypto.subtle.importKey("raw", await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
}
