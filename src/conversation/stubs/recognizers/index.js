// Any name of this package is a class that refuses to be made: see ../README.md.
module.exports = new Proxy(
  {},
  {
    get(made, name) {
      // What asks for these wants to know what kind of module this is.
      if (typeof name === 'symbol' || name === '__esModule' || name === 'default') return undefined
      made[name] ??= stubOf(name)
      return made[name]
    },
  },
)

function stubOf(name) {
  return class {
    constructor() {
      throw new Error(`cannot make ${name}: Folkmoot runs Botkit without this package`)
    }
  }
}
