// what botkit 4.15 takes from "botbuilder": everything except three Azure/Teams names lives in botbuilder-core
module.exports = {
  ...require('botbuilder-core'),
  BotFrameworkAdapter: class {
    constructor() {
      throw new Error('Bot Framework channel adapter removed: pass your own adapter')
    }
  },
  TeamsInfo: {},
  TeamsActivityHandler: class {},
}
