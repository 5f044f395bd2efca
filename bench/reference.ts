/**
 * The bare reference: a durable inbox, a drain per person, one writing statement, an outbox; and no dialogue engine.
 * What a turn costs at least where nothing may be lost, written as plainly as one can. Four transactions a message.
 */
import http from 'node:http'
import pg from 'pg'

const { DATABASE_URL, PUBLIC_URL, TELEGRAM_API_ROOT, TELEGRAM_BOT_TOKEN, TELEGRAM_WEBHOOK_SECRET, PORT } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL!, max: 10 })
// Idle sockets go before the other side closes them (Node.js: after 5 s).
const agent = new http.Agent({ keepAlive: true, timeout: 3_000 })
const replies = [
  'What would you like to know?',
  'What is it about?',
  'Is this right?',
  'Thank you, your question is sent.',
]
const keyboard = {
  inline_keyboard: [['Not sure', 'Back', 'Cancel'].map((text, n) => ({ text, callback_data: `b${n}` }))],
}

await pool.query(`
  create table if not exists ref_inbox (update_id bigint primary key, person bigint not null, text text, done_at timestamptz);
  create index if not exists ref_waiting on ref_inbox (person, update_id) where done_at is null;
  create table if not exists ref_conversation (person bigint primary key, step int not null, said jsonb not null, version int not null);
  create table if not exists ref_outbox (id bigint generated always as identity primary key, person bigint, body jsonb, sent_at timestamptz)`)

const drains = new Map<number, Promise<void>>()
function drain(person: number): void {
  drains.set(person, (drains.get(person) ?? Promise.resolve()).then(() => turn(person)).catch(console.error))
}

async function turn(person: number): Promise<void> {
  const { rows } = await pool.query(
    `select i.update_id, i.text, c.step, c.said, c.version from ref_inbox i left join ref_conversation c on c.person = i.person
     where i.person = $1 and i.done_at is null order by i.update_id`,
    [person],
  )
  if (rows.length === 0) return
  let step = rows[0].step ?? 0
  const said = [...(rows[0].said ?? []), ...rows.map(r => r.text)]
  const bodies = rows.map(() => ({ chat_id: person, text: replies[step++ % replies.length], reply_markup: keyboard }))
  const { rows: queued } = await pool.query(
    `with won as (
       insert into ref_conversation as c values ($1, $2, $3, $4 + 1)
       on conflict (person) do update set step = excluded.step, said = excluded.said, version = excluded.version where c.version = $4 returning 1),
     done as (update ref_inbox set done_at = now() where update_id = any($5) and exists (select 1 from won))
     insert into ref_outbox (person, body) select $1, b from jsonb_array_elements($6) b where exists (select 1 from won) returning id, body`,
    [person, step, JSON.stringify(said), rows[0].version ?? 0, rows.map(r => r.update_id), JSON.stringify(bodies)],
  )
  for (const { id, body } of queued) {
    await call('sendMessage', body)
    await pool.query('update ref_outbox set sent_at = now() where id = $1', [id])
  }
}

function call(method: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' }
    const request = http.request(
      `${TELEGRAM_API_ROOT}/bot${TELEGRAM_BOT_TOKEN}/${method}`,
      { method: 'POST', agent, headers },
      response => {
        response.resume().on('end', resolve)
      },
    )
    request.on('error', reject).end(JSON.stringify(body))
  })
}

const server = http.createServer((request, response) => {
  if (request.method !== 'POST') return void response.writeHead(200).end()
  if (request.headers['x-telegram-bot-api-secret-token'] !== TELEGRAM_WEBHOOK_SECRET)
    return void response.writeHead(401).end()
  const chunks: Buffer[] = []
  request
    .on('data', chunk => chunks.push(chunk))
    .on('end', async () => {
      const { update_id, message } = JSON.parse(Buffer.concat(chunks).toString())
      await pool.query('insert into ref_inbox (update_id, person, text) values ($1, $2, $3) on conflict do nothing', [
        update_id,
        message.from.id,
        message.text,
      ])
      response.writeHead(200).end()
      drain(message.from.id)
    })
})
server.listen(Number(PORT), '127.0.0.1', () =>
  call('setWebhook', {
    url: `${PUBLIC_URL}/telegram/webhook`,
    secret_token: TELEGRAM_WEBHOOK_SECRET,
    max_connections: 100,
  }),
)
process.on('SIGTERM', () => process.exit(0))
