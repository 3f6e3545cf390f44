/* An open thread: asks every second and a half, as long as it is in sight, whether something was said. What was said,
   htmx fetches and swaps; it also looks by itself now and then, so that nothing is lost when this does not run. */
const EVERY = 1500;
const SLOWER = 15000;
let wait = EVERY;

async function listen() {
  const talk = document.querySelector("#talk[data-ears]");
  if (talk && !document.hidden) {
    try {
      const answer = await fetch(talk.dataset.ears, { credentials: "omit", cache: "no-store" });
      wait = answer.status === 204 || answer.status === 200 ? EVERY : SLOWER;
      if (answer.status === 200) {
        talk.dispatchEvent(new CustomEvent("said"));
      }
    } catch {
      wait = SLOWER; // no network: it says so elsewhere, and costs no battery here
    }
  }
  setTimeout(listen, wait);
}

document.addEventListener("visibilitychange", () => {
  const talk = document.querySelector("#talk[data-ears]");
  if (talk && !document.hidden) {
    talk.dispatchEvent(new CustomEvent("said"));
  }
});
addEventListener("online", () => {
  wait = EVERY;
});
setTimeout(listen, EVERY);
