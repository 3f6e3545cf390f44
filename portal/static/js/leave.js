// Signing out, also where the network is not. First this browser forgets, then the portal is told. Where that cannot be
// done now, the mark that is left ends this device with whatever is asked for next (portal/accounts/leaving.py).
const PATIENCE = 10_000

const root = document.documentElement
const form = document.querySelector("[data-leave]")
const A_YEAR = 31_536_000

form?.addEventListener("submit", async (event) => {
  event.preventDefault()
  root.dataset.concealed = ""
  const told = { method: "POST", body: new FormData(form), redirect: "manual", signal: patience() }
  const secure = location.protocol === "https:" ? "; secure" : ""
  document.cookie = `${form.dataset.leave}; path=/; max-age=${A_YEAR}; samesite=lax${secure}`
  await Promise.allSettled([forget(localStorage), forget(sessionStorage), forgetPages(), forgetWorkers()])
  try {
    await fetch(form.action, told)
    location.replace("/")
  } catch {
    sayLeft()
  }
})

const forget = async (storage) => storage.clear()
const forgetPages = async () => Promise.all((await caches.keys()).map((name) => caches.delete(name)))
const forgetWorkers = async () => // and with them the address at which notices ring
  Promise.all((await navigator.serviceWorker.getRegistrations()).map((each) => each.unregister()))

function patience() {
  const waits = new AbortController()
  setTimeout(() => waits.abort(), PATIENCE)
  return waits.signal
}

// The words came with the page; nothing else of it stays, and its place in the history is taken.
function sayLeft() {
  new BroadcastChannel("meedoen").postMessage("closed") // the other tabs show nothing either
  document.body.replaceChildren(document.getElementById("left").content)
  document.title = document.querySelector("h1").textContent
  history.replaceState(null, "", "/")
  delete root.dataset.concealed
  document.getElementById("main").focus()
}
