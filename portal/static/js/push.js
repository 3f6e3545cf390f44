// Subscribing this browser to notices, and telling the portal. What it remembers in this browser is forgotten with
// signing out.

const REMEMBERED = "notices"
const PATIENCE = 20_000 // a browser that cannot reach its push service may never answer

export const device = document.body.dataset.device

export const canRing = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window

export const isPhoneOfApple = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1)

// What this browser was told to do, on behalf of who is signed in now; null when it is nothing.
export function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(REMEMBERED))
    return kept?.device === device ? kept : null
  } catch {
    return null
  }
}

function remember(endpoint) {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify({ device, endpoint, day: today() }))
  } catch {
    // A browser that keeps nothing is asked again next time.
  }
}

export const today = () => new Date().toISOString().slice(0, 10)

// Subscribe, or take the subscription that is there, and tell the portal. Resolves to the status of its answer;
// rejects when the browser does not want to or takes too long.
export async function turnOn() {
  const { key, token } = await (await fetch("/notices/phone/key")).json()
  const { endpoint, keys } = (await inTime(subscription(key))).toJSON()
  const body = new URLSearchParams({ csrf_token: token, endpoint, ...keys })
  const answer = await fetch("/notices/phone", { method: "POST", body })
  if (answer.ok) remember(endpoint)
  return answer.status
}

async function subscription(key) {
  await navigator.serviceWorker.register("/sw.js")
  const { pushManager } = await navigator.serviceWorker.ready
  const before = await pushManager.getSubscription()
  if (before && sameKey(before.options.applicationServerKey, key)) return before
  await before?.unsubscribe() // it is bound to a key that the portal no longer has
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

function sameKey(bytes, key) {
  const written = btoa(String.fromCharCode(...new Uint8Array(bytes ?? [])))
  return written.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === key
}

export async function turnOff() {
  localStorage.removeItem(REMEMBERED)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

function inTime(work) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new DOMException("", "TimeoutError")), PATIENCE))
  return Promise.race([work, late])
}
