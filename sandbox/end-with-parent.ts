/**
 * Loaded before Folkmoot by the sandbox alone: where the sandbox is killed without a word, its worker ends too.
 */
const EVERY_MS = 1_000

const sandbox = process.ppid
const end = () => process.kill(process.pid, 'SIGTERM')
process.channel?.unref()
process.once('disconnect', end)
// The channel tells at once. Where it does not, whoever adopted us does.
const timer = setInterval(() => {
  if (process.ppid === sandbox) return
  clearInterval(timer)
  end()
}, EVERY_MS).unref()
