// npm web-push, used well: one agent with keep-alive, 64 in flight. Prints seconds and processor seconds.
const https = require("https")
const webpush = require("web-push")

const [port, p256dh, auth, number] = process.argv.slice(2)
const { publicKey, privateKey } = webpush.generateVAPIDKeys()
webpush.setVapidDetails("mailto:bench@example.org", publicKey, privateKey)
const agent = new https.Agent({ keepAlive: true, maxSockets: 64 })
const subscription = { endpoint: `https://localhost:${port}/wpush/1`, keys: { p256dh, auth } }
const payload = "x".repeat(1024)

let left = Number(number)
const one = async () => {
  while (left-- > 0) await webpush.sendNotification(subscription, payload, { TTL: 86400, agent })
}
const began = process.hrtime.bigint()
const used = process.cpuUsage()
Promise.all(Array.from({ length: 64 }, one)).then(() => {
  const { user, system } = process.cpuUsage(used)
  console.log(Number(process.hrtime.bigint() - began) / 1e9, (user + system) / 1e6)
  agent.destroy()
})
