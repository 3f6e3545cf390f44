// Keeps a page from being seen by who should not see it. Whether the portal is locked is the server's to say; here the
// page is taken out of sight at once, and what was typed on it is sent along so that it is there again after the PIN.
const root = document.documentElement
const lock = document.getElementById("lock") // only on the pages of somebody who is signed in
const hide = document.querySelector("[data-hide]")
const tabs = new BroadcastChannel("meedoen")
const CLOSED = "closed"
const SAY_IN_USE_EVERY = 120_000
const NEVER_KEPT = "[type=password], [type=hidden], [type=file], [type=search]"

const conceal = () => { root.dataset.concealed = lock?.dataset.words ?? "" }
const reveal = () => { delete root.dataset.concealed }
const here = () => location.pathname + location.search

// A page that the browser had put by is as old as it is: ask for it anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    conceal()
    location.reload()
  }
})

// Hide: nothing is left on the screen while the server locks, and this page's place in the history is taken.
hide?.addEventListener("submit", (event) => {
  event.preventDefault()
  conceal()
  navigator.sendBeacon(hide.action, new FormData(hide))
  location.replace(hide.dataset.hide)
})

if (lock) {
  const limits = { outOfSight: lock.dataset.outOfSight * 1000, unused: lock.dataset.unused * 1000 }
  let hiddenAt = null, usedAt = Date.now(), saidInUseAt = Date.now()
  let leaving = false, locking = false, others = false // others: another tab was used since this one was out of sight

  const tell = (what) => navigator.sendBeacon(`/lock/${what}`, new FormData(lock))

  // What the page was sent with is not what somebody typed.
  const isTyped = (field) => !field.matches(NEVER_KEPT) && (
    field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked
      : field.matches("select") ? [...field.options].some((option) => option.selected !== option.defaultSelected)
        : "defaultValue" in field && field.value !== field.defaultValue
  )
  const typed = () => [...document.forms]
    .filter((form) => form.method === "post")
    .flatMap((form) => [...form.elements].filter((field) => field.name && isTyped(field))
      .map((field) => [form.getAttribute("action"), field.name, field.value]))

  async function lockNow() {
    if (locking) return
    locking = true
    conceal()
    const body = new FormData(lock)
    body.set("page", location.pathname)
    body.set("typed", JSON.stringify(typed()))
    try {
      await fetch(lock.action, { method: "POST", body, redirect: "manual" })
      location.replace(`/unlock?next=${encodeURIComponent(here())}`)
    } catch { // no network: nothing is shown, nothing is lost, and the next look tries again
      locking = false
    }
  }

  function look() {
    const now = Date.now()
    const isOver = (hiddenAt !== null && now - hiddenAt > limits.outOfSight) || now - usedAt > limits.unused
    if (isOver) lockNow()
    else if (document.visibilityState === "visible") {
      tabs.postMessage(usedAt)
      if (hiddenAt === null) return
      if (others) ask()
      else {
        tell("in-use")
        show()
      }
    }
  }

  function show() {
    hiddenAt = null
    others = false
    reveal()
  }

  // In another tab somebody may have locked, signed out, or come to the front: the token of this page tells whose it is.
  async function ask() {
    try {
      const answer = await fetch("/lock/in-use", { method: "POST", body: new FormData(lock), redirect: "manual" })
      if (answer.status === 204) show()
      else location.reload()
    } catch { // no network: it stays out of sight until the next look
    }
  }

  tabs.onmessage = ({ data }) => {
    others = true
    if (data === CLOSED) {
      if (document.visibilityState === "visible") ask()
    } else { // a page in sight is used: this one is not forgotten
      usedAt = Math.max(usedAt, data)
      if (hiddenAt !== null) hiddenAt = Date.now()
    }
  }

  addEventListener("pagehide", () => { leaving = true })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look()
    else if (!leaving) {
      hiddenAt = Date.now()
      conceal()
      tell("hidden")
    }
  })
  for (const sign of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(sign, () => {
      if (root.dataset.concealed !== undefined) return
      usedAt = Date.now()
      if (usedAt - saidInUseAt > SAY_IN_USE_EVERY) {
        saidInUseAt = usedAt
        tell("in-use")
      }
    }, { passive: true, capture: true })
  }
  setInterval(look, 5_000)

  // Back after the PIN: put what was typed where it was typed.
  if (lock.dataset.kept !== undefined) {
    const answer = await fetch("/kept/take", { method: "POST", body: new FormData(lock) })
    for (const [action, name, value] of answer.ok ? await answer.json() : []) putBack(action, name, value)
  }

  function putBack(action, name, value) {
    const form = [...document.forms].find((each) => each.getAttribute("action") === action)
    for (const field of form ? [...form.elements].filter((each) => each.name === name) : []) {
      if (field.matches("[type=checkbox], [type=radio]")) field.checked = field.checked || field.value === value
      else field.value = value
      field.closest("details")?.setAttribute("open", "")
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }
} else {
  tabs.postMessage(CLOSED)
}
