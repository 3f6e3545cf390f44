// The page "Notices on this phone": shows what this browser can do, and asks it only when the button is pressed.
import { canRing, isPhoneOfApple, turnOff, turnOn } from "./push.js"

const show = (name) => {
  for (const part of document.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== name
}
const say = (name) => {
  for (const words of document.querySelectorAll("[data-say]")) words.hidden = words.dataset.say !== name
}

if (!canRing()) show(isPhoneOfApple() ? "apple" : "cannot")
else show(Notification.permission === "denied" ? "denied" : "can")

document.querySelector("[data-turn-on]")?.addEventListener("click", async ({ currentTarget: button }) => {
  button.disabled = true
  say("wait")
  try {
    if ((await Notification.requestPermission()) === "granted") {
      const status = await turnOn()
      if (status === 200) return location.reload()
      say(status === 409 ? "taken" : "cannot")
    } else {
      say(Notification.permission === "denied" ? "denied" : "not-now")
    }
  } catch {
    say("slow")
  }
  button.disabled = false
})

document.querySelector("[data-turn-off]")?.addEventListener("submit", () => {
  turnOff().catch(() => {}) // the portal stops ringing either way
})
