/**
 * Wires everything, starts it in order, stops it in reverse. The only file that imports all rooms.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flows } from '../flows/index.ts'
import { answerLane } from './actions/answer-case.ts'
import { cardNow } from './actions/card-now.ts'
import { carryOut } from './actions/carry-out.ts'
import { pseudonymsOf } from './actions/pseudonyms.ts'
import { recordDelivery } from './actions/record-delivery.ts'
import { createChannelNames } from './channel-names.ts'
import { drawnAndKept } from './charts/draw-chart.ts'
import { qrCode } from './charts/qr-code.ts'
import type { Config } from './config.ts'
import { connectNetworks } from './connect-networks.ts'
import { apologyFor } from './conversation/apology.ts'
import { createDrain } from './conversation/drain.ts'
import { createConversation } from './conversation/index.ts'
import { fetchPatiently, takeFiles } from './conversation/intake.ts'
import { passTime } from './conversation/pass-time.ts'
import type { Log } from './core/adapter.ts'
import type { Chart } from './core/chart.ts'
import type { RemoteFile, TakenFile } from './core/files.ts'
import type { Network } from './core/network.ts'
import { shownBy } from './core/shown.ts'
import type { Converse } from './core/turn.ts'
import { madeOf, openPlace } from './current-place.ts'
import { createDelivery } from './delivery/delivery.ts'
import { createDesk } from './desk/desk.ts'
import type { DeskWork } from './desk/desk-work.ts'
import { apologise, prepare, tooLate } from './desk/prepare.ts'
import { createDoorKeeper } from './door-keeper.ts'
import { openDoors } from './doors.ts'
import { followPlace } from './follow-place.ts'
import { takeFromLeavers } from './jobs/leavers.ts'
import { releaseReplies } from './jobs/release-replies.ts'
import type { Send } from './jobs/send.ts'
import { keepTime } from './keep-time.ts'
import { keepText } from './media/keep-text.ts'
import { readText } from './media/read-text.ts'
import { createMediaStore } from './media/store.ts'
import { type FilePolicy, takeFile } from './media/take-file.ts'
import { openDatabase } from './open-database.ts'
import { toTheInternet } from './places/follow-link.ts'
import { geocoderOf } from './places/geocode.ts'
import { createLookUp } from './places/look-up.ts'
import { type Running, runAsProcess } from './run-as-process.ts'
import { threadOf } from './store/cases.ts'
import { connect } from './store/database.ts'
import { installationName, knownAddresses, noteChannel, recall, remember } from './store/memory.ts'
import { migrate } from './store/migrate.ts'
import { type NewOutbound, outboxDepth, queue } from './store/outbox.ts'
import { openChat } from './store/panel/new-chats.ts'
import { holdLocks } from './store/process-locks.ts'
import { partsAt } from './store/reply-copies.ts'
import { callResidents } from './store/residents.ts'
import { startSweeping } from './sweep.ts'
import { createMetrics } from './web/metrics.ts'
import { readinessOf } from './web/readiness.ts'
import { createWeb, listen } from './web/server.ts'
import { within } from './within.ts'

/** A step of stopping; all of them together stay under 10 s. */
const STOP_STEP_MS = 2_000

export interface Folkmoot extends Running {
  readonly port: number
  /** Does at once what time has brought about by now; else that waits for the next full minute. */
  tick(): Promise<void>
}

/** What was started, each with the way to stop it. */
type Undo = (() => Promise<unknown>)[]

/**
 * Starts everything; the networks connect in their own time, and `/readyz` tells when they have.
 *
 * @param now  The clock that residents and staff live by. Default: the system's.
 */
export async function startFolkmoot(config: Config, log: Log, now = () => new Date()): Promise<Folkmoot> {
  const undo: Undo = []
  const stop = async () => {
    for (const step of undo.toReversed()) {
      await step().catch(error => log.error({ err: error }, 'a step of stopping failed'))
    }
  }
  try {
    return { ...(await start(config, log, now, undo)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(config: Config, log: Log, now: () => Date, undo: Undo): Promise<Omit<Folkmoot, 'stop'>> {
  const town = await openPlace(config.placeFile)
  const { place } = town
  const { url, announce } = await openDatabase(config, log, undo)
  await migrate(url)
  const { db } = connect(url, 10, error => log.warn({ err: error }, 'an idle connection to the database broke'))
  undo.push(() => db.destroy())
  await callResidents(db, pseudonymsOf(place()))
  const locks = await holdLocks(url, log)
  undo.push(() => locks.close())
  const processNumber = locks.number

  const metrics = createMetrics(
    () => adapters.keys(),
    () => outboxDepth(db),
  )
  const health = () => readinessOf(db, adapters, locks, town)
  const app = createWeb({ readiness: health, metrics: metrics.read })
  const { adapters, staff } = await connectNetworks(config, place, app)
  const media = createMediaStore(join(config.dataDir, 'media'))

  const doorKeeper = createDoorKeeper({ db, place, adapters, directory: staff?.directory, processNumber, now, log })
  const delivery = createDelivery({
    db,
    adapters,
    processNumber,
    installation: await installationName(db),
    openFile: media.open,
    threadOf: caseId => threadOf(db, caseId),
    partsAt: (replyId, address) => partsAt(db, replyId, address),
    cardOf: (caseId, thread) => cardNow(db, { place: place(), now: now() }, caseId, thread),
    record: (trx, row, delivered) => recordDelivery(trx, row, delivered, { place: place(), now: now() }),
    onClosed: doorKeeper.onClosed,
    onRecorded: ({ purpose }) => purpose?.kind === 'answer' && wake([answerLane(purpose.answerId)]),
    onResult: metrics.outbound,
    log,
  })
  const take = (policy: FilePolicy) => (network: Network, file: RemoteFile, signal: AbortSignal) =>
    takeFile({
      ...file,
      policy,
      store: media,
      signal,
      fetch: options => adapters.get(network)!.fetchFile(file, options),
    })
  const conversation = madeOf(place, current =>
    createConversation({
      place: current,
      flows,
      canGeocode: config.geocoderUrl !== undefined,
      hasPins: network => adapters.get(network)?.limits.pins ?? false,
    }),
  )
  const converse: Converse = input => conversation()(input)
  const referencePrefix = () => place().reference
  const drain = createDrain({
    db,
    converse,
    carryOut: async (trx, turns, at) =>
      queue(trx, await carryOut(trx, turns, { place: place(), now: at }), processNumber()),
    apologise: turn => apologyFor(turn, place()),
    referencePrefix,
    processNumber,
    takeFile: take('picture'),
    lookUp: createLookUp({ geocoder: geocoderOf(db, config, place), wayOut: toTheInternet, log }),
    deliver: delivery.take,
    onRound: metrics.round,
    now,
    log,
  })
  const channelNames = createChannelNames(adapters.get('discord'))
  const stopping = new AbortController()
  const takeStaffFiles = (files: readonly RemoteFile[]): Promise<readonly TakenFile[]> =>
    takeFiles(take('any'), 'slack', files, stopping.signal, log)
  const draw = (chart: Chart) => drawnAndKept(chart, media)
  const work =
    staff &&
    ((): DeskWork => ({
      db,
      place: place(),
      directory: staff.directory,
      takeFiles: takeStaffFiles,
      keepFile: (name, text) => keepText(name, text, media),
      readText: file => {
        const slack = adapters.get('slack')!
        const { signal } = stopping
        const read = () => readText(options => slack.fetchFile(file, options), { bytes: file.bytes, signal })
        return fetchPatiently(read, { network: 'slack', signal, log })
      },
      shown: message => shownBy(adapters, message),
      channelNames,
      draw,
      now,
      log,
    }))
  const desk =
    staff &&
    work &&
    createDesk({
      db,
      prepare: event => prepare(work(), event),
      apologise: event => apologise(place(), event),
      tooLate: event => tooLate(place(), event),
      views: staff.views,
      deliver: delivery.take,
      processNumber,
      log,
    })

  const wake = (lanes: readonly string[]) => {
    drain.wake(lanes.filter(lane => !isThread(lane)))
    desk?.wake(lanes.filter(isThread))
  }
  const send: Send = async work =>
    delivery.take(await db.transaction().execute(async trx => queue(trx, await work(trx), processNumber())))
  const leavers = staff && { db, place, directory: staff.directory, send, log }
  const left = async (user: string) => leavers && takeFromLeavers(leavers, now(), user)
  const finding = {
    health,
    draw,
    qr: (link: string, name: string) => qrCode(link, name, media),
    send: (message: NewOutbound) => send(async () => [message]),
  }
  const doors = openDoors({ db, metrics, desk, work, finding, wake, left })

  // Stopping goes the other way: no more requests, no more turns, what is under way goes out, then the networks close.
  undo.push(() => within(STOP_STEP_MS, Promise.all([...adapters.values()].map(adapter => adapter.stop()))))
  undo.push(() => within(STOP_STEP_MS, delivery.stop()))
  undo.push(() => within(STOP_STEP_MS, Promise.all([drain.stop(), desk?.stop()])))
  const release = () => releaseReplies({ db, place, now, deliver: delivery.take, processNumber })
  undo.push(startSweeping(db, wake, delivery, release, log).stop)
  const kept: Promise<void>[] = []
  undo.push(() => {
    stopping.abort()
    return within(STOP_STEP_MS, Promise.all(kept))
  })
  const web = await listen(app, config.port, log)
  undo.push(() => within(STOP_STEP_MS, web.close()))
  for (const [network, adapter] of adapters) {
    await adapter.start({
      ...doors,
      exclusively: locks.exclusively,
      known: () => knownAddresses(db, network),
      mayOpen: (address, anHour) => openChat(db, { address, network, anHour, now: now() }),
      opened: (address, channel) => noteChannel(db, address, channel),
      remember: { read: name => recall(db, name), write: (name, value) => remember(db, name, value) },
      log,
    })
  }
  const follow = followPlace({
    db,
    place,
    adapters,
    directory: staff?.directory,
    deliver: delivery.take,
    processNumber,
    now,
  })
  const watch = town.watch(follow, log)
  undo.push(() => within(STOP_STEP_MS, watch.stop()))
  const passing = { db, converse, referencePrefix, log }
  const time = keepTime({
    db,
    place,
    limits: new Map(
      [...adapters].flatMap(([name, { network, limits }]) => (network === 'slack' ? [] : [[name, limits]])),
    ),
    leavers,
    removeFile: staff && (id => staff.deleteFile(id)),
    passTime: at => passTime(passing, at),
    files: media,
    send,
    draw,
    now,
    log,
  })
  const keep = (name: string, work: (held: AbortSignal) => Promise<void>) =>
    kept.push(locks.exclusively(name, stopping.signal, work))
  for (const [name, work] of Object.entries(time.kept)) keep(name, work)
  keep('doors', held => doorKeeper.watch(delivery, held))
  await announce(config.publicUrl ?? `http://localhost:${web.port}`)
  log.info({ port: web.port, networks: [...adapters.keys()] }, 'folkmoot is up')
  return { port: web.port, tick: time.tick }
}

/** A Slack thread's lane begins with its network; every other lane is a resident's address. */
function isThread(lane: string): boolean {
  return lane.startsWith('slack:')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runAsProcess(startFolkmoot)
