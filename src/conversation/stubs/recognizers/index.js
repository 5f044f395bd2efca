// inert stand-in: any name is a class that refuses to be constructed; nothing here talks to Azure
const gone = k =>
  class {
    static get [Symbol.toStringTag]() {
      return 'removed:' + String(k)
    }
    constructor() {
      throw new Error('removed: ' + String(k))
    }
  }
const cache = {}
module.exports = new Proxy(cache, {
  get: (t, k) => (k === '__esModule' || typeof k === 'symbol' || k === 'default' ? undefined : (t[k] ??= gone(k))),
})
