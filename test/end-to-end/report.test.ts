/**
 * The main job: a resident reports, staff answer, the answer arrives.
 */
import { expect, test } from 'vitest'
import { picture } from '../support/pictures.ts'
import { eventually, startTown } from '../support/town.ts'

test('Ana reports a pothole on Telegram, Priya answers in Slack, Ana hears it', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })

  ana.presses('/report')
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/What is the problem/))
  ana.says('There is a deep pothole outside the bakery')
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/What is it about/))
  ana.taps('Pothole')
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/How deep/))
  ana.taps('Skip')
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/Where is it/))
  ana.sendsPin(...town.somewhere)
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/photos/i))
  ana.sendsPhoto(await picture())
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/1 photo/))
  ana.taps('Done')
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/Is this right/))
  ana.taps('Send report')
  await eventually(() => expect(ana.heard().at(-1)).toMatch(/reference is HB-1001/))

  const channel = town.slack.channels.find(c => c.id === town.place.departments.get('highways')!.channel)!
  const card = await eventually(() => {
    const found = channel.messages.find(m => JSON.stringify(m.blocks).includes('deep pothole outside the bakery'))
    expect(found).toBeDefined()
    return found!
  })
  town.priya.writes(channel.id, 'Thank you *Ana*, a crew is on its way.', { thread: card.ts })
  await eventually(() =>
    expect(ana.heard().at(-1)).toMatch(/Priya, Highways · HB-1001\nThank you Ana, a crew is on its way\./),
  )
})
