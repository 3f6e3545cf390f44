// Passkeys. A form with data-passkey asks the browser for one before it is sent, and stays hidden where there are none.
// What the browser is asked stands in data-options, good for a few minutes: it is taken fresh from the page itself.
const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON
  && (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false))

async function fresh(form) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  return JSON.parse((page.getElementById(form.id) ?? form).dataset.options)
}

async function ask(form) {
  const options = await fresh(form)
  if (form.dataset.passkey === "make") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const here = window.PublicKeyCredential?.parseRequestOptionsFromJSON
  if (form.dataset.onThisPhone === undefined ? here : able) {
    form.hidden = false
    form.closest("[data-passkey-card]")?.removeAttribute("hidden")
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    try {
      form.elements.credential.value = JSON.stringify((await ask(form)).toJSON())
      form.submit()
    } catch {
      form.querySelector("[data-failed]").hidden = false // told no, or no such key: it can be tried again
    }
  })
}
