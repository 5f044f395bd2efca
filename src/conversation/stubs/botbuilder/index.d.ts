export * from 'botbuilder-core'
export declare class BotFrameworkAdapter {
  constructor(o?: any)
}
export declare const TeamsInfo: any
export type BotFrameworkAdapterSettings = any
export type TeamsChannelAccount = any
export type ChannelInfo = any
export type TeamDetails = any
export type MessagingExtensionAttachment = any
