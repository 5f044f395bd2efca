// All of botbuilder-core, and the three names of botbuilder that Botkit asks for besides: see ../README.md.
module.exports = {
  ...require('botbuilder-core'),
  BotFrameworkAdapter: class {
    constructor() {
      throw new Error('cannot make BotFrameworkAdapter: Folkmoot runs Botkit without this package')
    }
  },
  TeamsActivityHandler: class {},
  TeamsInfo: {},
}
