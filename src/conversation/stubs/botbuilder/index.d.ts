export * from 'botbuilder-core'
export declare class BotFrameworkAdapter {
  constructor(settings?: unknown)
}
export declare const TeamsInfo: unknown
export type BotFrameworkAdapterSettings = unknown
export type TeamsChannelAccount = unknown
export type ChannelInfo = unknown
export type TeamDetails = unknown
export type MessagingExtensionAttachment = unknown
