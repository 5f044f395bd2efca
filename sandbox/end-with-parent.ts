/**
 * Loaded before Folkmoot by the sandbox alone: where the sandbox is killed without a word, its worker ends too.
 */
process.channel?.unref()
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
