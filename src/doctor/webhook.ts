/**
 * Whether Folkmoot answers at its public address: a request without a signature has to be refused by Folkmoot itself.
 */
import type { Config } from '../config.ts'
import { ask } from './ask.ts'
import { type Finding, fine, wrong } from './finding.ts'

export async function examineWebhooks({ publicUrl, telegram, slack }: Config): Promise<readonly Finding[]> {
  if (publicUrl === undefined) return []
  const paths = [...(telegram ? ['/telegram/webhook'] : []), ...(slack ? ['/slack/events'] : [])]
  return Promise.all(paths.map(path => examinePath(publicUrl, path)))
}

async function examinePath(publicUrl: string, path: string): Promise<Finding> {
  const url = `${publicUrl}${path}`
  const headers = { 'content-type': 'application/json' }
  const answer = await ask(url, { method: 'POST', headers, body: '{}' })
  if ('why' in answer)
    return wrong(
      `webhook: ${url} does not answer (${answer.why})`,
      'start Folkmoot; check PUBLIC_URL, DNS, proxy and certificate',
    )
  if (answer.status === 401)
    return fine(`webhook: ${url} is Folkmoot, seen from here; whether the internet sees it, only the network knows`)
  return wrong(
    `webhook: ${url} answers ${answer.status} where Folkmoot would say 401`,
    'start Folkmoot; let the proxy pass this path on to PORT, bodies untouched',
  )
}
