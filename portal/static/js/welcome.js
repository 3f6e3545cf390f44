// An invitation's secret stands in the link's fragment, which no server, log or preview ever sees.
// Put it in the form, take it out of the address bar, and hide the field that is only for who has no script.
const secret = location.hash.slice(1)
if (secret) {
  document.getElementById("secret").value = secret
  document.querySelector("[data-typed]").hidden = true
  history.replaceState(null, "", location.pathname)
}
