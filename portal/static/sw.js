// Waits for notices while no page is open. It shows what it is given, in the language it is given, and opens the notice
// itself. All words come from the server, so an old copy of this script says what is meant today.

self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("push", (event) => event.waitUntil(show(event.data)))

async function show(data) {
  const told = read(data)
  // The same notice sent twice replaces itself in silence; a newer one about the same thing may be heard.
  const [before] = await self.registration.getNotifications({ tag: told.tag })
  await self.registration.showNotification(told.title, {
    body: told.body,
    lang: told.lang,
    dir: told.dir,
    tag: told.tag,
    renotify: Boolean(before) && before.data?.id !== told.id,
    data: { id: told.id },
  })
}

function read(data) {
  try {
    const told = data.json()
    if (typeof told.title === "string") return told
  } catch {
    // As for something that is not ours.
  }
  return { title: "Meedoen", body: "", tag: "meedoen" } // browsers want to see something for each push
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const id = event.notification.data?.id
  // A window of its own: in an open one somebody may be writing.
  event.waitUntil(self.clients.openWindow(id ? `/notices/${encodeURIComponent(id)}` : "/notices"))
})

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew()))

// The browser gave this phone a new address: tell the portal, also while it is locked.
async function renew() {
  const { key, token } = await (await fetch("/notices/phone/key")).json()
  const subscription = await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  await fetch("/notices/phone", { method: "POST", body: new URLSearchParams({ csrf_token: token, endpoint, ...keys }) })
}
