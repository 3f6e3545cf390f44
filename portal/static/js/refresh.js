// On every page. A browser may change or lose its subscription unseen: once a day the portal is told anew, and at once
// when it has changed. Who never turned notices on is not asked here, only shown, where that helps, where they can.
import { canRing, remembered, today, turnOn } from "./push.js"

const kept = remembered()
if (canRing() && Notification.permission === "granted" && kept && (kept.day !== today() || !(await isUnchanged()))) {
  await turnOn().catch(() => {}) // tomorrow, or on the next page, it is tried again
}
if (canRing() && Notification.permission === "default" && !kept) {
  for (const offer of document.querySelectorAll("[data-offer-notices]")) offer.hidden = false
}

async function isUnchanged() {
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription())?.endpoint === kept.endpoint
}
