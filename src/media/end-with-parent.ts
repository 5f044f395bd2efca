/**
 * A thread beside the decoder's: where Folkmoot is gone, nobody is left to end a decoder that does not end.
 */
import { workerData } from 'node:worker_threads'

const EVERY_MS = 500

const look = () => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL')
}
look()
setInterval(look, EVERY_MS)
