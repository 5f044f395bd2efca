/**
 * Somebody's own page as a view of App Home, within its limits (https://docs.slack.dev/reference/views/home-tab-views).
 */
import type { types } from '@slack/bolt'
import type { HomeChoice, HomeItem, StaffHome } from '../../src/core/staff-home.ts'
import { buttonBlocks } from './buttons.ts'
import { optionOf, plainText } from './form-view.ts'
import { partsOf } from './write-blocks.ts'

const HEADING_LIMIT = 150
const LABEL_LIMIT = 2_000

export function homeView({ carried, items }: StaffHome): types.HomeView {
  return { type: 'home', private_metadata: carried, blocks: items.flatMap(blockOf) }
}

function blockOf(item: HomeItem): types.KnownBlock[] {
  switch (item.kind) {
    case 'heading':
      return [{ type: 'header', text: plainText(item.text, HEADING_LIMIT) }]
    case 'text':
      return [{ type: 'rich_text', elements: partsOf(item.text) }]
    case 'line':
      return [{ type: 'divider' }]
    case 'buttons':
      return buttonBlocks(item.buttons)
    case 'choices':
      return [{ type: 'actions', block_id: item.key, elements: item.choices.map(selectOf) }]
    case 'words':
      return [
        {
          type: 'input',
          block_id: item.key,
          optional: true,
          dispatch_action: true,
          label: plainText(item.label, LABEL_LIMIT),
          element: {
            type: 'plain_text_input',
            action_id: item.key.replace(/~.*$/, ''),
            max_length: item.most,
            dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
            ...(item.given !== '' && { initial_value: item.given }),
          },
        },
      ]
  }
}

function selectOf({ key, options, given }: HomeChoice): types.StaticSelect {
  const chosen = options.find(option => option.value === given)
  return {
    type: 'static_select',
    action_id: key,
    options: options.map(optionOf),
    ...(chosen && { initial_option: optionOf(chosen) }),
  }
}
